import { scaleTop } from './chart-scale';

describe('The scale of the chart', () => {
  for (const [cents, dollars] of [
    [0, 10],
    [1000, 10],
    [1001, 12],
    [1601, 20],
    [12_499, 160],
    [99_999, 1000],
    [100_001, 1200],
    [999_999_990_000, 10_000_000_000],
  ] as const) {
    it(`ends at ${dollars} dollars for at most ${cents} cents`, () => {
      expect(scaleTop(cents)).toBe(dollars);
    });
  }
});
