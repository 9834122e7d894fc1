import type { Params } from '@angular/router';
import type { Sale } from '../api/models';
import type { Period } from '../api-client/all-sales';
import { typeKey } from '../pet-types/type-key';
import { shortened } from '../ui/beginning';
import { formatDay } from '../ui/dates';

const PERIODS = ['this-month', 'last-month', 'this-year', 'custom'] as const;
type PeriodName = 'all' | (typeof PERIODS)[number];

/** Which sales a shopkeeper wants to see. It is in the page's address. */
export interface SalesQuery {
  readonly period: PeriodName;
  /** The first and the last day of a custom period, as `2026-05-03`; empty for no bound. */
  readonly from: string;
  readonly to: string;
  /** As `typeKey` writes it; empty for all types. */
  readonly type: string;
  /** A part of the buyer's address; empty for all buyers. */
  readonly buyer: string;
}

/** A period in the user's own time, from the one up to but not including the other. */
export interface Dates {
  readonly since?: Date;
  readonly until?: Date;
}

export const ALL_SALES: SalesQuery = { period: 'all', from: '', to: '', type: '', buyer: '' };

/** The query that parameters of an address ask for. Values that make no sense count as not given. */
export function salesQueryFrom(params: { get(name: string): string | null }): SalesQuery {
  const period = PERIODS.find((name) => name === params.get('period')) ?? 'all';
  const [from, to] = ['from', 'to'].map((name) => dayFrom(params.get(name))) as [string, string];
  const isCustom = period === 'custom' && !isReversed({ from, to });
  return {
    period,
    from: isCustom ? from : '',
    to: isCustom ? to : '',
    type: typeKey(params.get('type') ?? ''),
    buyer: (params.get('buyer') ?? '').trim(),
  };
}

/** Tells the user, in sentences, what the page makes of an address that asks for the impossible. */
export function salesHints(params: { get(name: string): string | null }): readonly string[] {
  const [period, from, to] = ['period', 'from', 'to'].map((name) => params.get(name) ?? '') as [
    string,
    string,
    string,
  ];
  const known = ['', 'all', ...PERIODS];
  const hints = known.includes(period)
    ? []
    : [`“${shortened(period)}” isn’t a period. Showing all sales.`];
  if (period !== 'custom') return hints;
  const noDays = [from, to].filter((day) => day !== '' && dayFrom(day) === '');
  hints.push(...noDays.map((day) => `“${shortened(day)}” isn’t a date, so it’s ignored.`));
  if (noDays.length === 0 && isReversed({ from, to })) {
    hints.push('The end date is before the start date. Showing all sales.');
  }
  return [...new Set(hints)];
}

/** A query as parameters of an address. What is not chosen is left out. */
export const salesParamsOf = ({ period, from, to, type, buyer }: SalesQuery): Params => ({
  ...(period !== 'all' && { period }),
  ...(period === 'custom' && from && { from }),
  ...(period === 'custom' && to && { to }),
  ...(type && { type }),
  ...(buyer && { buyer }),
});

/** Whether the last day comes before the first. */
export const isReversed = ({ from, to }: Pick<SalesQuery, 'from' | 'to'>): boolean =>
  from !== '' && to !== '' && from > to;

export function datesOf({ period, from, to }: SalesQuery, now: Date): Dates {
  const [year, month] = [now.getFullYear(), now.getMonth()];
  switch (period) {
    case 'all':
      return {};
    case 'this-month':
      return { since: new Date(year, month) };
    case 'last-month':
      return { since: new Date(year, month - 1), until: new Date(year, month) };
    case 'this-year':
      return { since: new Date(year, 0) };
    case 'custom':
      return {
        ...(from && { since: startOf(from) }),
        ...(to && { until: startOf(to, 1) }),
      };
  }
}

/** A period as the API takes it. */
export const periodOf = ({ since, until }: Dates): Period => ({
  ...(since && { since: since.toISOString() }),
  ...(until && { until: until.toISOString() }),
});

/** Whether a sale is of the type and to the buyer that a query asks for. */
export const matchesSale = ({ type, buyer }: SalesQuery, sale: Sale): boolean =>
  (type === '' || typeKey(sale.type) === type) &&
  sale.soldTo.toLowerCase().includes(buyer.toLowerCase());

/** A period in words: `this month`, `May 3, 2026 to May 9, 2026`; empty for all times. */
export function periodName({ period, from, to }: SalesQuery): string {
  if (period !== 'custom') return period === 'all' ? '' : period.replace('-', ' ');
  const [first, last] = [from, to].map((day) => day && formatDay(startOf(day)));
  if (first && last) return first === last ? first : `${first} to ${last}`;
  return first ? `since ${first}` : last ? `until ${last}` : '';
}

/** What a query asks for, in words: `this month, dog, buyer “anna”`; empty for everything. */
export const salesQueryName = (query: SalesQuery): string =>
  [periodName(query), query.type, query.buyer && `buyer “${query.buyer}”`]
    .filter((part) => part !== '')
    .join(', ');

/**
 * The days that can be chosen. In every time zone they end before the year 9999, after which the API
 * takes no times.
 */
export const FIRST_DAY = '1900-01-01';
export const LAST_DAY = '9997-12-31';

/** A day of the calendar that can be chosen, or empty. */
function dayFrom(text: string | null): string {
  if (!/^\d{4}-\d\d-\d\d$/.test(text ?? '')) return '';
  const day = new Date(`${text}T00:00:00Z`);
  const isDay = !isNaN(day.getTime()) && day.toISOString().slice(0, 10) === text;
  return isDay && text >= FIRST_DAY && text <= LAST_DAY ? text : '';
}

function startOf(day: string, daysLater = 0): Date {
  const date = new Date(`${day}T00:00:00`);
  date.setDate(date.getDate() + daysLater);
  return date;
}
