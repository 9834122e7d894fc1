import { beginning, shortened } from './beginning';

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

  it('ends with an ellipsis where the text is cut, between characters', () => {
    expect(shortened(`${'x'.repeat(39)}🐶🐶`)).toBe(`${'x'.repeat(39)}🐶…`);
    expect(shortened('🐈‍⬛🐈‍⬛', 2)).toBe('🐈‍⬛🐈‍⬛');
  });
});
