import type { Pet } from '../api/models';
import {
  petQueryFrom,
  DEFAULT_QUERY,
  matchesQuery,
  comparePets,
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
  ];
  for (const params of meaningless) {
    it(`asks for everything with ?${params.slice(0, 24)}, and drops that`, () => {
      expect(from(params)).toEqual(DEFAULT_QUERY);
      expect(paramsOf(from(params))).toEqual({});
    });
  }

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
