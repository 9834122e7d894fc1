import { byMonth } from './by-month';

const now = new Date(2026, 10, 24, 11);
/** A sale at a moment of the user's own time. */
const sold = (price: number, year: number, month: number, day: number, hour = 12, minute = 0) => ({
  price,
  soldAt: new Date(year, month, day, hour, minute).toISOString(),
});

describe('Sales by month', () => {
  it('are those of twelve months, the present one last', () => {
    const { months } = byMonth([], now);
    expect(months).toHaveSize(12);
    expect(months[0]?.start).toEqual(new Date(2025, 11, 1));
    expect(months[1]?.start).toEqual(new Date(2026, 0, 1));
    expect(months[11]?.start).toEqual(new Date(2026, 10, 1));
  });

  it('are summed up in cents, and months without any are zero', () => {
    const { months } = byMonth(
      [sold(0.1, 2026, 10, 24), sold(0.2, 2026, 10, 1), sold(5, 2026, 8, 30)],
      now,
    );
    expect(months.slice(-3).map(({ pets, cents }) => [pets, cents])).toEqual([
      [1, 500],
      [0, 0],
      [2, 30],
    ]);
  });

  it('belong to the month that the user’s clock showed', () => {
    const { months } = byMonth([sold(1, 2026, 9, 31, 23, 59), sold(2, 2026, 10, 1, 0, 0)], now);
    expect(months.slice(-2).map(({ cents }) => cents)).toEqual([100, 200]);
  });

  it('before the twelve months are summed up to one amount', () => {
    const { months, earlier } = byMonth(
      [sold(3, 2025, 11, 1), sold(2, 2025, 10, 30), sold(1.5, 2019, 0, 1)],
      now,
    );
    expect(earlier).toEqual({ pets: 2, cents: 350 });
    expect(months[0]).toEqual(jasmine.objectContaining({ pets: 1, cents: 300 }));
  });

  it('are all there when the user’s clock is behind', () => {
    const { months } = byMonth([sold(3, 2027, 0, 2), sold(1, 2026, 10, 1)], now);
    expect(months[11]).toEqual(
      jasmine.objectContaining({ start: new Date(2027, 0, 1), pets: 1, cents: 300 }),
    );
    expect(months[9]?.cents).toBe(100);
  });

  it('of a period are those of its months', () => {
    const [since, until] = [new Date(2026, 3, 1), new Date(2026, 6, 1)];
    const { months } = byMonth([sold(3, 2026, 5, 30)], now, { since, until });
    expect(months.map(({ start, pets }) => [start, pets])).toEqual([
      [new Date(2026, 3, 1), 0],
      [new Date(2026, 4, 1), 0],
      [new Date(2026, 5, 1), 1],
    ]);
  });

  it('of a period that has not ended, or not begun, end with the present month', () => {
    const until = new Date(2027, 0, 1);
    const started = byMonth([], now, { since: new Date(2026, 9, 1), until }).months;
    expect(started.map(({ start }) => start)).toEqual([
      new Date(2026, 9, 1),
      new Date(2026, 10, 1),
    ]);
    expect(byMonth([], now, { since: new Date(2026, 11, 1), until }).months).toHaveSize(1);
  });

  it('of a long period are its latest twelve', () => {
    expect(byMonth([], now, { since: new Date(2020, 0, 1) }).months).toHaveSize(12);
  });

  it('lose nothing and add nothing', () => {
    const sales = Array.from({ length: 1000 }, (_, i) => sold(i / 100, 2024, i % 35, 1));
    const { months, earlier } = byMonth(sales, now);
    const sum = [...months, earlier].reduce((cents, amount) => cents + amount.cents, 0);
    expect(sum).toBe((999 * 1000) / 2);
  });
});
