import { LocalShop } from '../../../local-cloud/testing/local-shop.ts';
import type { Someone } from '../../../local-cloud/testing/local-shop.ts';
import { localEngineOnly } from '../../../local-cloud/testing/table-engine.ts';

const dog = { id: 1, type: 'dog', price: 249.99 };
const cat = { id: 2, type: 'cat', price: 124.99 };
const unsold = (pet: object) => ({ ...pet, isSold: false });

describe('The list of pets', () => {
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

  const listedPets = async () => (await shop.call('/pets')).body;
  const put = (id: unknown, body: unknown, headers = {}) =>
    shop.call(`/pets/${String(id)}`, { method: 'PUT', body, headers }, keeper);
  const remove = (id: unknown) => shop.call(`/pets/${String(id)}`, { method: 'DELETE' }, keeper);
  const buy = (petId: number) => {
    const body = { petId, authToken: buyer.idToken };
    return shop.call('/pets/purchase', { method: 'POST', body }, buyer);
  };
  const sales = async () => {
    const headers = { 'x-id-token': keeper.idToken };
    return (await shop.call('/pets/purchase', { headers }, keeper)).body;
  };

  describe('POST /pets', () => {
    it("takes the tutorial's own call and then lists both pets, newest first", async () => {
      await shop.list([], keeper);
      const answer = await shop.call(
        '/pets',
        { method: 'POST', body: { pets: [dog, cat] } },
        keeper,
      );
      expect([answer.status, answer.body]).toEqual([200, {}]);
      expect(await listedPets()).toEqual([unsold(cat), unsold(dog)]);
    });

    it('adds, changes and removes until the list is exactly the given one', async () => {
      await shop.list(
        [
          { ...cat, price: 1 },
          { id: 9, type: 'fish', price: 2 },
        ],
        keeper,
      );
      expect(await listedPets()).toEqual([
        unsold({ id: 9, type: 'fish', price: 2 }),
        unsold({ ...cat, price: 1 }),
      ]);
    });

    it('takes a list as it was read from the shop', async () => {
      await shop.list((await listedPets()) as unknown[], keeper);
      expect(await listedPets()).toEqual([unsold(cat), unsold(dog)]);
    });

    it('never undoes or makes a sale', async () => {
      await buy(dog.id);
      await shop.list(
        [
          { ...dog, price: 1, isSold: false },
          { ...cat, isSold: true, soldTo: 'eve@example.com' },
        ],
        keeper,
      );
      expect(await listedPets()).toEqual([
        unsold(cat),
        { ...dog, isSold: true, soldTo: 'a***@e***.org' },
      ]);
    });

    it('takes a sold pet that is left out off the list and keeps the sale', async () => {
      await buy(dog.id);
      await shop.list([cat], keeper);
      expect(await listedPets()).toEqual([unsold(cat)]);
      expect(await sales()).toEqual([jasmine.objectContaining({ ...dog, isListed: false })]);
    });

    it('brings removed pets back, the sold as they were sold', async () => {
      await buy(dog.id);
      const sold = { ...dog, isSold: true, soldTo: 'a***@e***.org' };
      const before = (await listedPets()) as unknown[];
      await shop.list([], keeper);
      expect(await listedPets()).toEqual([]);
      // As the page goes back to the list before, and as a file without the sale.
      for (const list of [before, [{ ...dog, price: 1 }, cat]]) {
        await shop.list(list, keeper);
        expect(await listedPets()).toEqual([unsold(cat), sold]);
        expect(await sales()).toEqual([jasmine.objectContaining({ ...dog, isListed: true })]);
      }
      const bob = await shop.buyer('bob@example.net');
      const body = { petId: dog.id, authToken: bob.idToken };
      expect((await shop.call('/pets/purchase', { method: 'POST', body }, bob)).status).toBe(409);
    });

    it('takes what is added after a pet with an id of a trillion', async () => {
      const highest = { ...dog, id: 1_000_000_000_000 };
      const next = { ...cat, id: highest.id + 1 };
      await shop.list([highest], keeper);
      expect((await put(next.id, { type: cat.type, price: cat.price })).status).toBe(201);
      await shop.list([next], keeper);
      await shop.list([next, highest], keeper);
      expect(await listedPets()).toEqual([unsold(next), unsold(highest)]);
    });

    it('takes no id far above a trillion, so that there is always a next one', async () => {
      for (const id of [1_000_000_002_000, Number.MAX_SAFE_INTEGER]) {
        const list = { method: 'POST', body: { pets: [{ ...dog, id }] } };
        const { status, body } = await shop.call('/pets', list, keeper);
        expect([status, body]).toEqual([
          400,
          { message: `The id ${id} is too high; use one up to 1000000001000.` },
        ]);
      }
      expect(await listedPets()).toEqual([unsold(cat), unsold(dog)]);
    });

    localEngineOnly('takes a thousand pets and refuses one more, changing nothing', async () => {
      const many = Array.from({ length: 1001 }, (_, i) => ({
        id: i + 1,
        type: 'ant',
        price: 0.01,
      }));
      const tooMany = await shop.call('/pets', { method: 'POST', body: { pets: many } }, keeper);
      expect(tooMany.status).toBe(400);
      expect(await listedPets()).toEqual([unsold(cat), unsold(dog)]);
      await shop.list(many.slice(1), keeper);
      expect(await listedPets()).toHaveSize(50);
    });

    it('refuses two pets with one id', async () => {
      const body = { pets: [dog, { ...cat, id: dog.id }] };
      const answer = await shop.call('/pets', { method: 'POST', body }, keeper);
      expect([answer.status, answer.body]).toEqual([
        400,
        { message: 'Each pet must have a unique id.' },
      ]);
    });
  });

  describe('GET /pets', () => {
    it('pages by limit and before, and links to the next page', async () => {
      const pets = [1, 2, 3, 4, 5].map((id) => ({ ...dog, id }));
      await shop.list(pets, keeper);
      const first = await shop.call('/pets?limit=2');
      expect((first.body as { id: number }[]).map(({ id }) => id)).toEqual([5, 4]);
      expect(first.headers.get('link')).toBe('<?limit=2&before=4>; rel="next"');
      const last = await shop.call('/pets?limit=3&before=4');
      expect((last.body as { id: number }[]).map(({ id }) => id)).toEqual([3, 2, 1]);
      expect(last.headers.get('link')).toBeNull();
    });

    for (const query of [
      'limit=0',
      'limit=101',
      'limit=abc',
      'limit=1.5',
      'before=0',
      'before=x',
    ]) {
      it(`refuses ${query} with a message that names the parameter`, async () => {
        const { status, body } = await shop.call(`/pets?${query}`);
        expect(status).toBe(400);
        expect((body as { message: string }).message).toContain(query.split('=')[0]!);
      });
    }

    it('shows everyone a masked address only', async () => {
      await buy(dog.id);
      expect(JSON.stringify(await listedPets())).not.toContain('ann@example.org');
    });
  });

  describe('PUT /pets/{petId}', () => {
    it('lists a new pet with 201 and changes a listed one with 200', async () => {
      const created = await put(7, { type: 'fish', price: 4.99 });
      expect([created.status, created.body]).toEqual([
        201,
        unsold({ id: 7, type: 'fish', price: 4.99 }),
      ]);
      expect((await put(7, { type: 'fish', price: 5 })).status).toBe(200);
      expect(await listedPets()).toContain(unsold({ id: 7, type: 'fish', price: 5 }));
    });

    it('refuses a taken id with 412 under If-None-Match: *', async () => {
      const answer = await put(1, { type: 'fish', price: 1 }, { 'if-none-match': '*' });
      expect(answer.status).toBe(412);
      expect(await listedPets()).toEqual([unsold(cat), unsold(dog)]);
    });

    localEngineOnly('gives an id to one of two shopkeepers who take it at once', async () => {
      const both = await Promise.all(
        ['fish', 'bird'].map((type) => put(8, { type, price: 1 }, { 'if-none-match': '*' })),
      );
      expect(both.map(({ status }) => status).sort()).toEqual([201, 412]);
    });

    it('refuses another If-None-Match than *', async () => {
      const answer = await put(8, { type: 'fish', price: 1 }, { 'if-none-match': '"etag"' });
      expect(answer.status).toBe(400);
    });

    it('refuses to change a sold pet with 409', async () => {
      await buy(dog.id);
      expect((await put(dog.id, { type: 'dog', price: 1 })).status).toBe(409);
    });
  });

  describe('DELETE /pets/{petId}', () => {
    it('answers with the pet, and the same again when it is repeated', async () => {
      for (let i = 0; i < 2; i++) {
        const answer = await remove(1);
        expect([answer.status, answer.body]).toEqual([200, unsold(dog)]);
      }
      expect(await listedPets()).toEqual([unsold(cat)]);
    });

    it('says of a sold pet that it is sold, and keeps the sale', async () => {
      await buy(cat.id);
      const sold = { ...cat, isSold: true, soldTo: 'a***@e***.org' };
      for (let i = 0; i < 2; i++) {
        const answer = await remove(cat.id);
        expect([answer.status, answer.body]).toEqual([200, sold]);
      }
      expect(await listedPets()).toEqual([unsold(dog)]);
      expect(await sales()).toEqual([jasmine.objectContaining({ ...cat, isListed: false })]);
    });

    it('answers 404 for a pet that there never was', async () => {
      const answer = await remove(77);
      expect([answer.status, answer.body]).toEqual([
        404,
        { message: 'The shop has never had a pet 77.' },
      ]);
    });
  });

  describe('bad input', () => {
    const details: [string, unknown][] = [
      ['a price of "abc"', { type: 'dog', price: 'abc' }],
      ['a price of -1', { type: 'dog', price: -1 }],
      ['a price of 1e400', '{"type":"dog","price":1e400}'],
      ['a price of 0.001', { type: 'dog', price: 0.001 }],
      ['a price of 4.990000001', { type: 'dog', price: 4.990000001 }],
      ['a price over a million', { type: 'dog', price: 1_000_000.01 }],
      ['no price', { type: 'dog' }],
      ['a type of spaces', { type: '   ', price: 1 }],
      ['an empty type', { type: '', price: 1 }],
      ['a type of 5,000 characters', { type: 'x'.repeat(5000), price: 1 }],
      ['a type of 41 characters', { type: '👩🏽‍👩🏽‍👧🏽‍👦🏽'.repeat(2) + 'x'.repeat(39), price: 1 }],
      ['one character of 1,000 marks', { type: `x${'\u0301'.repeat(1000)}`, price: 1 }],
      ['a type that turns the text around', { type: 'dog\u202e', price: 1 }],
      ['a type that sets a direction apart', { type: '\u2067dog\u2069', price: 1 }],
      ['a type of two lines', { type: 'dog\u2028cat', price: 1 }],
      ['a type with a control character', { type: 'dog\u0085', price: 1 }],
      ['half of a surrogate pair', '{"type":"dog\\ud83d","price":1}'],
      ['the other half', '{"type":"\\udc36","price":1}'],
      ['a type that is too long spelled out', { type: '\ufdfa'.repeat(14), price: 1 }],
      ['a number as type', { type: 7, price: 1 }],
      ['a body that is not JSON', '{"type":'],
      ['an empty body', ''],
      ['null', 'null'],
      ['a list', '[]'],
      ['a member that sells', { type: 'dog', price: 1, isSold: true }],
      ['a member that names a buyer', { type: 'dog', price: 1, buyer: 'auth0|x' }],
      ['a member that names another shop', { type: 'dog', price: 1, username: 'other' }],
      ['a prototype', '{"type":"dog","price":1,"__proto__":{"isSold":true}}'],
    ];
    for (const [what, body] of details) {
      for (const type of ['application/json', 'text/plain']) {
        it(`refuses ${what} as ${type} and changes nothing`, async () => {
          const answer = await put(3, body, { 'content-type': type });
          expect(answer.status).toBe(400);
          expect((answer.body as { message: string }).message).toMatch(/\w+/);
          expect(await listedPets()).toEqual([unsold(cat), unsold(dog)]);
        });
      }
    }

    const invisible = ['\u200b\u200b', '\u3164', '\u2800', '\u115f\u1160', '\uffa0', '\u180e']
      .concat(['\u061c', '\u00ad', '\u034f', '\u200d', '\ufe0f', '\ufeff', '\u{e0041}', '\u00a0'])
      .concat(['\u200e \u200f']);
    it('refuses a type with nothing to see, and changes nothing', async () => {
      for (const type of invisible) {
        for (const contentType of ['application/json', 'text/plain']) {
          const answer = await put(3, { type, price: 1 }, { 'content-type': contentType });
          expect(answer.status).withContext(JSON.stringify(type)).toBe(400);
        }
      }
      expect(await listedPets()).toEqual([unsold(cat), unsold(dog)]);
    });

    it('takes a type as people write it, and finds it', async () => {
      for (const type of [
        // A black cat and a service dog: emoji that a joiner holds together.
        '\u{1f408}\u200d\u2b1b',
        '\u{1f415}\u200d\u{1f9ba}',
        // A flag of tags.
        '\u{1f3f4}\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}',
        // Persian and Hindi, with the (non-)joiners of their writing; marks of direction.
        '\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645',
        '\u0915\u094d\u200d\u0937',
        'dog\u200e (\u05db\u05dc\u05d1\u200f)',
        'caf\u00e9 au\u00a0lait',
        // A family is one character of eleven code points. With 39 letters it has forty.
        `👩🏽‍👩🏽‍👧🏽‍👦🏽${'x'.repeat(39)}`,
        // Text is text wherever it is shown.
        '<script>',
        '\uff1cscript\uff1e',
        'bigger > smaller & "quoted"',
        '\u0345',
      ]) {
        const { status, body } = await put(7, { type, price: 1 });
        expect([status < 300, (body as { type: string }).type]).toEqual([true, type]);
        const found = await shop.call(`/pets?type=${encodeURIComponent(type)}`);
        expect(found.body).toEqual([unsold({ id: 7, type, price: 1 })]);
      }
    });

    for (const id of ['0', '-1', '1.5', 'abc', '"1"', 'null', '9007199254740993', '%00', '1e3']) {
      it(`refuses the id ${id}`, async () => {
        const path = encodeURIComponent(id).replace('%2500', '%00');
        expect((await put(path, { type: 'dog', price: 1 })).status).toBe(400);
        expect((await remove(path)).status).toBe(400);
      });
    }

    for (const id of [0, '1', null, 1.5]) {
      it(`refuses a list with the id ${JSON.stringify(id)}`, async () => {
        const body = { pets: [{ ...dog, id }] };
        const answer = await shop.call('/pets', { method: 'POST', body }, keeper);
        expect(answer.status).toBe(400);
        expect(await listedPets()).toEqual([unsold(cat), unsold(dog)]);
      });
    }
  });
});
