import { LocalShop } from '../../../local-cloud/testing/local-shop.ts';
import type { Answer, Someone } from '../../../local-cloud/testing/local-shop.ts';
import { localEngineOnly } from '../../../local-cloud/testing/table-engine.ts';

const dog = { id: 1, type: 'dog', price: 249.99 };
const cat = { id: 2, type: 'cat', price: 124.99 };
/** The dog, as ann bought it. */
const sold = { ...dog, isSold: true, soldTo: 'a***@e***.org' };

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
    await shop.restock([dog, cat], keeper);
  });

  const put = (id: number, body: object, headers = {}) =>
    shop.call(`/pets/${id}`, { method: 'PUT', body, headers }, keeper);
  const remove = (id: number) => shop.call(`/pets/${id}`, { method: 'DELETE' }, keeper);
  const listedPets = async (query = '') => (await shop.call(`/pets${query}`)).body as object[];
  const sales = async () => {
    const headers = { 'x-id-token': buyer.idToken };
    const { body } = await shop.call('/pets/purchase', { headers }, buyer);
    return body as object[];
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
        'Pet 7 is no longer in the shop. Reload the list.',
      ]);
      expect(await listedPets()).toHaveSize(2);
    });

    it('refuses a sold pet with 409, unless it is a repetition', async () => {
      await put(1, { type: 'dog', price: 5 }, change);
      await buy(1);
      expect((await put(1, { type: 'dog', price: 1 }, change)).status).toBe(409);
      const again = await put(1, { type: 'dog', price: 5 }, change);
      expect([again.status, again.body]).toEqual([200, { ...sold, price: 5 }]);
    });

    it('changes no removed pet, sold or not', async () => {
      await buy(1);
      for (const id of [1, 2]) {
        await remove(id);
        expect((await put(id, { type: 'dog', price: 1 }, change)).status).toBe(412);
      }
      expect(await listedPets()).toEqual([]);
    });

    it('is refused beside If-None-Match and with an entity tag', async () => {
      const details = { type: 'dog', price: 1 };
      for (const answer of [
        await put(1, details, { ...change, 'if-none-match': '*' }),
        await put(1, details, { 'if-match': '"etag"' }),
      ]) {
        expect(answer.status).toBe(400);
        expect(message(answer)).toContain('If-Match');
      }
      expect(await listedPets()).toContain({ ...dog, isSold: false });
    });
  });

  describe('with If-None-Match: *', () => {
    const fish = { type: 'fish', price: 5 };
    const create = (id: number, body: object, key?: string) =>
      put(id, body, { 'if-none-match': '*', ...(key !== undefined && { 'idempotency-key': key }) });

    it('refuses an id that was ever used and names the next free one', async () => {
      await remove(2);
      for (const id of [1, 2]) {
        const answer = await create(id, fish);
        expect([answer.status, answer.body]).toEqual([
          412,
          { message: `The id ${id} is taken. The next free one is 3.`, nextId: 3 },
        ]);
      }
      await create(9, fish);
      await remove(9);
      expect((await create(9, fish)).body).toEqual(jasmine.objectContaining({ nextId: 10 }));
      expect(await listedPets()).toEqual([{ ...dog, isSold: false }]);
    });

    it('is the same pet when it is repeated with its key', async () => {
      const answers = [await create(3, fish, 'a-1'), await create(3, fish, 'a-1')];
      for (const { status, body } of answers) {
        expect([status, body]).toEqual([201, { id: 3, ...fish, isSold: false }]);
      }
      expect(await listedPets()).toHaveSize(3);
    });

    it('says what became of its pet meanwhile', async () => {
      await create(3, fish, 'a-1');
      await put(3, { ...fish, price: 6 });
      expect((await create(3, fish, 'a-1')).body).toEqual(jasmine.objectContaining({ price: 6 }));
      await buy(3);
      const repeated = await create(3, fish, 'a-1');
      expect([repeated.status, repeated.body]).toEqual([
        201,
        { ...sold, id: 3, ...fish, price: 6 },
      ]);
      await remove(3);
      const removed = await create(3, fish, 'a-1');
      expect([removed.status, message(removed)]).toEqual([
        409,
        'This call added pet 3, which has been removed since.',
      ]);
    });

    it('is another pet with another key, or without one, whatever the pet is like', async () => {
      await create(3, fish, 'a-1');
      for (const key of ['a-2', 'A-1', undefined]) {
        expect((await create(3, fish, key)).status).toBe(412);
      }
      await create(4, fish);
      expect((await create(4, fish)).status).toBe(412);
    });

    localEngineOnly(
      'lists each pet once, however many keepers add at once and repeat',
      async () => {
        const add = async (key: string) => {
          let id = 3;
          for (;;) {
            const [answer] = await Promise.all([create(id, fish, key), create(id, fish, key)]);
            if (answer.status === 201) return id;
            expect(answer.status).toBe(412);
            id = (answer.body as { nextId: number }).nextId;
          }
        };
        const ids = await Promise.all(['a', 'b', 'c', 'd', 'e', 'f'].map(add));
        expect(new Set(ids)).toHaveSize(6);
        expect(await listedPets('?type=fish')).toHaveSize(6);
        expect(await listedPets()).toHaveSize(8);
      },
      30_000,
    );

    it('takes of the ids above a trillion only the next free one', async () => {
      const trillion = 1_000_000_000_000;
      const tooHigh = { status: 412, nextId: 3 };
      for (const id of [trillion + 1, Number.MAX_SAFE_INTEGER]) {
        for (const answer of [await create(id, fish, 'a-1'), await put(id, fish)]) {
          const { nextId } = answer.body as { nextId: number };
          expect({ status: answer.status, nextId }).toEqual(tooHigh);
        }
      }
      expect((await create(trillion, fish)).status).toBe(201);
      expect((await create(trillion + 2, fish)).body).toEqual(
        jasmine.objectContaining({ nextId: trillion + 1 }),
      );
      expect((await create(trillion + 1, fish, 'a-1')).status).toBe(201);
      expect((await create(trillion + 1, fish, 'a-1')).status).toBe(201);
      expect((await put(trillion + 1, fish)).status).toBe(200);
    });

    it('refuses a key that is none, and one without If-None-Match', async () => {
      for (const key of ['a b', 'a,b', '', 'x'.repeat(65), '"a"']) {
        const answer = await create(3, fish, key);
        expect([answer.status, message(answer)]).toEqual([
          400,
          'Idempotency-Key must be 1 to 64 ASCII letters, digits, "-" or "_".',
        ]);
      }
      for (const headers of [{}, { 'if-match': '*' }]) {
        const answer = await put(1, fish, { ...headers, 'idempotency-key': 'a-1' });
        expect([answer.status, message(answer)]).toEqual([
          400,
          'Idempotency-Key works only with If-None-Match.',
        ]);
      }
    });
  });

  describe('of a removed pet', () => {
    it('puts an unsold one back as the body says', async () => {
      await remove(1);
      const back = await put(1, { type: 'hound', price: 5 });
      const hound = { id: 1, type: 'hound', price: 5, isSold: false };
      expect([back.status, back.body]).toEqual([201, hound]);
      expect(await listedPets('?type=hound&sort=price-asc')).toEqual([hound]);
      expect(await listedPets('?type=dog')).toEqual([]);
      await buy(1);
    });

    it('puts a sold one back as it was sold, whatever the body says', async () => {
      await buy(1);
      await remove(1);
      const answer = await put(1, { type: 'unicorn', price: 1 });
      expect([answer.status, answer.body]).toEqual([201, sold]);
      expect(await listedPets()).toEqual([{ ...cat, isSold: false }, sold]);
      expect(await listedPets('?type=dog&sort=price-asc')).toEqual([sold]);
      expect(await listedPets('?available=true')).toEqual([{ ...cat, isSold: false }]);
      expect(await sales()).toEqual([
        jasmine.objectContaining({ ...dog, soldTo: 'ann@example.org', isListed: true }),
      ]);
    });

    it('undoes exactly what DELETE answered, sold or not, also when it is repeated', async () => {
      await buy(1);
      const before = await listedPets();
      for (const id of [1, 2]) {
        const { body } = await remove(id);
        const { type, price } = body as typeof dog;
        expect((await put(id, { type, price })).status).toBe(201);
        expect((await put(id, { type, price })).status).toBe(200);
      }
      expect(await listedPets()).toEqual(before);
    });

    localEngineOnly(
      'loses no sale and doubles none, however many remove and put back at once',
      async () => {
        await buy(1);
        for (let round = 0; round < 10; round++) {
          const all = Array.from({ length: 12 }, (_, i) =>
            i % 2 === 0 ? put(1, { type: 'dog', price: 249.99 }) : remove(1),
          );
          for (const { status } of await Promise.all(all)) expect(status).toBeLessThan(300);
          expect(await sales()).toHaveSize(1);
        }
        await put(1, { type: 'unicorn', price: 1 });
        expect(await listedPets('?type=dog')).toEqual([sold]);
      },
      60_000,
    );

    localEngineOnly(
      'never lists a pet as unsold that a buyer got while it was being removed',
      async () => {
        for (let id = 10; id < 40; id++) {
          await put(id, { type: 'fish', price: 1 });
          const [bought, removed] = await Promise.all([tryToBuy(id), remove(id)]);
          const { isSold, type, price } = removed.body as { isSold: boolean } & typeof dog;
          expect([bought.status, isSold]).toEqual(
            bought.status === 200 ? [200, true] : [404, false],
          );
          // The undo of the page.
          const { body } = await put(id, { type, price });
          expect((body as { isSold: boolean }).isSold).toBe(isSold);
        }
      },
      60_000,
    );
  });

  const tryToBuy = (petId: number) => {
    const body = { petId, authToken: buyer.idToken };
    return shop.call('/pets/purchase', { method: 'POST', body }, buyer);
  };

  async function buy(petId: number): Promise<void> {
    expect((await tryToBuy(petId)).status).toBe(200);
  }
});
