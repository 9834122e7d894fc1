import { formatCents, inCents, totalCents } from './money';

describe('Money', () => {
  for (const [price, cents] of [
    [0, 0],
    [0.01, 1],
    [1.1, 110],
    [4.35, 435],
    [8.2, 820],
    [1_000_000, 100_000_000],
    [999_999.99, 99_999_999],
  ] as const) {
    it(`counts ${price} dollars as ${cents} cents`, () => {
      expect(inCents(price)).toBe(cents);
    });
  }

  it('is what its text says, for every price with two decimals up to a hundred dollars', () => {
    for (let cents = 0; cents <= 10_000; cents++) {
      expect(inCents(Number((cents / 100).toFixed(2)))).toBe(cents);
    }
  });

  it('adds up without drift', () => {
    const sales = Array.from({ length: 10_000 }, () => ({ price: 0.1 }));
    expect(sales.reduce((sum, { price }) => sum + price, 0)).not.toBe(1000);
    expect(totalCents(sales)).toBe(100_000);
  });

  it('adds up ten thousand of the dearest pets exactly', () => {
    const sales = Array.from({ length: 10_000 }, () => ({ price: 999_999.99 }));
    expect(formatCents(totalCents(sales))).toBe('$9,999,999,900.00');
  });

  it('is nothing for no sales', () => {
    expect(formatCents(totalCents([]))).toBe('$0.00');
  });
});
