import { sale } from '../../testing/sale';
import {
  ALL_SALES,
  datesOf,
  matchesSale,
  periodOf,
  salesHints,
  salesParamsOf,
  salesQueryFrom,
  salesQueryName,
  type Dates,
  type SalesQuery,
} from './sales-query';

const from = (params: string) => salesQueryFrom(new URLSearchParams(params));
/** In a leap year, on the last day of a month. */
const now = new Date(2028, 1, 29, 23, 59);

describe('A query for sales', () => {
  const queries: [string, SalesQuery, Dates, string][] = [
    ['', ALL_SALES, {}, ''],
    [
      'period=this-month',
      { ...ALL_SALES, period: 'this-month' },
      { since: new Date(2028, 1, 1) },
      'this month',
    ],
    [
      'period=last-month&type=guinea+pig&buyer=ann%40example.org',
      { ...ALL_SALES, period: 'last-month', type: 'guinea pig', buyer: 'ann@example.org' },
      { since: new Date(2028, 0, 1), until: new Date(2028, 1, 1) },
      'last month, guinea pig, buyer “ann@example.org”',
    ],
    [
      'period=this-year',
      { ...ALL_SALES, period: 'this-year' },
      { since: new Date(2028, 0, 1) },
      'this year',
    ],
    [
      'period=custom&from=2027-12-31&to=2028-02-29',
      { ...ALL_SALES, period: 'custom', from: '2027-12-31', to: '2028-02-29' },
      { since: new Date(2027, 11, 31), until: new Date(2028, 2, 1) },
      'Dec 31, 2027 to Feb 29, 2028',
    ],
    [
      'period=custom&to=2028-01-31',
      { ...ALL_SALES, period: 'custom', to: '2028-01-31' },
      { until: new Date(2028, 1, 1) },
      'until Jan 31, 2028',
    ],
    ['period=custom', { ...ALL_SALES, period: 'custom' }, {}, ''],
  ];
  for (const [params, query, dates, name] of queries) {
    it(`is written as ?${params} and read back, with its period in the user’s own time`, () => {
      expect(from(params)).toEqual(query);
      expect(new URLSearchParams(salesParamsOf(query) as Record<string, string>).toString()).toBe(
        params,
      );
      expect(datesOf(query, now)).toEqual(dates);
      expect(salesQueryName(query)).toBe(name);
    });
  }

  it('of last month is one of December in January', () => {
    const dates = datesOf(from('period=last-month'), new Date(2028, 0, 31));
    expect(dates).toEqual({ since: new Date(2027, 11, 1), until: new Date(2028, 0, 1) });
  });

  for (const params of [
    'period=today',
    'period=all',
    'from=2028-01-01&to=2028-01-31',
    'type=%20',
    'buyer=',
  ]) {
    it(`asks for everything with ?${params}`, () => {
      expect(from(params)).toEqual(ALL_SALES);
    });
  }

  for (const days of [
    'from=2028-02-01&to=2028-01-31',
    'from=2028-02-30',
    'to=2028',
    'from=0001-01-01',
  ]) {
    it(`has no bounds with ?${days}`, () => {
      expect(from(`period=custom&${days}`)).toEqual({ ...ALL_SALES, period: 'custom' });
    });
  }

  it('asks the API for the moments at which its period begins and ends', () => {
    const [since, until] = [new Date(2028, 0, 1), new Date(2028, 1, 1)];
    expect(periodOf({ since, until })).toEqual({
      since: since.toISOString(),
      until: until.toISOString(),
    });
    expect(periodOf({})).toEqual({});
  });

  it('takes in the sales of a type, however it is written, and to a part of an address', () => {
    const one = sale(1, { type: 'Dog ', soldTo: 'Anna@example.org' });
    expect(matchesSale(from('type=DOG&buyer=anna%40'), one)).toBeTrue();
    expect(matchesSale(from('type=dog&buyer=bob'), one)).toBeFalse();
    expect(matchesSale(from('type=dog+food'), one)).toBeFalse();
    expect(matchesSale(ALL_SALES, one)).toBeTrue();
  });
});

describe('What the page of sales makes of its address', () => {
  for (const [params, hint] of [
    ['period=x', '“x” isn’t a period. Showing all sales.'],
    ['period=custom&from=2026-02-30', '“2026-02-30” isn’t a date, so it’s ignored.'],
    ['period=custom&to=9998-12-31', '“9998-12-31” isn’t a date, so it’s ignored.'],
    [
      'period=custom&from=2026-03-01&to=2026-02-01',
      'The end date is before the start date. Showing all sales.',
    ],
  ] as const) {
    it(`is said of ?${params}`, () => {
      expect(salesHints(new URLSearchParams(params))).toEqual([hint]);
    });
  }

  it('needs no word where it is right', () => {
    for (const params of ['', 'period=all', 'period=custom&from=2026-02-01&to=9997-12-31']) {
      expect(salesHints(new URLSearchParams(params))).toEqual([]);
    }
  });
});
