import { formatCurrency } from '@angular/common';
import { hasRange, type PetQuery, type PriceRange } from './pet-query';

/** What a query asks for, as a title: `Dog, available, from $10 to $50`; empty for all pets. */
export function queryName(query: PetQuery): string {
  const { type, available } = query;
  const price = hasRange(query) ? [rangeName(query)] : [];
  if (type !== '') {
    const name = type.charAt(0).toUpperCase() + type.slice(1);
    return [name, ...(available ? ['available'] : []), ...price].join(', ');
  }
  if (available) return ['Available pets', ...price].join(', ');
  return hasRange(query) ? `Pets, ${rangeName(query)}` : '';
}

/** A price range in words: `from $10 to $49.99`, `from $10`, `up to $49.99`. */
export function rangeName({ minPrice, maxPrice }: PriceRange): string {
  if (minPrice === undefined) return `up to ${dollars(maxPrice ?? 0)}`;
  if (maxPrice === undefined) return `from ${dollars(minPrice)}`;
  return `from ${dollars(minPrice)} to ${dollars(maxPrice)}`;
}

const dollars = (price: number): string =>
  formatCurrency(price, 'en-US', '$', 'USD', Number.isInteger(price) ? '1.0-0' : '1.2-2');
