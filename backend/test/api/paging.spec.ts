import { BatchWriteCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import fc from 'fast-check';
import { invoke, openLocalTable } from '../../../local-cloud/testing/local-table.ts';
import { localEngineOnly } from '../../../local-cloud/testing/table-engine.ts';
import type { Pet } from '../../src/api/models.ts';
import * as validators from '../../src/api/validators.cjs';
import type { User } from '../../src/auth/id-token.ts';
import type { PetItem } from '../../src/table/item.ts';

/** A pet of a shop that a test makes. */
type Stock = Omit<PetItem, 'username'> & { isSold: boolean };

/** Users, as a verified ID token names them. */
const KEEPER: User = {
  sub: 'auth0|keeper',
  email: 'admin@example.com',
  role: 'admin',
  roleSessionName: 'auth0-1',
};
const ANN = {
  sub: 'amazon|ann',
  email: 'ann@example.org',
  role: 'social',
  roleSessionName: 'amazon-1',
} satisfies User;

/** How the API orders pets. */
const ORDERS: Record<string, (one: Stock, other: Stock) => number> = {
  newest: (one, other) => other.id - one.id,
  'price-asc': (one, other) => one.price - other.price || one.id - other.id,
  'price-desc': (one, other) => other.price - one.price || other.id - one.id,
};
const TYPES = ['cat', 'CAT', ' cat', 'cat food', 'ca', 'İ', '\u{1f436}'];
/** What a shopper may choose, as the query says it. */
interface Query {
  sort: string;
  type?: string;
  available: string;
  minPrice?: string;
  maxPrice?: string;
}
const QUERIES: Query[] = Object.keys(ORDERS).flatMap((sort) =>
  [undefined, ...TYPES].flatMap((type) =>
    ['true', 'false'].flatMap((available): Query[] => {
      const query = { sort, ...(type && { type }), available };
      if (sort === 'newest') return [query];
      return [query, { ...query, minPrice: '0.29' }, { ...query, maxPrice: '10045' }];
    }),
  ),
);

/** The handler and the table of the real function, in this process, so that its reads can be counted. */
describe('Paging through a query', () => {
  let functions: typeof import('../../src/handlers/get-pet-info.ts');
  let items: typeof import('../../src/table/item.ts');
  let table: typeof import('../../src/table/dynamodb.ts');
  let pets: typeof import('../../src/table/pets.ts');
  let purchases: typeof import('../../src/logic/purchases.ts');
  /** What the table was asked and how much it read for that. */
  let reads = { requests: 0, items: 0, capacity: 0 };

  beforeAll(async () => {
    await openLocalTable();
    functions = await import('../../src/handlers/get-pet-info.ts');
    items = await import('../../src/table/item.ts');
    table = await import('../../src/table/dynamodb.ts');
    pets = await import('../../src/table/pets.ts');
    purchases = await import('../../src/logic/purchases.ts');
    table.documentClient.middlewareStack.add(
      (next) => async (request) => {
        Object.assign(request.input, { ReturnConsumedCapacity: 'TOTAL' });
        const answer = await next(request);
        const { ScannedCount = 0, ConsumedCapacity } = answer.output as {
          ScannedCount?: number;
          ConsumedCapacity?: { CapacityUnits?: number };
        };
        reads.requests += 1;
        reads.items += ScannedCount;
        reads.capacity += ConsumedCapacity?.CapacityUnits ?? 0;
        return answer;
      },
      { step: 'initialize', priority: 'high' },
    );
  });

  it('shows each of its pets once and in order, whatever the shop and the page', async () => {
    const pet = fc.record({
      type: fc.constantFrom(...TYPES),
      price: fc.constantFrom(0, 0.29, 1_000_000),
      isSold: fc.boolean(),
    });
    const id = fc.oneof(
      { arbitrary: fc.integer({ min: 1, max: 24 }), weight: 9 },
      { arbitrary: fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }), weight: 1 },
    );
    const shops = fc.uniqueArray(id, { minLength: 12, maxLength: 22 });
    await fc.assert(
      fc.asyncProperty(
        shops.chain((ids) =>
          fc.tuple(...ids.map((one) => pet.map((rest) => ({ id: one, ...rest })))),
        ),
        fc.integer({ min: 1, max: 5 }),
        fc.constantFrom(...TYPES),
        async (shop, limit, type) => {
          await fill(shop);
          for (const query of QUERIES.filter(
            (one) => one.type === undefined || one.type === type,
          )) {
            const expected = expectedOf(shop, query);
            const pages = await pagesOf({ ...query, limit: String(limit) });
            expect(pages.flat().map(({ id, isSold }) => ({ id, isSold }))).toEqual(expected);
            expect(pages.slice(0, -1).every((page) => page.length === limit)).toBeTrue();
          }
        },
      ),
      { numRuns: 25 },
    );
  }, 120_000);

  /** What a query must give, found without any index. */
  function expectedOf(shop: readonly Stock[], query: Query) {
    const { type, available, minPrice = '0', maxPrice = '1000000', sort } = query;
    const wanted = shop.filter(
      (one) =>
        one.price >= Number(minPrice) &&
        one.price <= Number(maxPrice) &&
        (type === undefined || items.typeKey(one.type) === items.typeKey(type)) &&
        (available === 'false' || !one.isSold),
    );
    return wanted.sort(ORDERS[sort]).map(({ id, isSold }) => ({ id, isSold }));
  }

  localEngineOnly(
    'costs the same in shops of 100 and of 3,000 pets, and after 3,000 removals',
    async () => {
      const queries = QUERIES.filter(({ type = 'cat' }) => type === 'cat');
      const costs: Record<string, (typeof reads)[]> = {};
      const measure = async (shop: string) => {
        const of: (typeof reads)[] = (costs[shop] = []);
        for (const query of queries) {
          of.push(
            await readsOf(async () => {
              expect((await page({ ...query, limit: '10' })).pets).toHaveSize(10);
            }),
          );
        }
        of.push(await readsOf(async () => expect(await types()).toEqual(['cat', 'dog'])));
        for (const user of [KEEPER, ANN]) {
          of.push(
            await readsOf(async () => {
              const { next } = await purchases.listSales(user, { limit: 10 });
              const after = new URLSearchParams(next).get('after') ?? '';
              const { sales } = await purchases.listSales(user, { limit: 10, after });
              expect(sales).toHaveSize(10);
            }),
          );
          // What a period leaves out is not read.
          of.push(
            await readsOf(async () => {
              const [since, until] = ['2020-01-01T00:00:00Z', '2020-02-01T00:00:00Z'];
              const { sales } = await purchases.listSales(user, { limit: 10, since, until });
              expect(sales).toEqual([]);
            }),
          );
        }
        of.push(await readsOf(async () => expect(await pets.nextFreeId()).toBeGreaterThan(10_000)));
      };
      for (const size of [100, 3000]) {
        await fill(
          Array.from({ length: size }, (_, i) => ({
            id: 10_000 + i,
            type: i % 3 === 0 ? 'dog' : 'cat',
            price: 10_000 + (i % 50),
            isSold: i % 4 === 0,
          })),
        );
        await measure(`${size} pets`);
      }
      // All but the hundred that were first, from the highest id and the latest sale on.
      for (let start = 2975; start > 75; start -= 25) {
        const ids = Array.from({ length: 25 }, (_, i) => 10_000 + start + i);
        await Promise.all(ids.map(pets.remove));
      }
      await measure('after removals');
      expect(costs['3000 pets']).toEqual(costs['100 pets']);
      expect(costs['after removals']).toEqual(costs['100 pets']);
      // A page and one more to know whether there is another, of two halves at most.
      for (const { items: count } of costs['100 pets']!) expect(count).toBeLessThanOrEqual(22);
    },
    240_000,
  );

  it('says at most two hundred types', async () => {
    await fill(
      Array.from({ length: 250 }, (_, i) => ({
        id: i + 1,
        type: `type ${String(i).padStart(3, '0')}`,
        price: 1,
        isSold: i % 2 === 0,
      })),
    );
    const foundTypes = await types();
    expect(foundTypes).toHaveSize(200);
    expect(foundTypes).toEqual(
      Array.from({ length: 200 }, (_, i) => `type ${String(i).padStart(3, '0')}`),
    );
  }, 60_000);

  it('finds each type by the key that the list of types has for it', () => {
    const { PetDetails, PetsGetParameters } = validators;
    // Some that change by their normal form, their case or their neighbors, among all others.
    const special = fc.constantFrom(
      ...Array.from('ẞßİıΣςσǰΐŉﬁ㌖ﷺ½①Å＜\u0338\u0301\u00a0\u3000\u200d '),
    );
    const type = fc.string({
      unit: fc.oneof(special, fc.string({ unit: 'binary' })),
      maxLength: 40,
    });
    fc.assert(
      fc.property(type, (one) => {
        const key = items.typeKey(one);
        fc.pre(PetDetails({ type: one, price: 1 }) && key.length <= 240);
        expect(items.typeKey(key)).withContext(JSON.stringify(one)).toBe(key);
        const query = { type: key, limit: 1, available: true, sort: 'newest' };
        expect(PetsGetParameters(query)).withContext(JSON.stringify(one)).toBeTrue();
      }),
    );
  });

  async function readsOf(work: () => Promise<void>): Promise<typeof reads> {
    reads = { requests: 0, items: 0, capacity: 0 };
    await work();
    return { ...reads };
  }

  async function get(resource: string, query: Record<string, string>) {
    const event = { httpMethod: 'GET', resource, queryStringParameters: query };
    const answer = await invoke(functions.handler, event);
    expect(answer.statusCode).withContext(answer.body).toBe(200);
    return { body: JSON.parse(answer.body) as unknown, link: answer.headers?.['Link'] };
  }

  const types = async () => (await get('/pets/types', {})).body as string[];

  async function page(query: Record<string, string>) {
    const { body, link } = await get('/pets', query);
    const [, next] = /^<\?(.*)>; rel="next"$/.exec(String(link)) ?? [];
    return { pets: body as Pet[], next };
  }

  async function pagesOf(query: Record<string, string>): Promise<Pet[][]> {
    const { pets, next } = await page(query);
    if (next === undefined) return [pets];
    return [pets, ...(await pagesOf(Object.fromEntries(new URLSearchParams(next))))];
  }

  /** Makes the shop exactly this; each pet is sold to Ann, as the shop sells it. */
  async function fill(shop: readonly Stock[]) {
    const { Items: old = [] } = await table.documentClient.send(
      new ScanCommand({ TableName: table.TABLE }),
    );
    const keys = (old as PetItem[]).map(({ username, id }) => ({ username, id }));
    await write(keys.map((Key) => ({ DeleteRequest: { Key } })));
    await write(shop.map((pet) => ({ PutRequest: { Item: items.listedItem(pet) } })));
    const soldAt = new Date().toISOString();
    const sold = shop.filter(({ isSold }) => isSold);
    for (let start = 0; start < sold.length; start += 25) {
      const sell = ({ id }: Stock) => pets.sell(id, { buyer: ANN.sub, soldTo: ANN.email, soldAt });
      await Promise.all(sold.slice(start, start + 25).map(sell));
    }
  }

  async function write(requests: object[]): Promise<void> {
    for (let start = 0; start < requests.length; start += 25) {
      const RequestItems = { [table.TABLE]: requests.slice(start, start + 25) };
      await table.documentClient.send(new BatchWriteCommand({ RequestItems }));
    }
  }
});
