// Generated from backend/openapi.yaml by `npm run generate`. Do not edit.

var __getOwnPropNames = Object.getOwnPropertyNames;
var __commonJS = (cb, mod) =>
  function __require() {
    try {
      return (
        mod || (0, cb[__getOwnPropNames(cb)[0]])((mod = { exports: {} }).exports, mod),
        mod.exports
      );
    } catch (e) {
      throw ((mod = 0), e);
    }
  };

// node_modules/ajv/dist/runtime/ucs2length.js
var require_ucs2length = __commonJS({
  'node_modules/ajv/dist/runtime/ucs2length.js'(exports) {
    'use strict';
    Object.defineProperty(exports, '__esModule', { value: true });
    function ucs2length(str) {
      const len = str.length;
      let length = 0;
      let pos = 0;
      let value;
      while (pos < len) {
        length++;
        value = str.charCodeAt(pos++);
        if (value >= 55296 && value <= 56319 && pos < len) {
          value = str.charCodeAt(pos);
          if ((value & 64512) === 56320) pos++;
        }
      }
      return length;
    }
    exports.default = ucs2length;
    ucs2length.code = 'require("ajv/dist/runtime/ucs2length").default';
  },
});

// <stdin>
var PetDetails = validate11;
var func2 = require_ucs2length().default;
var pattern0 = new RegExp(
  '^(?=.*\\S)[^<>\\u0000-\\u001f\\u007f-\\u009f\\u00ad\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\ufeff]*$',
  'u',
);
var pattern1 = new RegExp('^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z$', 'u');
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
        (data.type === void 0 && (missing0 = 'type')) ||
        (data.price === void 0 && (missing0 = 'price'))
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
          if (!(key0 === 'type' || key0 === 'price' || key0 === 'soldAt')) {
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
          if (data.type !== void 0) {
            let data0 = data.type;
            const _errs2 = errors;
            if (errors === _errs2) {
              if (typeof data0 === 'string') {
                if (func2(data0) > 40) {
                  validate11.errors = [
                    {
                      instancePath: instancePath + '/type',
                      schemaPath: '#/properties/type/maxLength',
                      keyword: 'maxLength',
                      params: { limit: 40 },
                      message: 'must NOT have more than 40 characters',
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
                              '^(?=.*\\S)[^<>\\u0000-\\u001f\\u007f-\\u009f\\u00ad\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\ufeff]*$',
                          },
                          message:
                            'must match pattern "^(?=.*\\S)[^<>\\u0000-\\u001f\\u007f-\\u009f\\u00ad\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\ufeff]*$"',
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
            if (data.price !== void 0) {
              let data1 = data.price;
              const _errs4 = errors;
              if (errors === _errs4) {
                if (typeof data1 == 'number' && isFinite(data1)) {
                  if (data1 > 1e6 || isNaN(data1)) {
                    validate11.errors = [
                      {
                        instancePath: instancePath + '/price',
                        schemaPath: '#/properties/price/maximum',
                        keyword: 'maximum',
                        params: { comparison: '<=', limit: 1e6 },
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
                      if (((res0 = data1 / 0.01), Math.abs(Math.round(res0) - res0) > 1e-6)) {
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
            if (valid0) {
              if (data.soldAt !== void 0) {
                let data2 = data.soldAt;
                const _errs6 = errors;
                if (errors === _errs6) {
                  if (typeof data2 === 'string') {
                    if (!pattern1.test(data2)) {
                      validate11.errors = [
                        {
                          instancePath: instancePath + '/soldAt',
                          schemaPath: '#/properties/soldAt/pattern',
                          keyword: 'pattern',
                          params: {
                            pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z$',
                          },
                          message:
                            'must match pattern "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z$"',
                        },
                      ];
                      return false;
                    }
                  } else {
                    validate11.errors = [
                      {
                        instancePath: instancePath + '/soldAt',
                        schemaPath: '#/properties/soldAt/type',
                        keyword: 'type',
                        params: { type: 'string' },
                        message: 'must be string',
                      },
                    ];
                    return false;
                  }
                }
                var valid0 = _errs6 === errors;
              } else {
                var valid0 = true;
              }
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
var PetList = validate12;
function validate12(
  data,
  { instancePath = '', parentData, parentDataProperty, rootData = data } = {},
) {
  let vErrors = null;
  let errors = 0;
  if (errors === 0) {
    if (data && typeof data == 'object' && !Array.isArray(data)) {
      let missing0;
      if (data.pets === void 0 && (missing0 = 'pets')) {
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
          if (data.pets !== void 0) {
            let data0 = data.pets;
            const _errs2 = errors;
            if (errors === _errs2) {
              if (Array.isArray(data0)) {
                if (data0.length > 1e3) {
                  validate12.errors = [
                    {
                      instancePath: instancePath + '/pets',
                      schemaPath: '#/properties/pets/maxItems',
                      keyword: 'maxItems',
                      params: { limit: 1e3 },
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
                          (data1.id === void 0 && (missing1 = 'id')) ||
                          (data1.type === void 0 && (missing1 = 'type')) ||
                          (data1.price === void 0 && (missing1 = 'price'))
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
                            if (data1.id !== void 0) {
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
                              if (data1.type !== void 0) {
                                let data3 = data1.type;
                                const _errs10 = errors;
                                if (errors === _errs10) {
                                  if (typeof data3 === 'string') {
                                    if (func2(data3) > 40) {
                                      validate12.errors = [
                                        {
                                          instancePath: instancePath + '/pets/' + i0 + '/type',
                                          schemaPath:
                                            '#/definitions/ListedPet/properties/type/maxLength',
                                          keyword: 'maxLength',
                                          params: { limit: 40 },
                                          message: 'must NOT have more than 40 characters',
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
                                                  '^(?=.*\\S)[^<>\\u0000-\\u001f\\u007f-\\u009f\\u00ad\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\ufeff]*$',
                                              },
                                              message:
                                                'must match pattern "^(?=.*\\S)[^<>\\u0000-\\u001f\\u007f-\\u009f\\u00ad\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\ufeff]*$"',
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
                                if (data1.price !== void 0) {
                                  let data4 = data1.price;
                                  const _errs12 = errors;
                                  if (errors === _errs12) {
                                    if (typeof data4 == 'number' && isFinite(data4)) {
                                      if (data4 > 1e6 || isNaN(data4)) {
                                        validate12.errors = [
                                          {
                                            instancePath: instancePath + '/pets/' + i0 + '/price',
                                            schemaPath:
                                              '#/definitions/ListedPet/properties/price/maximum',
                                            keyword: 'maximum',
                                            params: { comparison: '<=', limit: 1e6 },
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
                                  if (data1.isSold !== void 0) {
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
                                    if (data1.soldTo !== void 0) {
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
var Purchase = validate13;
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
        (data.petId === void 0 && (missing0 = 'petId')) ||
        (data.authToken === void 0 && (missing0 = 'authToken'))
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
          if (data.petId !== void 0) {
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
            if (data.authToken !== void 0) {
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
var PetsGetParameters = validate14;
var schema16 = {
  type: 'object',
  required: ['limit', 'available', 'sort'],
  properties: {
    limit: { type: 'integer', minimum: 1, maximum: 100, default: 50 },
    before: { type: 'integer', minimum: 1, maximum: 9007199254740991 },
    after: { type: 'string', maxLength: 100 },
    type: {
      type: 'string',
      minLength: 1,
      maxLength: 120,
      pattern:
        '^(?=.*\\S)[^<>\\u0000-\\u001f\\u007f-\\u009f\\u00ad\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\ufeff]*$',
    },
    available: { type: 'boolean', default: false },
    sort: { type: 'string', enum: ['newest', 'price-asc', 'price-desc'], default: 'newest' },
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
      if (data.limit === void 0) {
        data.limit = 50;
      }
      if (data.available === void 0) {
        data.available = false;
      }
      if (data.sort === void 0) {
        data.sort = 'newest';
      }
      let missing0;
      if (
        (data.limit === void 0 && (missing0 = 'limit')) ||
        (data.available === void 0 && (missing0 = 'available')) ||
        (data.sort === void 0 && (missing0 = 'sort'))
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
          if (data.before !== void 0) {
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
            if (data.after !== void 0) {
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
              if (data.type !== void 0) {
                let data3 = data.type;
                const _errs7 = errors;
                if (errors === _errs7) {
                  if (typeof data3 === 'string') {
                    if (func2(data3) > 120) {
                      validate14.errors = [
                        {
                          instancePath: instancePath + '/type',
                          schemaPath: '#/properties/type/maxLength',
                          keyword: 'maxLength',
                          params: { limit: 120 },
                          message: 'must NOT have more than 120 characters',
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
                                  '^(?=.*\\S)[^<>\\u0000-\\u001f\\u007f-\\u009f\\u00ad\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\ufeff]*$',
                              },
                              message:
                                'must match pattern "^(?=.*\\S)[^<>\\u0000-\\u001f\\u007f-\\u009f\\u00ad\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\ufeff]*$"',
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
                  let data5 = data.sort;
                  const _errs11 = errors;
                  if (typeof data5 !== 'string') {
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
                  if (!(data5 === 'newest' || data5 === 'price-asc' || data5 === 'price-desc')) {
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
                  var valid0 = _errs11 === errors;
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
var PetsPurchaseGetParameters = validate15;
function validate15(
  data,
  { instancePath = '', parentData, parentDataProperty, rootData = data } = {},
) {
  let vErrors = null;
  let errors = 0;
  if (errors === 0) {
    if (data && typeof data == 'object' && !Array.isArray(data)) {
      if (data.limit === void 0) {
        data.limit = 1e3;
      }
      let missing0;
      if (data.limit === void 0 && (missing0 = 'limit')) {
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
            if (data0 > 1e3 || isNaN(data0)) {
              validate15.errors = [
                {
                  instancePath: instancePath + '/limit',
                  schemaPath: '#/properties/limit/maximum',
                  keyword: 'maximum',
                  params: { comparison: '<=', limit: 1e3 },
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
          if (data.after !== void 0) {
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
            if (data.ids !== void 0) {
              let data2 = data.ids;
              const _errs5 = errors;
              if (errors === _errs5) {
                if (Array.isArray(data2)) {
                  if (data2.length > 100) {
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
                    if (data2.length < 1) {
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
                      const len0 = data2.length;
                      for (let i0 = 0; i0 < len0; i0++) {
                        let data3 = data2[i0];
                        const _errs7 = errors;
                        if (!(
                          typeof data3 == 'number' &&
                          !(data3 % 1) &&
                          !isNaN(data3) &&
                          isFinite(data3)
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
                        if (errors === _errs7) {
                          if (typeof data3 == 'number' && isFinite(data3)) {
                            if (data3 > 9007199254740991 || isNaN(data3)) {
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
                              if (data3 < 1 || isNaN(data3)) {
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
                        var valid1 = _errs7 === errors;
                        if (!valid1) {
                          break;
                        }
                      }
                      if (valid1) {
                        let i1 = data2.length;
                        let j0;
                        if (i1 > 1) {
                          const indices0 = {};
                          for (; i1--;) {
                            let item0 = data2[i1];
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
              var valid0 = _errs5 === errors;
            } else {
              var valid0 = true;
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
var PetsPetIdPutParameters = validate16;
function validate16(
  data,
  { instancePath = '', parentData, parentDataProperty, rootData = data } = {},
) {
  let vErrors = null;
  let errors = 0;
  if (errors === 0) {
    if (data && typeof data == 'object' && !Array.isArray(data)) {
      let missing0;
      if (data.petId === void 0 && (missing0 = 'petId')) {
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
        if (data.petId !== void 0) {
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
var PetsPetIdDeleteParameters = validate17;
function validate17(
  data,
  { instancePath = '', parentData, parentDataProperty, rootData = data } = {},
) {
  let vErrors = null;
  let errors = 0;
  if (errors === 0) {
    if (data && typeof data == 'object' && !Array.isArray(data)) {
      let missing0;
      if (data.petId === void 0 && (missing0 = 'petId')) {
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
        if (data.petId !== void 0) {
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
export {
  PetDetails,
  PetList,
  PetsGetParameters,
  PetsPetIdDeleteParameters,
  PetsPetIdPutParameters,
  PetsPurchaseGetParameters,
  Purchase,
};
