import { LocalShop } from '../../../local-cloud/testing/local-shop.ts';
import type { Answer, Someone } from '../../../local-cloud/testing/local-shop.ts';

const dog = { id: 1, type: 'dog', price: 249.99 };
const cat = { id: 2, type: 'cat', price: 124.99 };

describe('PUT /pets/{petId}', () => {
  let shop: LocalShop;
  let keeper: Someone;
  let buyer: Someone;

  beforeAll(async () => {
    shop = await LocalShop.open();
    [keeper, buyer] = await Promise.all([shop.keeper(), shop.buyer()]);
  });
  afterAll(() => shop.close());
  beforeEach(async () => {
    await shop.list([], keeper);
    await shop.list([dog, cat], keeper);
  });

  const put = (id: number, body: object, headers = {}) =>
    shop.call(`/pets/${id}`, { method: 'PUT', body, headers }, keeper);
  const remove = (id: number) => shop.call(`/pets/${id}`, { method: 'DELETE' }, keeper);
  const listedPets = async (query = '') => (await shop.call(`/pets${query}`)).body as object[];
  const sales = async () => {
    const headers = { 'x-id-token': buyer.idToken };
    const { body } = await shop.call('/pets/purchase', { headers }, buyer);
    return body as { soldAt: string; isListed: boolean }[];
  };
  const message = ({ body }: Answer) => (body as { message: string }).message;

  describe('with If-Match: *', () => {
    const change = { 'if-match': '*' };

    it('changes a pet, and refuses a free id with 412', async () => {
      const changed = await put(1, { type: 'dog', price: 5 }, change);
      expect([changed.status, changed.body]).toEqual([200, { ...dog, price: 5, isSold: false }]);
      const refused = await put(7, { type: 'dog', price: 5 }, change);
      expect([refused.status, message(refused)]).toEqual([
        412,
        'The shop has no pet 7 any more. Reload the list.',
      ]);
      expect(await listedPets()).toHaveSize(2);
    });

    it('refuses a sold pet with 409', async () => {
      await buy(1);
      expect((await put(1, { type: 'dog', price: 1 }, change)).status).toBe(409);
    });

    it('is refused beside If-None-Match, with soldAt, and with an entity tag', async () => {
      const details = { type: 'dog', price: 1 };
      const soldAt = new Date().toISOString();
      for (const answer of [
        await put(1, details, { ...change, 'if-none-match': '*' }),
        await put(7, { ...details, soldAt }, change),
        await put(1, details, { 'if-match': '"etag"' }),
      ]) {
        expect(answer.status).toBe(400);
        expect(message(answer)).toContain('If-Match');
      }
      expect(await listedPets()).toContain({ ...dog, isSold: false });
    });
  });

  describe('with soldAt', () => {
    const sold = { ...dog, isSold: true, soldTo: 'a***@e***.org' };
    /** What the caller says of the pet counts for nothing. */
    const details = { type: 'unicorn', price: 1 };

    it('puts a sold pet back on the list, as it was sold, whatever else the body says', async () => {
      const soldAt = await buyAndRemove();
      expect((await sales())[0]).toEqual(jasmine.objectContaining({ ...dog, isListed: false }));
      const answer = await put(1, { ...details, soldAt }, { 'if-none-match': '*' });
      expect([answer.status, answer.body]).toEqual([201, sold]);
      expect(await listedPets()).toEqual([{ ...cat, isSold: false }, sold]);
      expect(await listedPets('?type=dog&sort=price-asc')).toEqual([sold]);
      expect(await listedPets('?available=true')).toEqual([{ ...cat, isSold: false }]);
      expect((await sales()).filter((sale) => sale.soldAt === soldAt)).toEqual([
        jasmine.objectContaining({ ...dog, soldTo: 'ann@example.org', isListed: true }),
      ]);
    });

    it('succeeds again without a change, and after another removal', async () => {
      const soldAt = await buyAndRemove();
      expect((await put(1, { ...details, soldAt })).status).toBe(201);
      expect((await put(1, { ...details, soldAt })).status).toBe(200);
      expect(await listedPets('?type=dog')).toEqual([sold]);
      await remove(1);
      await remove(1);
      expect(await listedPets('?type=dog')).toEqual([]);
      expect((await put(1, { ...details, soldAt })).status).toBe(201);
      expect(await listedPets('?type=dog')).toEqual([sold]);
    });

    it('refuses an id that another pet has taken with 412, and keeps both', async () => {
      const soldAt = await buyAndRemove();
      const fish = { id: 1, type: 'fish', price: 1 };
      await put(1, { type: 'fish', price: 1 });
      expect((await put(1, { ...details, soldAt })).status).toBe(412);
      expect(await listedPets('?type=fish')).toEqual([{ ...fish, isSold: false }]);
      expect((await sales()).map((sale) => sale.soldAt)).toContain(soldAt);
    });

    it('refuses a sale that there is not, or of another pet, with 404', async () => {
      const soldAt = await buyAndRemove();
      for (const [id, time] of [
        [1, '2020-01-01T00:00:00.000Z'],
        [1, '9999-99-99T99:99:99.999Z'],
        [7, soldAt],
      ] as const) {
        expect((await put(id, { ...details, soldAt: time })).status).toBe(404);
      }
      expect(await listedPets()).toEqual([{ ...cat, isSold: false }]);
    });

    it('refuses another writing of the time with 400', async () => {
      for (const soldAt of ['yesterday', '', 0, null, '2020-01-01T00:00:00Z', '../default']) {
        for (const type of ['application/json', 'text/plain']) {
          const answer = await put(1, { ...details, soldAt }, { 'content-type': type });
          expect(answer.status).toBe(400);
        }
      }
      expect(
        message(await put(1, { ...details, soldAt: 'x' }, { 'content-type': 'text/plain' })),
      ).toBe(
        'soldAt must be the time of the sale as the sale says it, "2026-01-31T12:00:00.000Z".',
      );
    });

    it('loses no sale and doubles none, however many remove and put back at once', async () => {
      const soldAt = await buyAndRemove();
      for (let round = 0; round < 10; round++) {
        await Promise.all(
          Array.from({ length: 12 }, (_, i) =>
            i % 2 === 0 ? put(1, { ...details, soldAt }) : remove(1),
          ),
        );
        expect((await sales()).filter((sale) => sale.soldAt === soldAt)).toHaveSize(1);
      }
      await put(1, { ...details, soldAt });
      expect(await listedPets('?type=dog')).toEqual([sold]);
    }, 60_000);

    /** The time of the sale. */
    async function buyAndRemove(): Promise<string> {
      await buy(1);
      await remove(1);
      const [sale] = await sales();
      return sale!.soldAt;
    }
  });

  async function buy(petId: number): Promise<void> {
    const body = { petId, authToken: buyer.idToken };
    expect((await shop.call('/pets/purchase', { method: 'POST', body }, buyer)).status).toBe(200);
  }
});
