// Generated from backend/openapi.yaml by `npm run generate`. Do not edit.

/** What the API accepts as a pet's type and price. */
export const petBounds = {
  type: {
    type: 'string',
    description: 'Visible text without "<", ">" or control characters, for example "dog".',
    minLength: 1,
    maxLength: 40,
    pattern:
      '^(?=.*\\S)[^<>\\u0000-\\u001f\\u007f-\\u009f\\u00ad\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\ufeff]*$',
  },
  price: {
    type: 'number',
    description: 'In US dollars, whole cents.',
    minimum: 0,
    maximum: 1000000,
    multipleOf: 0.01,
  },
} as const;
