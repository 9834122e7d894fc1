import { formatCount, pluralize } from './pluralize';

describe('A count in words', () => {
  for (const [count, text] of [
    [0, '0 pets'],
    [1, '1 pet'],
    [2, '2 pets'],
    [1200, '1,200 pets'],
  ] as const) {
    it(`is "${text}"`, () => {
      expect(pluralize(count, 'pet')).toBe(text);
    });
  }

  it('can stand without a noun', () => {
    expect(formatCount(10_000)).toBe('10,000');
  });
});
