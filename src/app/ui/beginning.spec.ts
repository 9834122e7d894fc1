import { beginning } from './beginning';

describe('The beginning of a text', () => {
  for (const [text, length, expected] of [
    ['Anna', 1, 'A'],
    ['', 1, ''],
    ['Anna', 9, 'Anna'],
    ['🐕 Rex', 1, '🐕'],
    ['🐈‍⬛ Tom', 1, '🐈‍⬛'],
    ['👩🏽‍🚀🐕‍🦺x', 2, '👩🏽‍🚀🐕‍🦺'],
    ['e\u0301mile', 1, 'e\u0301'],
    ['हिन्दी', 1, 'हि'],
  ] as const) {
    it(`of ${length} in "${text}" is "${expected}"`, () => {
      expect(beginning(text, length)).toBe(expected);
    });
  }
});
