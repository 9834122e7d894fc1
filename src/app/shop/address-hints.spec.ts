import { addressHints } from './address-hints';

const hints = (query: string) => addressHints(new URLSearchParams(query));

describe('What the shop makes of its address', () => {
  for (const query of [
    '',
    'type=dog&available=true&sort=price-asc&buy=7',
    'type=&available=false&sort=newest&buy=',
    'type=%25&page=7',
    'sort=+&minPrice=+',
  ]) {
    it(`needs no word for ?${query}`, () => {
      expect(hints(query)).toEqual([]);
    });
  }

  for (const [query, hint] of [
    ['type=%00', '“\0” isn’t a type of pet. Showing all types.'],
    [`type=${'🐈'.repeat(241)}`, `“${'🐈'.repeat(40)}…” isn’t a type of pet. Showing all types.`],
    ['available=yes', '“available” must be true or false, not “yes”. Showing all pets.'],
    ['sort=x', 'Pets can’t be sorted by “x”. Showing the newest first.'],
    ['sort=__proto__', 'Pets can’t be sorted by “__proto__”. Showing the newest first.'],
    ['sort=x&minPrice=5', 'Pets can’t be sorted by “x”. Showing the cheapest first.'],
    ['sort=+newest', 'Pets can’t be sorted by “ newest”. Showing the newest first.'],
    ['minPrice=x&maxPrice=x', '“x” isn’t a price, so it’s ignored.'],
    ['minPrice=-1', '“-1” isn’t a price, so it’s ignored.'],
    ['maxPrice=1000001', '“1000001” isn’t a price, so it’s ignored.'],
    [
      'minPrice=50&maxPrice=10',
      'The lowest price is above the highest. Showing pets at any price.',
    ],
    ['buy=0', '“0” isn’t a pet number, so there’s nothing to buy.'],
    ['buy=1e3', '“1e3” isn’t a pet number, so there’s nothing to buy.'],
  ] as const) {
    it(`is said of ?${query.slice(0, 24)}`, () => {
      expect(hints(query)).toEqual([hint]);
    });
  }

  it('is said of each part', () => {
    expect(hints('type=%00&sort=x&buy=0&minPrice=a&maxPrice=b').length).toBe(5);
  });
});
