// Generated from backend/openapi.yaml by `npm run generate`. Do not edit.

'use strict';
exports.PetDetails = validate11;
const schema12 = {
  type: 'object',
  description: 'What a shopkeeper enters about a pet.',
  required: ['type', 'price'],
  additionalProperties: false,
  properties: {
    type: {
      type: 'string',
      description:
        'Visible text, for example "dog", without control characters, lone surrogates or bidirectional overrides. At most 40 characters as people count them (grapheme clusters, Unicode Standard Annex 29), made of at most 240 code points.',
      minLength: 1,
      maxLength: 240,
      pattern:
        '^(?=.*[^\\s\\u00ad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u206f\\u2800\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufff8\\ud82f\\udca0-\\ud82f\\udca3\\ud834\\udd73-\\ud834\\udd7a\\udb40\\udc00-\\udb43\\udfff])[^\\u0000-\\u001f\\u007f-\\u009f\\u2028-\\u202e\\u2066-\\u2069\\ud800-\\udfff]*$',
    },
    price: {
      type: 'number',
      description: 'In US dollars, whole cents.',
      minimum: 0,
      maximum: 1000000,
      multipleOf: 0.01,
    },
  },
};
const func2 = require('ajv/dist/runtime/ucs2length').default;
const pattern0 = new RegExp(
  '^(?=.*[^\\s\\u00ad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u206f\\u2800\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufff8\\ud82f\\udca0-\\ud82f\\udca3\\ud834\\udd73-\\ud834\\udd7a\\udb40\\udc00-\\udb43\\udfff])[^\\u0000-\\u001f\\u007f-\\u009f\\u2028-\\u202e\\u2066-\\u2069\\ud800-\\udfff]*$',
  'u',
);
function validate11(
  data,
  { instancePath = '', parentData, parentDataProperty, rootData = data } = {},
) {
  let vErrors = null;
  let errors = 0;
  if (errors === 0) {
    if (data && typeof data == 'object' && !Array.isArray(data)) {
      let missing0;
      if (
        (data.type === undefined && (missing0 = 'type')) ||
        (data.price === undefined && (missing0 = 'price'))
      ) {
        validate11.errors = [
          {
            instancePath,
            schemaPath: '#/required',
            keyword: 'required',
            params: { missingProperty: missing0 },
            message: "must have required property '" + missing0 + "'",
          },
        ];
        return false;
      } else {
        const _errs1 = errors;
        for (const key0 in data) {
          if (!(key0 === 'type' || key0 === 'price')) {
            validate11.errors = [
              {
                instancePath,
                schemaPath: '#/additionalProperties',
                keyword: 'additionalProperties',
                params: { additionalProperty: key0 },
                message: 'must NOT have additional properties',
              },
            ];
            return false;
            break;
          }
        }
        if (_errs1 === errors) {
          if (data.type !== undefined) {
            let data0 = data.type;
            const _errs2 = errors;
            if (errors === _errs2) {
              if (typeof data0 === 'string') {
                if (func2(data0) > 240) {
                  validate11.errors = [
                    {
                      instancePath: instancePath + '/type',
                      schemaPath: '#/properties/type/maxLength',
                      keyword: 'maxLength',
                      params: { limit: 240 },
                      message: 'must NOT have more than 240 characters',
                    },
                  ];
                  return false;
                } else {
                  if (func2(data0) < 1) {
                    validate11.errors = [
                      {
                        instancePath: instancePath + '/type',
                        schemaPath: '#/properties/type/minLength',
                        keyword: 'minLength',
                        params: { limit: 1 },
                        message: 'must NOT have fewer than 1 characters',
                      },
                    ];
                    return false;
                  } else {
                    if (!pattern0.test(data0)) {
                      validate11.errors = [
                        {
                          instancePath: instancePath + '/type',
                          schemaPath: '#/properties/type/pattern',
                          keyword: 'pattern',
                          params: {
                            pattern:
                              '^(?=.*[^\\s\\u00ad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u206f\\u2800\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufff8\\ud82f\\udca0-\\ud82f\\udca3\\ud834\\udd73-\\ud834\\udd7a\\udb40\\udc00-\\udb43\\udfff])[^\\u0000-\\u001f\\u007f-\\u009f\\u2028-\\u202e\\u2066-\\u2069\\ud800-\\udfff]*$',
                          },
                          message:
                            'must match pattern "' +
                            '^(?=.*[^\\s\\u00ad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u206f\\u2800\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufff8\\ud82f\\udca0-\\ud82f\\udca3\\ud834\\udd73-\\ud834\\udd7a\\udb40\\udc00-\\udb43\\udfff])[^\\u0000-\\u001f\\u007f-\\u009f\\u2028-\\u202e\\u2066-\\u2069\\ud800-\\udfff]*$' +
                            '"',
                        },
                      ];
                      return false;
                    }
                  }
                }
              } else {
                validate11.errors = [
                  {
                    instancePath: instancePath + '/type',
                    schemaPath: '#/properties/type/type',
                    keyword: 'type',
                    params: { type: 'string' },
                    message: 'must be string',
                  },
                ];
                return false;
              }
            }
            var valid0 = _errs2 === errors;
          } else {
            var valid0 = true;
          }
          if (valid0) {
            if (data.price !== undefined) {
              let data1 = data.price;
              const _errs4 = errors;
              if (errors === _errs4) {
                if (typeof data1 == 'number' && isFinite(data1)) {
                  if (data1 > 1000000 || isNaN(data1)) {
                    validate11.errors = [
                      {
                        instancePath: instancePath + '/price',
                        schemaPath: '#/properties/price/maximum',
                        keyword: 'maximum',
                        params: { comparison: '<=', limit: 1000000 },
                        message: 'must be <= 1000000',
                      },
                    ];
                    return false;
                  } else {
                    if (data1 < 0 || isNaN(data1)) {
                      validate11.errors = [
                        {
                          instancePath: instancePath + '/price',
                          schemaPath: '#/properties/price/minimum',
                          keyword: 'minimum',
                          params: { comparison: '>=', limit: 0 },
                          message: 'must be >= 0',
                        },
                      ];
                      return false;
                    } else {
                      let res0;
                      if (
                        0.01 === 0 ||
                        ((res0 = data1 / 0.01), Math.abs(Math.round(res0) - res0) > 1e-6)
                      ) {
                        validate11.errors = [
                          {
                            instancePath: instancePath + '/price',
                            schemaPath: '#/properties/price/multipleOf',
                            keyword: 'multipleOf',
                            params: { multipleOf: 0.01 },
                            message: 'must be multiple of 0.01',
                          },
                        ];
                        return false;
                      }
                    }
                  }
                } else {
                  validate11.errors = [
                    {
                      instancePath: instancePath + '/price',
                      schemaPath: '#/properties/price/type',
                      keyword: 'type',
                      params: { type: 'number' },
                      message: 'must be number',
                    },
                  ];
                  return false;
                }
              }
              var valid0 = _errs4 === errors;
            } else {
              var valid0 = true;
            }
          }
        }
      }
    } else {
      validate11.errors = [
        {
          instancePath,
          schemaPath: '#/type',
          keyword: 'type',
          params: { type: 'object' },
          message: 'must be object',
        },
      ];
      return false;
    }
  }
  validate11.errors = vErrors;
  return errors === 0;
}
exports.PetList = validate12;
const schema13 = {
  type: 'object',
  required: ['pets'],
  additionalProperties: false,
  properties: {
    pets: { type: 'array', maxItems: 1000, items: { $ref: '#/definitions/ListedPet' } },
  },
};
const schema14 = {
  type: 'object',
  description:
    "A pet in a list that replaces the shop's. isSold and soldTo are allowed, as in a list read from the shop, and ignored: only a purchase sells a pet.",
  required: ['id', 'type', 'price'],
  additionalProperties: false,
  properties: {
    id: {
      type: 'integer',
      description:
        'Above a trillion, at most a thousand more than the highest id ever used, so that there is always a next one for a new pet.',
      minimum: 1,
      maximum: 9007199254740991,
    },
    type: {
      type: 'string',
      minLength: 1,
      maxLength: 240,
      pattern:
        '^(?=.*[^\\s\\u00ad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u206f\\u2800\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufff8\\ud82f\\udca0-\\ud82f\\udca3\\ud834\\udd73-\\ud834\\udd7a\\udb40\\udc00-\\udb43\\udfff])[^\\u0000-\\u001f\\u007f-\\u009f\\u2028-\\u202e\\u2066-\\u2069\\ud800-\\udfff]*$',
    },
    price: {
      type: 'number',
      description: 'In US dollars, whole cents.',
      minimum: 0,
      maximum: 1000000,
      multipleOf: 0.01,
    },
    isSold: { type: 'boolean' },
    soldTo: { type: 'string', maxLength: 320 },
  },
};
function validate12(
  data,
  { instancePath = '', parentData, parentDataProperty, rootData = data } = {},
) {
  let vErrors = null;
  let errors = 0;
  if (errors === 0) {
    if (data && typeof data == 'object' && !Array.isArray(data)) {
      let missing0;
      if (data.pets === undefined && (missing0 = 'pets')) {
        validate12.errors = [
          {
            instancePath,
            schemaPath: '#/required',
            keyword: 'required',
            params: { missingProperty: missing0 },
            message: "must have required property '" + missing0 + "'",
          },
        ];
        return false;
      } else {
        const _errs1 = errors;
        for (const key0 in data) {
          if (!(key0 === 'pets')) {
            validate12.errors = [
              {
                instancePath,
                schemaPath: '#/additionalProperties',
                keyword: 'additionalProperties',
                params: { additionalProperty: key0 },
                message: 'must NOT have additional properties',
              },
            ];
            return false;
            break;
          }
        }
        if (_errs1 === errors) {
          if (data.pets !== undefined) {
            let data0 = data.pets;
            const _errs2 = errors;
            if (errors === _errs2) {
              if (Array.isArray(data0)) {
                if (data0.length > 1000) {
                  validate12.errors = [
                    {
                      instancePath: instancePath + '/pets',
                      schemaPath: '#/properties/pets/maxItems',
                      keyword: 'maxItems',
                      params: { limit: 1000 },
                      message: 'must NOT have more than 1000 items',
                    },
                  ];
                  return false;
                } else {
                  var valid1 = true;
                  const len0 = data0.length;
                  for (let i0 = 0; i0 < len0; i0++) {
                    let data1 = data0[i0];
                    const _errs4 = errors;
                    const _errs5 = errors;
                    if (errors === _errs5) {
                      if (data1 && typeof data1 == 'object' && !Array.isArray(data1)) {
                        let missing1;
                        if (
                          (data1.id === undefined && (missing1 = 'id')) ||
                          (data1.type === undefined && (missing1 = 'type')) ||
                          (data1.price === undefined && (missing1 = 'price'))
                        ) {
                          validate12.errors = [
                            {
                              instancePath: instancePath + '/pets/' + i0,
                              schemaPath: '#/definitions/ListedPet/required',
                              keyword: 'required',
                              params: { missingProperty: missing1 },
                              message: "must have required property '" + missing1 + "'",
                            },
                          ];
                          return false;
                        } else {
                          const _errs7 = errors;
                          for (const key1 in data1) {
                            if (!(
                              key1 === 'id' ||
                              key1 === 'type' ||
                              key1 === 'price' ||
                              key1 === 'isSold' ||
                              key1 === 'soldTo'
                            )) {
                              validate12.errors = [
                                {
                                  instancePath: instancePath + '/pets/' + i0,
                                  schemaPath: '#/definitions/ListedPet/additionalProperties',
                                  keyword: 'additionalProperties',
                                  params: { additionalProperty: key1 },
                                  message: 'must NOT have additional properties',
                                },
                              ];
                              return false;
                              break;
                            }
                          }
                          if (_errs7 === errors) {
                            if (data1.id !== undefined) {
                              let data2 = data1.id;
                              const _errs8 = errors;
                              if (!(
                                typeof data2 == 'number' &&
                                !(data2 % 1) &&
                                !isNaN(data2) &&
                                isFinite(data2)
                              )) {
                                validate12.errors = [
                                  {
                                    instancePath: instancePath + '/pets/' + i0 + '/id',
                                    schemaPath: '#/definitions/ListedPet/properties/id/type',
                                    keyword: 'type',
                                    params: { type: 'integer' },
                                    message: 'must be integer',
                                  },
                                ];
                                return false;
                              }
                              if (errors === _errs8) {
                                if (typeof data2 == 'number' && isFinite(data2)) {
                                  if (data2 > 9007199254740991 || isNaN(data2)) {
                                    validate12.errors = [
                                      {
                                        instancePath: instancePath + '/pets/' + i0 + '/id',
                                        schemaPath: '#/definitions/ListedPet/properties/id/maximum',
                                        keyword: 'maximum',
                                        params: { comparison: '<=', limit: 9007199254740991 },
                                        message: 'must be <= 9007199254740991',
                                      },
                                    ];
                                    return false;
                                  } else {
                                    if (data2 < 1 || isNaN(data2)) {
                                      validate12.errors = [
                                        {
                                          instancePath: instancePath + '/pets/' + i0 + '/id',
                                          schemaPath:
                                            '#/definitions/ListedPet/properties/id/minimum',
                                          keyword: 'minimum',
                                          params: { comparison: '>=', limit: 1 },
                                          message: 'must be >= 1',
                                        },
                                      ];
                                      return false;
                                    }
                                  }
                                }
                              }
                              var valid3 = _errs8 === errors;
                            } else {
                              var valid3 = true;
                            }
                            if (valid3) {
                              if (data1.type !== undefined) {
                                let data3 = data1.type;
                                const _errs10 = errors;
                                if (errors === _errs10) {
                                  if (typeof data3 === 'string') {
                                    if (func2(data3) > 240) {
                                      validate12.errors = [
                                        {
                                          instancePath: instancePath + '/pets/' + i0 + '/type',
                                          schemaPath:
                                            '#/definitions/ListedPet/properties/type/maxLength',
                                          keyword: 'maxLength',
                                          params: { limit: 240 },
                                          message: 'must NOT have more than 240 characters',
                                        },
                                      ];
                                      return false;
                                    } else {
                                      if (func2(data3) < 1) {
                                        validate12.errors = [
                                          {
                                            instancePath: instancePath + '/pets/' + i0 + '/type',
                                            schemaPath:
                                              '#/definitions/ListedPet/properties/type/minLength',
                                            keyword: 'minLength',
                                            params: { limit: 1 },
                                            message: 'must NOT have fewer than 1 characters',
                                          },
                                        ];
                                        return false;
                                      } else {
                                        if (!pattern0.test(data3)) {
                                          validate12.errors = [
                                            {
                                              instancePath: instancePath + '/pets/' + i0 + '/type',
                                              schemaPath:
                                                '#/definitions/ListedPet/properties/type/pattern',
                                              keyword: 'pattern',
                                              params: {
                                                pattern:
                                                  '^(?=.*[^\\s\\u00ad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u206f\\u2800\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufff8\\ud82f\\udca0-\\ud82f\\udca3\\ud834\\udd73-\\ud834\\udd7a\\udb40\\udc00-\\udb43\\udfff])[^\\u0000-\\u001f\\u007f-\\u009f\\u2028-\\u202e\\u2066-\\u2069\\ud800-\\udfff]*$',
                                              },
                                              message:
                                                'must match pattern "' +
                                                '^(?=.*[^\\s\\u00ad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u206f\\u2800\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufff8\\ud82f\\udca0-\\ud82f\\udca3\\ud834\\udd73-\\ud834\\udd7a\\udb40\\udc00-\\udb43\\udfff])[^\\u0000-\\u001f\\u007f-\\u009f\\u2028-\\u202e\\u2066-\\u2069\\ud800-\\udfff]*$' +
                                                '"',
                                            },
                                          ];
                                          return false;
                                        }
                                      }
                                    }
                                  } else {
                                    validate12.errors = [
                                      {
                                        instancePath: instancePath + '/pets/' + i0 + '/type',
                                        schemaPath: '#/definitions/ListedPet/properties/type/type',
                                        keyword: 'type',
                                        params: { type: 'string' },
                                        message: 'must be string',
                                      },
                                    ];
                                    return false;
                                  }
                                }
                                var valid3 = _errs10 === errors;
                              } else {
                                var valid3 = true;
                              }
                              if (valid3) {
                                if (data1.price !== undefined) {
                                  let data4 = data1.price;
                                  const _errs12 = errors;
                                  if (errors === _errs12) {
                                    if (typeof data4 == 'number' && isFinite(data4)) {
                                      if (data4 > 1000000 || isNaN(data4)) {
                                        validate12.errors = [
                                          {
                                            instancePath: instancePath + '/pets/' + i0 + '/price',
                                            schemaPath:
                                              '#/definitions/ListedPet/properties/price/maximum',
                                            keyword: 'maximum',
                                            params: { comparison: '<=', limit: 1000000 },
                                            message: 'must be <= 1000000',
                                          },
                                        ];
                                        return false;
                                      } else {
                                        if (data4 < 0 || isNaN(data4)) {
                                          validate12.errors = [
                                            {
                                              instancePath: instancePath + '/pets/' + i0 + '/price',
                                              schemaPath:
                                                '#/definitions/ListedPet/properties/price/minimum',
                                              keyword: 'minimum',
                                              params: { comparison: '>=', limit: 0 },
                                              message: 'must be >= 0',
                                            },
                                          ];
                                          return false;
                                        } else {
                                          let res0;
                                          if (
                                            0.01 === 0 ||
                                            ((res0 = data4 / 0.01),
                                            Math.abs(Math.round(res0) - res0) > 1e-6)
                                          ) {
                                            validate12.errors = [
                                              {
                                                instancePath:
                                                  instancePath + '/pets/' + i0 + '/price',
                                                schemaPath:
                                                  '#/definitions/ListedPet/properties/price/multipleOf',
                                                keyword: 'multipleOf',
                                                params: { multipleOf: 0.01 },
                                                message: 'must be multiple of 0.01',
                                              },
                                            ];
                                            return false;
                                          }
                                        }
                                      }
                                    } else {
                                      validate12.errors = [
                                        {
                                          instancePath: instancePath + '/pets/' + i0 + '/price',
                                          schemaPath:
                                            '#/definitions/ListedPet/properties/price/type',
                                          keyword: 'type',
                                          params: { type: 'number' },
                                          message: 'must be number',
                                        },
                                      ];
                                      return false;
                                    }
                                  }
                                  var valid3 = _errs12 === errors;
                                } else {
                                  var valid3 = true;
                                }
                                if (valid3) {
                                  if (data1.isSold !== undefined) {
                                    const _errs14 = errors;
                                    if (typeof data1.isSold !== 'boolean') {
                                      validate12.errors = [
                                        {
                                          instancePath: instancePath + '/pets/' + i0 + '/isSold',
                                          schemaPath:
                                            '#/definitions/ListedPet/properties/isSold/type',
                                          keyword: 'type',
                                          params: { type: 'boolean' },
                                          message: 'must be boolean',
                                        },
                                      ];
                                      return false;
                                    }
                                    var valid3 = _errs14 === errors;
                                  } else {
                                    var valid3 = true;
                                  }
                                  if (valid3) {
                                    if (data1.soldTo !== undefined) {
                                      let data6 = data1.soldTo;
                                      const _errs16 = errors;
                                      if (errors === _errs16) {
                                        if (typeof data6 === 'string') {
                                          if (func2(data6) > 320) {
                                            validate12.errors = [
                                              {
                                                instancePath:
                                                  instancePath + '/pets/' + i0 + '/soldTo',
                                                schemaPath:
                                                  '#/definitions/ListedPet/properties/soldTo/maxLength',
                                                keyword: 'maxLength',
                                                params: { limit: 320 },
                                                message: 'must NOT have more than 320 characters',
                                              },
                                            ];
                                            return false;
                                          }
                                        } else {
                                          validate12.errors = [
                                            {
                                              instancePath:
                                                instancePath + '/pets/' + i0 + '/soldTo',
                                              schemaPath:
                                                '#/definitions/ListedPet/properties/soldTo/type',
                                              keyword: 'type',
                                              params: { type: 'string' },
                                              message: 'must be string',
                                            },
                                          ];
                                          return false;
                                        }
                                      }
                                      var valid3 = _errs16 === errors;
                                    } else {
                                      var valid3 = true;
                                    }
                                  }
                                }
                              }
                            }
                          }
                        }
                      } else {
                        validate12.errors = [
                          {
                            instancePath: instancePath + '/pets/' + i0,
                            schemaPath: '#/definitions/ListedPet/type',
                            keyword: 'type',
                            params: { type: 'object' },
                            message: 'must be object',
                          },
                        ];
                        return false;
                      }
                    }
                    var valid1 = _errs4 === errors;
                    if (!valid1) {
                      break;
                    }
                  }
                }
              } else {
                validate12.errors = [
                  {
                    instancePath: instancePath + '/pets',
                    schemaPath: '#/properties/pets/type',
                    keyword: 'type',
                    params: { type: 'array' },
                    message: 'must be array',
                  },
                ];
                return false;
              }
            }
          }
        }
      }
    } else {
      validate12.errors = [
        {
          instancePath,
          schemaPath: '#/type',
          keyword: 'type',
          params: { type: 'object' },
          message: 'must be object',
        },
      ];
      return false;
    }
  }
  validate12.errors = vErrors;
  return errors === 0;
}
exports.Purchase = validate13;
const schema15 = {
  type: 'object',
  required: ['petId', 'authToken'],
  additionalProperties: false,
  properties: {
    petId: { type: 'integer', minimum: 1, maximum: 9007199254740991 },
    authToken: {
      type: 'string',
      description:
        "The buyer's ID token. It is in the body because the signature occupies the Authorization header.",
      minLength: 1,
      maxLength: 8192,
    },
  },
};
function validate13(
  data,
  { instancePath = '', parentData, parentDataProperty, rootData = data } = {},
) {
  let vErrors = null;
  let errors = 0;
  if (errors === 0) {
    if (data && typeof data == 'object' && !Array.isArray(data)) {
      let missing0;
      if (
        (data.petId === undefined && (missing0 = 'petId')) ||
        (data.authToken === undefined && (missing0 = 'authToken'))
      ) {
        validate13.errors = [
          {
            instancePath,
            schemaPath: '#/required',
            keyword: 'required',
            params: { missingProperty: missing0 },
            message: "must have required property '" + missing0 + "'",
          },
        ];
        return false;
      } else {
        const _errs1 = errors;
        for (const key0 in data) {
          if (!(key0 === 'petId' || key0 === 'authToken')) {
            validate13.errors = [
              {
                instancePath,
                schemaPath: '#/additionalProperties',
                keyword: 'additionalProperties',
                params: { additionalProperty: key0 },
                message: 'must NOT have additional properties',
              },
            ];
            return false;
            break;
          }
        }
        if (_errs1 === errors) {
          if (data.petId !== undefined) {
            let data0 = data.petId;
            const _errs2 = errors;
            if (!(typeof data0 == 'number' && !(data0 % 1) && !isNaN(data0) && isFinite(data0))) {
              validate13.errors = [
                {
                  instancePath: instancePath + '/petId',
                  schemaPath: '#/properties/petId/type',
                  keyword: 'type',
                  params: { type: 'integer' },
                  message: 'must be integer',
                },
              ];
              return false;
            }
            if (errors === _errs2) {
              if (typeof data0 == 'number' && isFinite(data0)) {
                if (data0 > 9007199254740991 || isNaN(data0)) {
                  validate13.errors = [
                    {
                      instancePath: instancePath + '/petId',
                      schemaPath: '#/properties/petId/maximum',
                      keyword: 'maximum',
                      params: { comparison: '<=', limit: 9007199254740991 },
                      message: 'must be <= 9007199254740991',
                    },
                  ];
                  return false;
                } else {
                  if (data0 < 1 || isNaN(data0)) {
                    validate13.errors = [
                      {
                        instancePath: instancePath + '/petId',
                        schemaPath: '#/properties/petId/minimum',
                        keyword: 'minimum',
                        params: { comparison: '>=', limit: 1 },
                        message: 'must be >= 1',
                      },
                    ];
                    return false;
                  }
                }
              }
            }
            var valid0 = _errs2 === errors;
          } else {
            var valid0 = true;
          }
          if (valid0) {
            if (data.authToken !== undefined) {
              let data1 = data.authToken;
              const _errs4 = errors;
              if (errors === _errs4) {
                if (typeof data1 === 'string') {
                  if (func2(data1) > 8192) {
                    validate13.errors = [
                      {
                        instancePath: instancePath + '/authToken',
                        schemaPath: '#/properties/authToken/maxLength',
                        keyword: 'maxLength',
                        params: { limit: 8192 },
                        message: 'must NOT have more than 8192 characters',
                      },
                    ];
                    return false;
                  } else {
                    if (func2(data1) < 1) {
                      validate13.errors = [
                        {
                          instancePath: instancePath + '/authToken',
                          schemaPath: '#/properties/authToken/minLength',
                          keyword: 'minLength',
                          params: { limit: 1 },
                          message: 'must NOT have fewer than 1 characters',
                        },
                      ];
                      return false;
                    }
                  }
                } else {
                  validate13.errors = [
                    {
                      instancePath: instancePath + '/authToken',
                      schemaPath: '#/properties/authToken/type',
                      keyword: 'type',
                      params: { type: 'string' },
                      message: 'must be string',
                    },
                  ];
                  return false;
                }
              }
              var valid0 = _errs4 === errors;
            } else {
              var valid0 = true;
            }
          }
        }
      }
    } else {
      validate13.errors = [
        {
          instancePath,
          schemaPath: '#/type',
          keyword: 'type',
          params: { type: 'object' },
          message: 'must be object',
        },
      ];
      return false;
    }
  }
  validate13.errors = vErrors;
  return errors === 0;
}
exports.PetsGetParameters = validate14;
const schema16 = {
  type: 'object',
  required: ['limit', 'available'],
  properties: {
    limit: { type: 'integer', minimum: 1, maximum: 100, default: 50 },
    before: { type: 'integer', minimum: 1, maximum: 9007199254740991 },
    after: { type: 'string', maxLength: 100 },
    type: {
      type: 'string',
      minLength: 1,
      maxLength: 240,
      pattern:
        '^(?=.*[^\\s\\u00ad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u206f\\u2800\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufff8\\ud82f\\udca0-\\ud82f\\udca3\\ud834\\udd73-\\ud834\\udd7a\\udb40\\udc00-\\udb43\\udfff])[^\\u0000-\\u001f\\u007f-\\u009f\\u2028-\\u202e\\u2066-\\u2069\\ud800-\\udfff]*$',
    },
    available: { type: 'boolean', default: false },
    minPrice: { type: 'number', minimum: 0, maximum: 1000000, multipleOf: 0.01 },
    maxPrice: { type: 'number', minimum: 0, maximum: 1000000, multipleOf: 0.01 },
    sort: { type: 'string', enum: ['newest', 'price-asc', 'price-desc'] },
  },
};
function validate14(
  data,
  { instancePath = '', parentData, parentDataProperty, rootData = data } = {},
) {
  let vErrors = null;
  let errors = 0;
  if (errors === 0) {
    if (data && typeof data == 'object' && !Array.isArray(data)) {
      if (data.limit === undefined) {
        data.limit = 50;
      }
      if (data.available === undefined) {
        data.available = false;
      }
      let missing0;
      if (
        (data.limit === undefined && (missing0 = 'limit')) ||
        (data.available === undefined && (missing0 = 'available'))
      ) {
        validate14.errors = [
          {
            instancePath,
            schemaPath: '#/required',
            keyword: 'required',
            params: { missingProperty: missing0 },
            message: "must have required property '" + missing0 + "'",
          },
        ];
        return false;
      } else {
        let data0 = data.limit;
        const _errs1 = errors;
        if (!(typeof data0 == 'number' && !(data0 % 1) && !isNaN(data0) && isFinite(data0))) {
          validate14.errors = [
            {
              instancePath: instancePath + '/limit',
              schemaPath: '#/properties/limit/type',
              keyword: 'type',
              params: { type: 'integer' },
              message: 'must be integer',
            },
          ];
          return false;
        }
        if (errors === _errs1) {
          if (typeof data0 == 'number' && isFinite(data0)) {
            if (data0 > 100 || isNaN(data0)) {
              validate14.errors = [
                {
                  instancePath: instancePath + '/limit',
                  schemaPath: '#/properties/limit/maximum',
                  keyword: 'maximum',
                  params: { comparison: '<=', limit: 100 },
                  message: 'must be <= 100',
                },
              ];
              return false;
            } else {
              if (data0 < 1 || isNaN(data0)) {
                validate14.errors = [
                  {
                    instancePath: instancePath + '/limit',
                    schemaPath: '#/properties/limit/minimum',
                    keyword: 'minimum',
                    params: { comparison: '>=', limit: 1 },
                    message: 'must be >= 1',
                  },
                ];
                return false;
              }
            }
          }
        }
        var valid0 = _errs1 === errors;
        if (valid0) {
          if (data.before !== undefined) {
            let data1 = data.before;
            const _errs3 = errors;
            if (!(typeof data1 == 'number' && !(data1 % 1) && !isNaN(data1) && isFinite(data1))) {
              validate14.errors = [
                {
                  instancePath: instancePath + '/before',
                  schemaPath: '#/properties/before/type',
                  keyword: 'type',
                  params: { type: 'integer' },
                  message: 'must be integer',
                },
              ];
              return false;
            }
            if (errors === _errs3) {
              if (typeof data1 == 'number' && isFinite(data1)) {
                if (data1 > 9007199254740991 || isNaN(data1)) {
                  validate14.errors = [
                    {
                      instancePath: instancePath + '/before',
                      schemaPath: '#/properties/before/maximum',
                      keyword: 'maximum',
                      params: { comparison: '<=', limit: 9007199254740991 },
                      message: 'must be <= 9007199254740991',
                    },
                  ];
                  return false;
                } else {
                  if (data1 < 1 || isNaN(data1)) {
                    validate14.errors = [
                      {
                        instancePath: instancePath + '/before',
                        schemaPath: '#/properties/before/minimum',
                        keyword: 'minimum',
                        params: { comparison: '>=', limit: 1 },
                        message: 'must be >= 1',
                      },
                    ];
                    return false;
                  }
                }
              }
            }
            var valid0 = _errs3 === errors;
          } else {
            var valid0 = true;
          }
          if (valid0) {
            if (data.after !== undefined) {
              let data2 = data.after;
              const _errs5 = errors;
              if (errors === _errs5) {
                if (typeof data2 === 'string') {
                  if (func2(data2) > 100) {
                    validate14.errors = [
                      {
                        instancePath: instancePath + '/after',
                        schemaPath: '#/properties/after/maxLength',
                        keyword: 'maxLength',
                        params: { limit: 100 },
                        message: 'must NOT have more than 100 characters',
                      },
                    ];
                    return false;
                  }
                } else {
                  validate14.errors = [
                    {
                      instancePath: instancePath + '/after',
                      schemaPath: '#/properties/after/type',
                      keyword: 'type',
                      params: { type: 'string' },
                      message: 'must be string',
                    },
                  ];
                  return false;
                }
              }
              var valid0 = _errs5 === errors;
            } else {
              var valid0 = true;
            }
            if (valid0) {
              if (data.type !== undefined) {
                let data3 = data.type;
                const _errs7 = errors;
                if (errors === _errs7) {
                  if (typeof data3 === 'string') {
                    if (func2(data3) > 240) {
                      validate14.errors = [
                        {
                          instancePath: instancePath + '/type',
                          schemaPath: '#/properties/type/maxLength',
                          keyword: 'maxLength',
                          params: { limit: 240 },
                          message: 'must NOT have more than 240 characters',
                        },
                      ];
                      return false;
                    } else {
                      if (func2(data3) < 1) {
                        validate14.errors = [
                          {
                            instancePath: instancePath + '/type',
                            schemaPath: '#/properties/type/minLength',
                            keyword: 'minLength',
                            params: { limit: 1 },
                            message: 'must NOT have fewer than 1 characters',
                          },
                        ];
                        return false;
                      } else {
                        if (!pattern0.test(data3)) {
                          validate14.errors = [
                            {
                              instancePath: instancePath + '/type',
                              schemaPath: '#/properties/type/pattern',
                              keyword: 'pattern',
                              params: {
                                pattern:
                                  '^(?=.*[^\\s\\u00ad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u206f\\u2800\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufff8\\ud82f\\udca0-\\ud82f\\udca3\\ud834\\udd73-\\ud834\\udd7a\\udb40\\udc00-\\udb43\\udfff])[^\\u0000-\\u001f\\u007f-\\u009f\\u2028-\\u202e\\u2066-\\u2069\\ud800-\\udfff]*$',
                              },
                              message:
                                'must match pattern "' +
                                '^(?=.*[^\\s\\u00ad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u206f\\u2800\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufff8\\ud82f\\udca0-\\ud82f\\udca3\\ud834\\udd73-\\ud834\\udd7a\\udb40\\udc00-\\udb43\\udfff])[^\\u0000-\\u001f\\u007f-\\u009f\\u2028-\\u202e\\u2066-\\u2069\\ud800-\\udfff]*$' +
                                '"',
                            },
                          ];
                          return false;
                        }
                      }
                    }
                  } else {
                    validate14.errors = [
                      {
                        instancePath: instancePath + '/type',
                        schemaPath: '#/properties/type/type',
                        keyword: 'type',
                        params: { type: 'string' },
                        message: 'must be string',
                      },
                    ];
                    return false;
                  }
                }
                var valid0 = _errs7 === errors;
              } else {
                var valid0 = true;
              }
              if (valid0) {
                const _errs9 = errors;
                if (typeof data.available !== 'boolean') {
                  validate14.errors = [
                    {
                      instancePath: instancePath + '/available',
                      schemaPath: '#/properties/available/type',
                      keyword: 'type',
                      params: { type: 'boolean' },
                      message: 'must be boolean',
                    },
                  ];
                  return false;
                }
                var valid0 = _errs9 === errors;
                if (valid0) {
                  if (data.minPrice !== undefined) {
                    let data5 = data.minPrice;
                    const _errs11 = errors;
                    if (errors === _errs11) {
                      if (typeof data5 == 'number' && isFinite(data5)) {
                        if (data5 > 1000000 || isNaN(data5)) {
                          validate14.errors = [
                            {
                              instancePath: instancePath + '/minPrice',
                              schemaPath: '#/properties/minPrice/maximum',
                              keyword: 'maximum',
                              params: { comparison: '<=', limit: 1000000 },
                              message: 'must be <= 1000000',
                            },
                          ];
                          return false;
                        } else {
                          if (data5 < 0 || isNaN(data5)) {
                            validate14.errors = [
                              {
                                instancePath: instancePath + '/minPrice',
                                schemaPath: '#/properties/minPrice/minimum',
                                keyword: 'minimum',
                                params: { comparison: '>=', limit: 0 },
                                message: 'must be >= 0',
                              },
                            ];
                            return false;
                          } else {
                            let res0;
                            if (
                              0.01 === 0 ||
                              ((res0 = data5 / 0.01), Math.abs(Math.round(res0) - res0) > 1e-6)
                            ) {
                              validate14.errors = [
                                {
                                  instancePath: instancePath + '/minPrice',
                                  schemaPath: '#/properties/minPrice/multipleOf',
                                  keyword: 'multipleOf',
                                  params: { multipleOf: 0.01 },
                                  message: 'must be multiple of 0.01',
                                },
                              ];
                              return false;
                            }
                          }
                        }
                      } else {
                        validate14.errors = [
                          {
                            instancePath: instancePath + '/minPrice',
                            schemaPath: '#/properties/minPrice/type',
                            keyword: 'type',
                            params: { type: 'number' },
                            message: 'must be number',
                          },
                        ];
                        return false;
                      }
                    }
                    var valid0 = _errs11 === errors;
                  } else {
                    var valid0 = true;
                  }
                  if (valid0) {
                    if (data.maxPrice !== undefined) {
                      let data6 = data.maxPrice;
                      const _errs13 = errors;
                      if (errors === _errs13) {
                        if (typeof data6 == 'number' && isFinite(data6)) {
                          if (data6 > 1000000 || isNaN(data6)) {
                            validate14.errors = [
                              {
                                instancePath: instancePath + '/maxPrice',
                                schemaPath: '#/properties/maxPrice/maximum',
                                keyword: 'maximum',
                                params: { comparison: '<=', limit: 1000000 },
                                message: 'must be <= 1000000',
                              },
                            ];
                            return false;
                          } else {
                            if (data6 < 0 || isNaN(data6)) {
                              validate14.errors = [
                                {
                                  instancePath: instancePath + '/maxPrice',
                                  schemaPath: '#/properties/maxPrice/minimum',
                                  keyword: 'minimum',
                                  params: { comparison: '>=', limit: 0 },
                                  message: 'must be >= 0',
                                },
                              ];
                              return false;
                            } else {
                              let res1;
                              if (
                                0.01 === 0 ||
                                ((res1 = data6 / 0.01), Math.abs(Math.round(res1) - res1) > 1e-6)
                              ) {
                                validate14.errors = [
                                  {
                                    instancePath: instancePath + '/maxPrice',
                                    schemaPath: '#/properties/maxPrice/multipleOf',
                                    keyword: 'multipleOf',
                                    params: { multipleOf: 0.01 },
                                    message: 'must be multiple of 0.01',
                                  },
                                ];
                                return false;
                              }
                            }
                          }
                        } else {
                          validate14.errors = [
                            {
                              instancePath: instancePath + '/maxPrice',
                              schemaPath: '#/properties/maxPrice/type',
                              keyword: 'type',
                              params: { type: 'number' },
                              message: 'must be number',
                            },
                          ];
                          return false;
                        }
                      }
                      var valid0 = _errs13 === errors;
                    } else {
                      var valid0 = true;
                    }
                    if (valid0) {
                      if (data.sort !== undefined) {
                        let data7 = data.sort;
                        const _errs15 = errors;
                        if (typeof data7 !== 'string') {
                          validate14.errors = [
                            {
                              instancePath: instancePath + '/sort',
                              schemaPath: '#/properties/sort/type',
                              keyword: 'type',
                              params: { type: 'string' },
                              message: 'must be string',
                            },
                          ];
                          return false;
                        }
                        if (!(
                          data7 === 'newest' ||
                          data7 === 'price-asc' ||
                          data7 === 'price-desc'
                        )) {
                          validate14.errors = [
                            {
                              instancePath: instancePath + '/sort',
                              schemaPath: '#/properties/sort/enum',
                              keyword: 'enum',
                              params: { allowedValues: schema16.properties.sort.enum },
                              message: 'must be equal to one of the allowed values',
                            },
                          ];
                          return false;
                        }
                        var valid0 = _errs15 === errors;
                      } else {
                        var valid0 = true;
                      }
                    }
                  }
                }
              }
            }
          }
        }
      }
    } else {
      validate14.errors = [
        {
          instancePath,
          schemaPath: '#/type',
          keyword: 'type',
          params: { type: 'object' },
          message: 'must be object',
        },
      ];
      return false;
    }
  }
  validate14.errors = vErrors;
  return errors === 0;
}
exports.PetsPurchaseGetParameters = validate15;
const schema17 = {
  type: 'object',
  required: ['limit'],
  properties: {
    limit: { type: 'integer', minimum: 1, maximum: 1000, default: 1000 },
    after: { type: 'string', maxLength: 300 },
    since: { type: 'string', format: 'date-time', maxLength: 40 },
    until: { type: 'string', format: 'date-time', maxLength: 40 },
    ids: {
      type: 'array',
      minItems: 1,
      maxItems: 100,
      uniqueItems: true,
      items: { type: 'integer', minimum: 1, maximum: 9007199254740991 },
    },
  },
};
function validate15(
  data,
  { instancePath = '', parentData, parentDataProperty, rootData = data } = {},
) {
  let vErrors = null;
  let errors = 0;
  if (errors === 0) {
    if (data && typeof data == 'object' && !Array.isArray(data)) {
      if (data.limit === undefined) {
        data.limit = 1000;
      }
      let missing0;
      if (data.limit === undefined && (missing0 = 'limit')) {
        validate15.errors = [
          {
            instancePath,
            schemaPath: '#/required',
            keyword: 'required',
            params: { missingProperty: missing0 },
            message: "must have required property '" + missing0 + "'",
          },
        ];
        return false;
      } else {
        let data0 = data.limit;
        const _errs1 = errors;
        if (!(typeof data0 == 'number' && !(data0 % 1) && !isNaN(data0) && isFinite(data0))) {
          validate15.errors = [
            {
              instancePath: instancePath + '/limit',
              schemaPath: '#/properties/limit/type',
              keyword: 'type',
              params: { type: 'integer' },
              message: 'must be integer',
            },
          ];
          return false;
        }
        if (errors === _errs1) {
          if (typeof data0 == 'number' && isFinite(data0)) {
            if (data0 > 1000 || isNaN(data0)) {
              validate15.errors = [
                {
                  instancePath: instancePath + '/limit',
                  schemaPath: '#/properties/limit/maximum',
                  keyword: 'maximum',
                  params: { comparison: '<=', limit: 1000 },
                  message: 'must be <= 1000',
                },
              ];
              return false;
            } else {
              if (data0 < 1 || isNaN(data0)) {
                validate15.errors = [
                  {
                    instancePath: instancePath + '/limit',
                    schemaPath: '#/properties/limit/minimum',
                    keyword: 'minimum',
                    params: { comparison: '>=', limit: 1 },
                    message: 'must be >= 1',
                  },
                ];
                return false;
              }
            }
          }
        }
        var valid0 = _errs1 === errors;
        if (valid0) {
          if (data.after !== undefined) {
            let data1 = data.after;
            const _errs3 = errors;
            if (errors === _errs3) {
              if (typeof data1 === 'string') {
                if (func2(data1) > 300) {
                  validate15.errors = [
                    {
                      instancePath: instancePath + '/after',
                      schemaPath: '#/properties/after/maxLength',
                      keyword: 'maxLength',
                      params: { limit: 300 },
                      message: 'must NOT have more than 300 characters',
                    },
                  ];
                  return false;
                }
              } else {
                validate15.errors = [
                  {
                    instancePath: instancePath + '/after',
                    schemaPath: '#/properties/after/type',
                    keyword: 'type',
                    params: { type: 'string' },
                    message: 'must be string',
                  },
                ];
                return false;
              }
            }
            var valid0 = _errs3 === errors;
          } else {
            var valid0 = true;
          }
          if (valid0) {
            if (data.since !== undefined) {
              let data2 = data.since;
              const _errs5 = errors;
              if (errors === _errs5) {
                if (errors === _errs5) {
                  if (typeof data2 === 'string') {
                    if (func2(data2) > 40) {
                      validate15.errors = [
                        {
                          instancePath: instancePath + '/since',
                          schemaPath: '#/properties/since/maxLength',
                          keyword: 'maxLength',
                          params: { limit: 40 },
                          message: 'must NOT have more than 40 characters',
                        },
                      ];
                      return false;
                    }
                  } else {
                    validate15.errors = [
                      {
                        instancePath: instancePath + '/since',
                        schemaPath: '#/properties/since/type',
                        keyword: 'type',
                        params: { type: 'string' },
                        message: 'must be string',
                      },
                    ];
                    return false;
                  }
                }
              }
              var valid0 = _errs5 === errors;
            } else {
              var valid0 = true;
            }
            if (valid0) {
              if (data.until !== undefined) {
                let data3 = data.until;
                const _errs7 = errors;
                if (errors === _errs7) {
                  if (errors === _errs7) {
                    if (typeof data3 === 'string') {
                      if (func2(data3) > 40) {
                        validate15.errors = [
                          {
                            instancePath: instancePath + '/until',
                            schemaPath: '#/properties/until/maxLength',
                            keyword: 'maxLength',
                            params: { limit: 40 },
                            message: 'must NOT have more than 40 characters',
                          },
                        ];
                        return false;
                      }
                    } else {
                      validate15.errors = [
                        {
                          instancePath: instancePath + '/until',
                          schemaPath: '#/properties/until/type',
                          keyword: 'type',
                          params: { type: 'string' },
                          message: 'must be string',
                        },
                      ];
                      return false;
                    }
                  }
                }
                var valid0 = _errs7 === errors;
              } else {
                var valid0 = true;
              }
              if (valid0) {
                if (data.ids !== undefined) {
                  let data4 = data.ids;
                  const _errs9 = errors;
                  if (errors === _errs9) {
                    if (Array.isArray(data4)) {
                      if (data4.length > 100) {
                        validate15.errors = [
                          {
                            instancePath: instancePath + '/ids',
                            schemaPath: '#/properties/ids/maxItems',
                            keyword: 'maxItems',
                            params: { limit: 100 },
                            message: 'must NOT have more than 100 items',
                          },
                        ];
                        return false;
                      } else {
                        if (data4.length < 1) {
                          validate15.errors = [
                            {
                              instancePath: instancePath + '/ids',
                              schemaPath: '#/properties/ids/minItems',
                              keyword: 'minItems',
                              params: { limit: 1 },
                              message: 'must NOT have fewer than 1 items',
                            },
                          ];
                          return false;
                        } else {
                          var valid1 = true;
                          const len0 = data4.length;
                          for (let i0 = 0; i0 < len0; i0++) {
                            let data5 = data4[i0];
                            const _errs11 = errors;
                            if (!(
                              typeof data5 == 'number' &&
                              !(data5 % 1) &&
                              !isNaN(data5) &&
                              isFinite(data5)
                            )) {
                              validate15.errors = [
                                {
                                  instancePath: instancePath + '/ids/' + i0,
                                  schemaPath: '#/properties/ids/items/type',
                                  keyword: 'type',
                                  params: { type: 'integer' },
                                  message: 'must be integer',
                                },
                              ];
                              return false;
                            }
                            if (errors === _errs11) {
                              if (typeof data5 == 'number' && isFinite(data5)) {
                                if (data5 > 9007199254740991 || isNaN(data5)) {
                                  validate15.errors = [
                                    {
                                      instancePath: instancePath + '/ids/' + i0,
                                      schemaPath: '#/properties/ids/items/maximum',
                                      keyword: 'maximum',
                                      params: { comparison: '<=', limit: 9007199254740991 },
                                      message: 'must be <= 9007199254740991',
                                    },
                                  ];
                                  return false;
                                } else {
                                  if (data5 < 1 || isNaN(data5)) {
                                    validate15.errors = [
                                      {
                                        instancePath: instancePath + '/ids/' + i0,
                                        schemaPath: '#/properties/ids/items/minimum',
                                        keyword: 'minimum',
                                        params: { comparison: '>=', limit: 1 },
                                        message: 'must be >= 1',
                                      },
                                    ];
                                    return false;
                                  }
                                }
                              }
                            }
                            var valid1 = _errs11 === errors;
                            if (!valid1) {
                              break;
                            }
                          }
                          if (valid1) {
                            let i1 = data4.length;
                            let j0;
                            if (i1 > 1) {
                              const indices0 = {};
                              for (; i1--;) {
                                let item0 = data4[i1];
                                if (!(
                                  typeof item0 == 'number' &&
                                  !(item0 % 1) &&
                                  !isNaN(item0) &&
                                  isFinite(item0)
                                )) {
                                  continue;
                                }
                                if (typeof indices0[item0] == 'number') {
                                  j0 = indices0[item0];
                                  validate15.errors = [
                                    {
                                      instancePath: instancePath + '/ids',
                                      schemaPath: '#/properties/ids/uniqueItems',
                                      keyword: 'uniqueItems',
                                      params: { i: i1, j: j0 },
                                      message:
                                        'must NOT have duplicate items (items ## ' +
                                        j0 +
                                        ' and ' +
                                        i1 +
                                        ' are identical)',
                                    },
                                  ];
                                  return false;
                                  break;
                                }
                                indices0[item0] = i1;
                              }
                            }
                          }
                        }
                      }
                    } else {
                      validate15.errors = [
                        {
                          instancePath: instancePath + '/ids',
                          schemaPath: '#/properties/ids/type',
                          keyword: 'type',
                          params: { type: 'array' },
                          message: 'must be array',
                        },
                      ];
                      return false;
                    }
                  }
                  var valid0 = _errs9 === errors;
                } else {
                  var valid0 = true;
                }
              }
            }
          }
        }
      }
    } else {
      validate15.errors = [
        {
          instancePath,
          schemaPath: '#/type',
          keyword: 'type',
          params: { type: 'object' },
          message: 'must be object',
        },
      ];
      return false;
    }
  }
  validate15.errors = vErrors;
  return errors === 0;
}
exports.PetsPetIdPutParameters = validate16;
const schema18 = {
  type: 'object',
  required: ['petId'],
  properties: { petId: { type: 'integer', minimum: 1, maximum: 9007199254740991 } },
};
function validate16(
  data,
  { instancePath = '', parentData, parentDataProperty, rootData = data } = {},
) {
  let vErrors = null;
  let errors = 0;
  if (errors === 0) {
    if (data && typeof data == 'object' && !Array.isArray(data)) {
      let missing0;
      if (data.petId === undefined && (missing0 = 'petId')) {
        validate16.errors = [
          {
            instancePath,
            schemaPath: '#/required',
            keyword: 'required',
            params: { missingProperty: missing0 },
            message: "must have required property '" + missing0 + "'",
          },
        ];
        return false;
      } else {
        if (data.petId !== undefined) {
          let data0 = data.petId;
          const _errs1 = errors;
          if (!(typeof data0 == 'number' && !(data0 % 1) && !isNaN(data0) && isFinite(data0))) {
            validate16.errors = [
              {
                instancePath: instancePath + '/petId',
                schemaPath: '#/properties/petId/type',
                keyword: 'type',
                params: { type: 'integer' },
                message: 'must be integer',
              },
            ];
            return false;
          }
          if (errors === _errs1) {
            if (typeof data0 == 'number' && isFinite(data0)) {
              if (data0 > 9007199254740991 || isNaN(data0)) {
                validate16.errors = [
                  {
                    instancePath: instancePath + '/petId',
                    schemaPath: '#/properties/petId/maximum',
                    keyword: 'maximum',
                    params: { comparison: '<=', limit: 9007199254740991 },
                    message: 'must be <= 9007199254740991',
                  },
                ];
                return false;
              } else {
                if (data0 < 1 || isNaN(data0)) {
                  validate16.errors = [
                    {
                      instancePath: instancePath + '/petId',
                      schemaPath: '#/properties/petId/minimum',
                      keyword: 'minimum',
                      params: { comparison: '>=', limit: 1 },
                      message: 'must be >= 1',
                    },
                  ];
                  return false;
                }
              }
            }
          }
        }
      }
    } else {
      validate16.errors = [
        {
          instancePath,
          schemaPath: '#/type',
          keyword: 'type',
          params: { type: 'object' },
          message: 'must be object',
        },
      ];
      return false;
    }
  }
  validate16.errors = vErrors;
  return errors === 0;
}
exports.PetsPetIdDeleteParameters = validate17;
const schema19 = {
  type: 'object',
  required: ['petId'],
  properties: { petId: { type: 'integer', minimum: 1, maximum: 9007199254740991 } },
};
function validate17(
  data,
  { instancePath = '', parentData, parentDataProperty, rootData = data } = {},
) {
  let vErrors = null;
  let errors = 0;
  if (errors === 0) {
    if (data && typeof data == 'object' && !Array.isArray(data)) {
      let missing0;
      if (data.petId === undefined && (missing0 = 'petId')) {
        validate17.errors = [
          {
            instancePath,
            schemaPath: '#/required',
            keyword: 'required',
            params: { missingProperty: missing0 },
            message: "must have required property '" + missing0 + "'",
          },
        ];
        return false;
      } else {
        if (data.petId !== undefined) {
          let data0 = data.petId;
          const _errs1 = errors;
          if (!(typeof data0 == 'number' && !(data0 % 1) && !isNaN(data0) && isFinite(data0))) {
            validate17.errors = [
              {
                instancePath: instancePath + '/petId',
                schemaPath: '#/properties/petId/type',
                keyword: 'type',
                params: { type: 'integer' },
                message: 'must be integer',
              },
            ];
            return false;
          }
          if (errors === _errs1) {
            if (typeof data0 == 'number' && isFinite(data0)) {
              if (data0 > 9007199254740991 || isNaN(data0)) {
                validate17.errors = [
                  {
                    instancePath: instancePath + '/petId',
                    schemaPath: '#/properties/petId/maximum',
                    keyword: 'maximum',
                    params: { comparison: '<=', limit: 9007199254740991 },
                    message: 'must be <= 9007199254740991',
                  },
                ];
                return false;
              } else {
                if (data0 < 1 || isNaN(data0)) {
                  validate17.errors = [
                    {
                      instancePath: instancePath + '/petId',
                      schemaPath: '#/properties/petId/minimum',
                      keyword: 'minimum',
                      params: { comparison: '>=', limit: 1 },
                      message: 'must be >= 1',
                    },
                  ];
                  return false;
                }
              }
            }
          }
        }
      }
    } else {
      validate17.errors = [
        {
          instancePath,
          schemaPath: '#/type',
          keyword: 'type',
          params: { type: 'object' },
          message: 'must be object',
        },
      ];
      return false;
    }
  }
  validate17.errors = vErrors;
  return errors === 0;
}
