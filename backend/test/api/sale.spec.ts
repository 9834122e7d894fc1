import fc from 'fast-check';
import { LocalShop } from '../../../local-cloud/testing/local-shop.ts';
import type { Answer, Someone } from '../../../local-cloud/testing/local-shop.ts';
import { localEngineOnly } from '../../../local-cloud/testing/table-engine.ts';
import type { Pet, Sale } from '../../src/api/models.ts';

/** What two keepers and two buyers may do to three pets, in any order and at once. */
type Operation =
  | { kind: 'put' | 'change' | 'create'; id: number; type: string; price: number }
  | { kind: 'remove'; id: number }
  | { kind: 'replace'; ids: number[]; type: string; price: number }
  | { kind: 'buy'; id: number; buyer: 'ann' | 'bob' };

const IDS = [1, 2, 3];
const EMAILS = { ann: 'ann@example.org', bob: 'bob@example.net' };

const id = fc.constantFrom(...IDS);
const facts = { type: fc.constantFrom('cat', 'dog'), price: fc.constantFrom(1, 2) };
const operation: fc.Arbitrary<Operation> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('put'), id, ...facts }) },
  fc.record({ kind: fc.constant('change'), id, ...facts }),
  fc.record({ kind: fc.constant('create'), id, ...facts }),
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('remove'), id }) },
  fc.record({ kind: fc.constant('replace'), ids: fc.subarray(IDS), ...facts }),
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('buy'),
      id,
      buyer: fc.constantFrom('ann', 'bob'),
    }),
  },
);
/** Steps one after the other, each of a few operations at once. */
const history = fc.array(fc.array(operation, { minLength: 1, maxLength: 4 }), {
  minLength: 3,
  maxLength: 8,
});

describe('A sale', () => {
  let shop: LocalShop;
  let keeper: Someone;
  let buyers: Record<'ann' | 'bob', Someone>;

  beforeAll(async () => {
    shop = await LocalShop.open();
    const [ann, bob] = [await shop.buyer(EMAILS.ann), await shop.buyer(EMAILS.bob)];
    buyers = { ann, bob };
    keeper = await shop.keeper();
  });
  afterAll(() => shop.close());

  localEngineOnly(
    'stays as it was, whatever buyers and keepers do in whatever order',
    async () => {
      await fc.assert(
        fc.asyncProperty(history, async (steps) => {
          await shop.restock([{ id: 1, type: 'dog', price: 1 }], keeper);
          const sales = new Map<number, object>();
          for (const step of steps) {
            await Promise.all(step.map((one) => perform(one, sales)));
            await expectToAgree(sales);
          }
        }),
        { numRuns: 20 },
      );
    },
    240_000,
  );

  /** Notes a sale by its buyer's answer. A pet that was sold once must be sold so forever. */
  async function perform(one: Operation, sales: Map<number, object>): Promise<void> {
    const { status, body } = await send(one);
    expect([200, 201, 404, 409, 412]).toContain(status);
    if (one.kind !== 'buy' || status !== 200) return;
    const { type, price, soldTo } = body as Pet;
    expect(soldTo).toBe(EMAILS[one.buyer]);
    const sale = { id: one.id, type, price, soldTo };
    expect(sales.get(one.id) ?? sale).toEqual(sale);
    sales.set(one.id, sale);
  }

  function send(one: Operation): Promise<Answer> {
    switch (one.kind) {
      case 'remove':
        return shop.call(`/pets/${one.id}`, { method: 'DELETE' }, keeper);
      case 'buy': {
        const by = buyers[one.buyer];
        const body = { petId: one.id, authToken: by.idToken };
        return shop.call('/pets/purchase', { method: 'POST', body }, by);
      }
      case 'replace': {
        const { type, price } = one;
        const pets = one.ids.map((each) => ({ id: each, type, price }));
        return shop.call('/pets', { method: 'POST', body: { pets } }, keeper);
      }
      default: {
        const { type, price } = one;
        const headers = {
          put: {},
          change: { 'if-match': '*' },
          create: { 'if-none-match': '*' },
        }[one.kind];
        const call = { method: 'PUT', body: { type, price }, headers };
        return shop.call(`/pets/${one.id}`, call, keeper);
      }
    }
  }

  /** Purchases, sales, and every order of the list say the same. */
  async function expectToAgree(expected: ReadonlyMap<number, object>): Promise<void> {
    const salesOf = async (by: Someone, query = '') => {
      const headers = { 'x-id-token': by.idToken };
      return (await shop.call(`/pets/purchase${query}`, { headers }, by)).body as Sale[];
    };
    const pets = async (query: string) => (await shop.call(`/pets?${query}`)).body as Pet[];
    const [sales, byIds, anns, bobs, list, byPrice, available] = await Promise.all([
      salesOf(keeper),
      salesOf(keeper, `?ids=${IDS.join()}`),
      salesOf(buyers.ann),
      salesOf(buyers.bob),
      pets('limit=100'),
      pets('sort=price-asc'),
      pets('available=true'),
    ]);
    const byId = (one: { id: number }, other: { id: number }) => one.id - other.id;
    const shown = sales.map(({ id, type, price, soldTo }) => ({ id, type, price, soldTo }));
    expect(shown.sort(byId)).toEqual([...expected.values()].sort(byId as never) as never);
    expect(byIds.sort(byId)).toEqual(sales.sort(byId));
    expect([...anns, ...bobs].sort(byId)).toEqual(sales);

    const listedSales = sales.filter(({ isListed }) => isListed).map(({ id }) => id);
    const soldPets = list.filter(({ isSold }) => isSold);
    expect(soldPets.map(({ id }) => id).sort()).toEqual(listedSales);
    for (const { id, type, price } of soldPets) {
      expect(expected.get(id)).toEqual(jasmine.objectContaining({ type, price }));
    }
    expect(byPrice.sort(byId)).toEqual([...list].sort(byId));
    expect(available).toEqual(list.filter(({ isSold }) => !isSold));
  }
});
