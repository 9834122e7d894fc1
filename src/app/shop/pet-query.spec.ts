import type { Pet } from '../api/models';
import {
  petQueryFrom,
  DEFAULT_QUERY,
  hasFilter,
  isSameQuery,
  matchesQuery,
  comparePets,
  pageParamsOf,
  paramsOf,
  type PetQuery,
  type Sort,
} from './pet-query';

const from = (params: string) => petQueryFrom(new URLSearchParams(params));
const pet = (id: number, price: number, more: Partial<Pet> = {}): Pet => ({
  id,
  type: 'Dog',
  price,
  isSold: false,
  ...more,
});

describe('A query for pets', () => {
  const queries: [string, PetQuery][] = [
    ['', DEFAULT_QUERY],
    ['type=dog', { ...DEFAULT_QUERY, type: 'dog' }],
    ['available=true&sort=price-asc', { type: '', available: true, sort: 'price-asc' }],
    [
      'type=guinea+pig&sort=price-desc',
      { type: 'guinea pig', available: false, sort: 'price-desc' },
    ],
  ];
  queries.push(
    ['minPrice=5&sort=price-asc', { ...DEFAULT_QUERY, sort: 'price-asc', minPrice: 5 }],
    [
      'type=dog&minPrice=0&maxPrice=49.99&sort=price-desc',
      { ...DEFAULT_QUERY, type: 'dog', sort: 'price-desc', minPrice: 0, maxPrice: 49.99 },
    ],
  );
  for (const [params, query] of queries) {
    it(`is written as ?${params} and read back`, () => {
      expect(from(params)).toEqual(query);
      expect(new URLSearchParams(paramsOf(query) as Record<string, string>).toString()).toBe(
        params,
      );
    });
  }

  it('is the same type however the type is written', () => {
    expect(from('type=%20DOG ')).toEqual(from('type=dog'));
    expect(from('type=Guinea%C2%A0Pig')).toEqual(from('type=guinea+pig'));
  });

  const meaningless = [
    'type=',
    'type=%20',
    `type=${'x'.repeat(241)}`,
    'type=dog%00',
    'type=dog%E2%80%AE',
    'type=%E2%80%8B',
    'available=yes',
    'available=false',
    'sort=newest',
    'sort=__proto__',
    'sort=price-asc%00',
    'page=7',
    'minPrice=',
    'minPrice=ten',
    'minPrice=-1',
    'maxPrice=1e3',
    'maxPrice=1000000.01',
    'maxPrice=4.999',
    'minPrice=20&maxPrice=10',
  ];
  for (const params of meaningless) {
    it(`asks for everything with ?${params.slice(0, 24)}, and drops that`, () => {
      expect(from(params)).toEqual(DEFAULT_QUERY);
      expect(paramsOf(from(params))).toEqual({});
    });
  }

  it('puts the pets of a price range in order of their prices', () => {
    expect(from('maxPrice=20')).toEqual(from('maxPrice=20&sort=price-asc'));
    expect(from('maxPrice=20&sort=newest')).toEqual(from('maxPrice=20&sort=price-asc'));
  });

  it('is another one with another price range', () => {
    const query = from('minPrice=5&maxPrice=9');
    expect(isSameQuery(query, from('maxPrice=9.00&minPrice=5'))).toBeTrue();
    for (const other of ['minPrice=5&sort=price-asc', 'minPrice=5&maxPrice=9.01', 'maxPrice=9']) {
      expect(isSameQuery(query, from(other)))
        .withContext(other)
        .toBeFalse();
    }
    expect(hasFilter(query)).toBeTrue();
  });

  it('takes in the pets that cost what its price range says', () => {
    const query = from('minPrice=5&maxPrice=9');
    const prices = [0, 4.99, 5, 7.5, 9, 9.01].filter((price) => matchesQuery(query, pet(1, price)));
    expect(prices).toEqual([5, 7.5, 9]);
  });

  it('leads to its other pages with its price range', () => {
    const link = new URLSearchParams('limit=2&minPrice=5&sort=price-asc&after=price-asc.500.1');
    expect(pageParamsOf(link)).toEqual({
      limit: 2,
      minPrice: 5,
      sort: 'price-asc',
      after: 'price-asc.500.1',
    });
  });

  it('takes in the pets that it means', () => {
    expect(matchesQuery(DEFAULT_QUERY, pet(1, 5, { isSold: true }))).toBeTrue();
    expect(matchesQuery(from('type=dog'), pet(1, 5))).toBeTrue();
    expect(matchesQuery(from('type=cat'), pet(1, 5))).toBeFalse();
    expect(matchesQuery(from('available=true'), pet(1, 5))).toBeTrue();
    expect(matchesQuery(from('available=true'), pet(1, 5, { isSold: true }))).toBeFalse();
  });

  const orders: [Sort, number[]][] = [
    ['newest', [3, 2, 1]],
    ['price-asc', [2, 1, 3]],
    ['price-desc', [3, 1, 2]],
  ];
  for (const [sort, ids] of orders) {
    it(`puts the pets in the order ${sort}`, () => {
      const pets = [pet(1, 5), pet(2, 1), pet(3, 9)];
      expect(pets.sort((one, other) => comparePets(sort, one, other)).map(({ id }) => id)).toEqual(
        ids,
      );
    });
  }
});
