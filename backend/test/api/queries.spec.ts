import { LocalShop } from '../../../local-cloud/testing/local-shop.ts';
import type { Answer, Someone } from '../../../local-cloud/testing/local-shop.ts';

const pets = [
  { id: 1, type: 'dog', price: 30 },
  { id: 2, type: 'Cat', price: 20 },
  { id: 3, type: 'dog', price: 10 },
  { id: 4, type: 'Dog ', price: 20 },
  { id: 5, type: '007', price: 1_000_000 },
  { id: 6, type: 'dog food', price: 0 },
];
const SOLD = 3;

describe('Choosing among the pets', () => {
  let shop: LocalShop;
  let keeper: Someone;
  let buyer: Someone;

  beforeAll(async () => {
    shop = await LocalShop.open();
    [keeper, buyer] = await Promise.all([shop.keeper(), shop.buyer()]);
    await shop.list(pets, keeper);
    const body = { petId: SOLD, authToken: buyer.idToken };
    await shop.call('/pets/purchase', { method: 'POST', body }, buyer);
  });
  afterAll(() => shop.close());

  const idsIn = ({ body }: Answer) => (body as { id: number }[]).map(({ id }) => id);
  const ids = async (query: string) => idsIn(await shop.call(`/pets?${query}`));
  const link = ({ headers }: Answer) => headers.get('link');

  const queries: [string, number[]][] = [
    ['sort=newest', [6, 5, 4, 3, 2, 1]],
    ['available=true', [6, 5, 4, 2, 1]],
    ['available=false', [6, 5, 4, 3, 2, 1]],
    ['type=dog', [4, 3, 1]],
    ['type=%20DOG%20', [4, 3, 1]],
    ['type=007', [5]],
    ['type=unicorn', []],
    ['type=dog&available=true', [4, 1]],
    ['sort=price-asc', [6, 3, 2, 4, 1, 5]],
    ['sort=price-desc', [5, 1, 4, 2, 3, 6]],
    ['sort=price-asc&available=true', [6, 2, 4, 1, 5]],
    ['sort=price-asc&type=dog', [3, 4, 1]],
    ['sort=price-desc&type=dog&available=true', [1, 4]],
    ['minPrice=20', [2, 4, 1, 5]],
    ['maxPrice=20', [6, 3, 2, 4]],
    ['minPrice=0&maxPrice=0', [6]],
    ['minPrice=20.01&maxPrice=29.99', []],
    ['minPrice=10&maxPrice=20&sort=price-desc', [4, 2, 3]],
    ['maxPrice=1000000&type=dog&available=true', [4, 1]],
    ['minPrice=1000000&sort=price-asc', [5]],
  ];
  for (const [query, expected] of queries) {
    it(`gives the pets of ?${query} in order`, async () => {
      expect(await ids(query)).toEqual(expected);
    });
  }

  it('shows a sold pet with a masked address, as the whole list does', async () => {
    const { body } = await shop.call('/pets?type=dog&sort=price-asc&limit=1');
    const sold = { id: 3, type: 'dog', price: 10, isSold: true, soldTo: 'a***@e***.org' };
    expect(body).toEqual([sold]);
  });

  it('links to the next page with the whole query', async () => {
    const byPrice = await shop.call('/pets?limit=1&type=dog&available=true&sort=price-desc');
    expect(link(byPrice)).toBe(
      '<?limit=1&type=dog&available=true&sort=price-desc&after=price-desc.3000.1>; rel="next"',
    );
    const newest = await shop.call('/pets?limit=1&type=%20Dog%20%26');
    expect(link(newest)).toBeNull();
    const escaped = await shop.call('/pets?limit=1&type=DOG%20');
    expect(link(escaped)).toBe('<?limit=1&type=DOG+&before=4>; rel="next"');
  });

  it('stays in the price range from page to page', async () => {
    const first = await shop.call('/pets?minPrice=10&maxPrice=20.00&limit=2');
    expect(idsIn(first)).toEqual([3, 2]);
    const next = 'limit=2&minPrice=10&maxPrice=20&sort=price-asc&after=price-asc.2000.2';
    expect(link(first)).toBe(`<?${next}>; rel="next"`);
    const second = await shop.call(`/pets?${next}`);
    expect([idsIn(second), link(second)]).toEqual([[4], null]);
  });

  it('ends at both bounds of a price range', async () => {
    const [highest, lowest] = ['9007199254740991', '1'];
    expect(await ids(`maxPrice=20&after=price-asc.2000.${highest}`)).toEqual([]);
    expect(await ids(`minPrice=20&sort=price-desc&after=price-desc.2000.${lowest}`)).toEqual([]);
  });

  it('leads on from a pet that is not there any more', async () => {
    expect(await ids('sort=price-asc&after=price-asc.2000.3')).toEqual([4, 1, 5]);
    expect(await ids('type=dog&before=4')).toEqual([3, 1]);
  });

  it('ends before the lowest and after the highest position that there can be', async () => {
    expect(await ids('type=dog&before=1')).toEqual([]);
    expect(await ids('available=true&before=1')).toEqual([]);
    expect(await ids('sort=price-desc&after=price-desc.0.1')).toEqual([]);
    expect(await ids('sort=price-asc&after=price-asc.100000000.9007199254740991')).toEqual([]);
  });

  const refused: [string, string][] = [
    ['type=', 'type must NOT have fewer than 1 characters.'],
    [
      'type=%20',
      'type must be visible text without control characters, direction overrides or halves of characters.',
    ],
    [
      'type=%09',
      'type must be visible text without control characters, direction overrides or halves of characters.',
    ],
    [
      `type=${'x'.repeat(241)}`,
      'type must have at most 240 code points. An emoji can have several.',
    ],
    [
      `type=${encodeURIComponent('ﷺ'.repeat(14))}`,
      'type is too long: in its normal form it has over 240 characters.',
    ],
    ['available=', 'available must be true or false.'],
    ['available=1', 'available must be true or false.'],
    ['available=True', 'available must be true or false.'],
    ['sort=', 'sort must be one of newest, price-asc, price-desc.'],
    ['sort=price', 'sort must be one of newest, price-asc, price-desc.'],
    ['limit=ten', 'limit must be a whole number.'],
    ['before=9007199254740992', 'before must be <= 9007199254740991.'],
    ['after=price-asc.2000.2', 'after works only with a sort by price.'],
    ['sort=newest&after=5', 'after works only with a sort by price.'],
    ['sort=price-asc&before=5', 'before works only with sort newest.'],
    ['minPrice=5&before=5', 'before works only with sort newest.'],
    ['minPrice=5&sort=newest', 'minPrice and maxPrice work only with a sort by price.'],
    ['maxPrice=5&sort=newest', 'minPrice and maxPrice work only with a sort by price.'],
    ['minPrice=5&maxPrice=4.99', 'minPrice must not be above maxPrice.'],
    ['minPrice=-1', 'minPrice must be >= 0.'],
    ['maxPrice=1000000.01', 'maxPrice must be <= 1000000.'],
    ['minPrice=4.999', 'minPrice must be in whole cents, for example 4.99.'],
    ['maxPrice=4.9900000001', 'maxPrice must be in whole cents, for example 4.99.'],
    ['minPrice=5&minPrice=6', 'minPrice must be given only once.'],
    ['limit=5&limit=5', 'limit must be given only once.'],
    ['sort=newest&sort=newest', 'sort must be given only once.'],
    ...['', '%20', 'ten', '1e3', '5,00', '$5', 'NaN', 'Infinity', '.5', '5.', '0x5', '٣'].map(
      (price): [string, string] => [`maxPrice=${price}`, 'maxPrice must be a number.'],
    ),
    ...['minPrice=20.01', 'maxPrice=19.99'].map((range): [string, string] => [
      `after=price-asc.2000.2&${range}`,
      'after must come from the Link of the previous page, by price-asc.',
    ]),
    ...['price-desc.2000.2', '2000.2', 'price-asc.2000', 'price-asc.2000.0', 'price-asc.-1.2']
      .concat('price-asc.100000001.2', 'price-asc.1.9007199254740993', '', '%00')
      .map((after): [string, string] => [
        `sort=price-asc&after=${after}`,
        'after must come from the Link of the previous page, by price-asc.',
      ]),
  ];
  for (const [query, message] of refused) {
    it(`refuses ?${query.slice(0, 60)} with a sentence`, async () => {
      const answer = await shop.call(`/pets?${query}`);
      expect([answer.status, answer.body]).toEqual([400, { message }]);
    });
  }

  it('says each type once, in lower case and alphabetical order', async () => {
    const { status, body } = await shop.call('/pets/types');
    expect([status, body]).toEqual([200, ['007', 'cat', 'dog', 'dog food']]);
  });

  const spellings = ['Strauß  bird', 'STRAUSS BIRD', 'ｓtrauẞ\u00a0bird', ' strauß\u3000bird '];
  it(`takes ${JSON.stringify(spellings)} for one type`, async () => {
    for (const [i, type] of spellings.entries()) {
      await shop.call(`/pets/${20 + i}`, { method: 'PUT', body: { type, price: 1 } }, keeper);
    }
    for (const type of spellings) {
      expect(await ids(`type=${encodeURIComponent(type)}`)).toEqual([23, 22, 21, 20]);
    }
    expect((await shop.call('/pets/types')).body).toContain('strauss bird');
    for (const i of spellings.keys()) {
      await shop.call(`/pets/${20 + i}`, { method: 'DELETE' }, keeper);
    }
  });

  it('forgets the type whose last pet leaves, and the choice of a pet that changes', async () => {
    const put = (price: number, type: string) =>
      shop.call('/pets/9', { method: 'PUT', body: { type, price } }, keeper);
    await put(5, 'éland');
    expect((await shop.call('/pets/types')).body).toEqual([
      '007',
      'cat',
      'dog',
      'dog food',
      'éland',
    ]);
    await put(25, 'CAT');
    expect((await shop.call('/pets/types')).body).toEqual(['007', 'cat', 'dog', 'dog food']);
    expect(await ids('type=cat&sort=price-desc')).toEqual([9, 2]);
    await shop.call('/pets/9', { method: 'DELETE' }, keeper);
    expect(await ids('type=cat')).toEqual([2]);
  });
});
