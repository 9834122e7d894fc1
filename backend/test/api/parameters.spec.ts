import fc from 'fast-check';
import { LocalShop } from '../../../local-cloud/testing/local-shop.ts';
import type { Someone } from '../../../local-cloud/testing/local-shop.ts';

/** Texts that are nearly right, so that they get past the first check, among all others. */
const number = fc.oneof(
  fc.integer().map(String),
  fc.double().map(String),
  fc.constantFrom('0', '-0', '01', '1e3', '1e300', '9007199254740991', '9007199254740993', '٣'),
);
const time = fc.oneof(
  fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
  fc.constantFrom('2026', '9999-99-99T99:99:99.999Z', '0000-00-00T00:00:00.000Z', '\u0000'),
);
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }).map((one) => one.toWellFormed()),
  fc
    .constantFrom('ﷺ', '㌖', 'x', '\u{10fffd}')
    .chain((one) => fc.constantFrom(40, 100, 240).map((n) => one.repeat(n))),
);
const cursor = fc.oneof(
  fc
    .tuple(fc.constantFrom('price-asc', 'price-desc', 'newest'), number, number)
    .map((all) => all.join('.')),
  fc.tuple(time, number).map((all) => all.join('.')),
  fc
    .tuple(time, fc.oneof(number.map(Number), number), fc.constantFrom('default', '', {}))
    .map((all) => Buffer.from(JSON.stringify(all)).toString('base64url')),
  text,
);
const sort = fc.constantFrom('newest', 'price-asc', 'price-desc', 'price-asc ', '');
const available = fc.constantFrom('true', 'false', 'TRUE', '1', '');

const ids = fc.oneof(
  fc.array(number).map((all) => all.join()),
  text,
);

const price = fc.oneof(
  fc.integer({ min: 0, max: 100_000_000 }).map((cents) => String(cents / 100)),
  number,
);

/** All at once, of which one is wrong nearly always, and few, so that the others don't hide it. */
const listQuery = fc.oneof(
  fc.record(
    { limit: number, before: fc.oneof(number, cursor), after: cursor, type: text, available, sort },
    { requiredKeys: [] },
  ),
  fc.record({ sort: fc.constantFrom('price-asc', 'price-desc'), after: cursor }),
  fc.record(
    {
      minPrice: price,
      maxPrice: price,
      sort: fc.constantFrom('price-asc', 'price-desc'),
      after: cursor,
    },
    { requiredKeys: [] },
  ),
  fc.record({ before: number }),
  fc.record({ type: text, sort: fc.constantFrom('newest', 'price-asc') }),
);
const salesQuery = fc.oneof(
  fc.record({ limit: number, after: cursor, ids }, { requiredKeys: [] }),
  fc.record({ after: cursor }),
  fc.record({ since: time, until: time, after: cursor }, { requiredKeys: [] }),
  fc.record({ ids }),
);

describe('Whatever parameters a caller makes up', () => {
  let shop: LocalShop;
  let ann: Someone;

  beforeAll(async () => {
    shop = await LocalShop.open();
    ann = await shop.buyer();
    const body = { petId: 1, authToken: ann.idToken };
    await shop.call('/pets/purchase', { method: 'POST', body }, ann);
  });
  afterAll(() => shop.close());

  const expectAnswer = async (path: string, headers = {}, by?: Someone) => {
    const { status, body } = await shop.call(path, { headers }, by);
    expect([200, 400])
      .withContext(`${path} ${JSON.stringify(body)}`)
      .toContain(status);
  };

  it('a page of the list is answered or refused, and never fails', async () => {
    await fc.assert(
      fc.asyncProperty(listQuery, (query) =>
        expectAnswer(`/pets?${new URLSearchParams(query).toString()}`),
      ),
      { numRuns: 300 },
    );
  }, 120_000);

  it('a page of purchases is answered or refused, and never fails', async () => {
    await fc.assert(
      fc.asyncProperty(salesQuery, (query) => {
        const path = `/pets/purchase?${new URLSearchParams(query).toString()}`;
        return expectAnswer(path, { 'x-id-token': ann.idToken }, ann);
      }),
      { numRuns: 300 },
    );
  }, 120_000);
});
