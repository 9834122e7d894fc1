import { emptyMessage } from './empty-message';
import { petQueryFrom } from './pet-query';
import { queryName } from './query-name';

describe('The words for a query', () => {
  const queries: [params: string, name: string, empty: string][] = [
    ['', '', 'No pets yet'],
    ['sort=price-asc', '', 'No pets yet'],
    ['available=true', 'Available pets', 'All pets are sold'],
    ['type=guinea+pig', 'Guinea pig', 'No pets of type “guinea pig”'],
    ['type=dog&available=true', 'Dog, available', 'No available pets of type “dog”'],
    ['minPrice=10', 'Pets, from $10', 'No pets from $10'],
    ['maxPrice=1000000', 'Pets, up to $1,000,000', 'No pets up to $1,000,000'],
    [
      'type=dog&available=true&minPrice=0&maxPrice=49.9',
      'Dog, available, from $0 to $49.90',
      'No available pets of type “dog” from $0 to $49.90',
    ],
  ];
  for (const [params, name, empty] of queries) {
    it(`name ?${params}, and say that there is none of it`, () => {
      const query = petQueryFrom(new URLSearchParams(params));
      expect(queryName(query)).toBe(name);
      expect(emptyMessage(query)).toBe(empty);
    });
  }
});
