import type { Pet } from '../api/models';
import { choiceFrom, everything, isChosen, order, queryOf, type Choice, type Sort } from './choice';

const from = (query: string) => choiceFrom(new URLSearchParams(query));
const pet = (id: number, price: number, more: Partial<Pet> = {}): Pet => ({
  id,
  type: 'Dog',
  price,
  isSold: false,
  ...more,
});

describe('A choice', () => {
  const choices: [string, Choice][] = [
    ['', everything],
    ['type=dog', { ...everything, type: 'dog' }],
    ['available=true&sort=price-asc', { type: '', available: true, sort: 'price-asc' }],
    [
      'type=guinea+pig&sort=price-desc',
      { type: 'guinea pig', available: false, sort: 'price-desc' },
    ],
  ];
  for (const [query, choice] of choices) {
    it(`is written as ?${query} and read back`, () => {
      expect(from(query)).toEqual(choice);
      expect(new URLSearchParams(queryOf(choice) as Record<string, string>).toString()).toBe(query);
    });
  }

  it('is the same type however the type is written', () => {
    expect(from('type=%20DOG ')).toEqual(from('type=dog'));
  });

  const meaningless = [
    'type=',
    'type=%20',
    `type=${'x'.repeat(41)}`,
    'available=yes',
    'available=false',
    'sort=newest',
    'sort=__proto__',
    'sort=price-asc%00',
    'page=7',
  ];
  for (const query of meaningless) {
    it(`is none with ?${query.slice(0, 24)}, and drops that`, () => {
      expect(from(query)).toEqual(everything);
      expect(queryOf(from(query))).toEqual({});
    });
  }

  it('takes in the pets that it means', () => {
    expect(isChosen(everything, pet(1, 5, { isSold: true }))).toBeTrue();
    expect(isChosen(from('type=dog'), pet(1, 5))).toBeTrue();
    expect(isChosen(from('type=cat'), pet(1, 5))).toBeFalse();
    expect(isChosen(from('available=true'), pet(1, 5))).toBeTrue();
    expect(isChosen(from('available=true'), pet(1, 5, { isSold: true }))).toBeFalse();
  });

  const orders: [Sort, number[]][] = [
    ['newest', [3, 2, 1]],
    ['price-asc', [2, 1, 3]],
    ['price-desc', [3, 1, 2]],
  ];
  for (const [sort, ids] of orders) {
    it(`puts the pets in the order ${sort}`, () => {
      const pets = [pet(1, 5), pet(2, 1), pet(3, 9)];
      expect(pets.sort((one, other) => order(sort, one, other)).map(({ id }) => id)).toEqual(ids);
    });
  }
});
