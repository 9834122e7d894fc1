import { scaleTop } from './chart-scale';

describe('The scale of the chart', () => {
  for (const [cents, dollars] of [
    [0, 2],
    [150, 2],
    [201, 5],
    [500, 5],
    [501, 10],
    [12_499, 200],
    [99_999, 1000],
    [100_001, 2000],
    [999_999_990_000, 10_000_000_000],
  ] as const) {
    it(`ends at ${dollars} dollars for at most ${cents} cents`, () => {
      expect(scaleTop(cents)).toBe(dollars);
    });
  }
});
