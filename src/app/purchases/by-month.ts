import type { Sale } from '../api/models';
import { inCents } from './money';
import type { Dates } from './sales-query';

/** How much was sold in a period. */
export interface Amount {
  readonly pets: number;
  readonly cents: number;
}

export interface Month extends Amount {
  /** Its first moment, in the user's own time. */
  readonly start: Date;
}

export interface Months {
  /** The period's latest twelve without gaps, oldest first. */
  readonly months: readonly Month[];
  /** All that was sold before them. */
  readonly earlier: Amount;
}

const MONTHS_SHOWN = 12;

const none: Amount = { pets: 0, cents: 0 };

/**
 * Sums up a period's sales by month, in the user's own time. The last month is the period's last or the
 * current one, or that of the latest sale if the user's clock is behind.
 */
export function byMonth(
  sales: readonly Pick<Sale, 'price' | 'soldAt'>[],
  now: Date,
  { since, until }: Dates = {},
): Months {
  const amounts = new Map<number, Amount>();
  const end = until && until <= now ? new Date(until.getTime() - 1) : now;
  let last = numberOf(end);
  for (const { price, soldAt } of sales) {
    const number = numberOf(new Date(soldAt));
    last = Math.max(last, number);
    amounts.set(number, plus(amounts.get(number), { pets: 1, cents: inCents(price) }));
  }
  const first = Math.max(last - MONTHS_SHOWN + 1, since ? Math.min(last, numberOf(since)) : 0);
  return {
    months: Array.from({ length: last - first + 1 }, (_, i) => ({
      start: new Date(0, first + i),
      ...(amounts.get(first + i) ?? none),
    })),
    earlier: [...amounts]
      .filter(([number]) => number < first)
      .reduce<Amount>((sum, [, amount]) => plus(sum, amount), none),
  };
}

/** Months since January 1900, so that `new Date(0, number)` is the month's start. */
const numberOf = (date: Date): number => (date.getFullYear() - 1900) * 12 + date.getMonth();

const plus = (one = none, other: Amount): Amount => ({
  pets: one.pets + other.pets,
  cents: one.cents + other.cents,
});
