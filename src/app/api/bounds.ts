// Generated from backend/openapi.yaml by `npm run generate`. Do not edit.

/** What the API accepts as a pet's type and price. */
export const petBounds = {
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
} as const;
