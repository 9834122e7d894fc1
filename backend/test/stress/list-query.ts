import type { Pet } from '../../src/api/models.ts';

export interface ListQuery {
  sort: 'newest' | 'price-asc' | 'price-desc';
  available: boolean;
  type?: string;
}

/** Every way to ask for the list. */
export const QUERIES: readonly ListQuery[] = (['newest', 'price-asc', 'price-desc'] as const)
  .flatMap((sort) => [true, false].map((available) => ({ sort, available })))
  .flatMap((query) => [
    query,
    ...['dog', 'cat', 'goldfish', 'guinea pig'].map((type) => ({ ...query, type })),
  ]);

export function textOf({ sort, available, type }: ListQuery): string {
  const typeText = type === undefined ? '' : `&type=${encodeURIComponent(type)}`;
  return `sort=${sort}&available=${available}${typeText}`;
}

/** What a query must give of all pets. */
export function select(pets: readonly Pet[], { sort, available, type }: ListQuery): Pet[] {
  const direction = sort === 'price-asc' ? 1 : -1;
  return pets
    .filter((pet) => !available || !pet.isSold)
    .filter((pet) => type === undefined || pet.type.toLowerCase() === type)
    .sort((one, other) =>
      sort === 'newest'
        ? other.id - one.id
        : direction * (one.price - other.price || one.id - other.id),
    );
}

export const idsOf = (pets: readonly { id: number }[]): string => pets.map(({ id }) => id).join();
