import type { Params } from '@angular/router';
import { petBounds } from '../api/bounds';
import type { PetsGet$Params } from '../api/functions';
import type { Pet } from '../api/models';
import { typeKey } from '../pet-types/type-key';

/** The order of the pets: the newest, the cheapest or the most expensive first. */
export type Sort = 'newest' | 'price-asc' | 'price-desc';

/** Which pets the user wants to see. It is in the shop's address. */
export interface PetQuery {
  /** As `typeKey` writes it; empty for all types. */
  readonly type: string;
  /** Only the pets that are not sold. */
  readonly available: boolean;
  readonly sort: Sort;
  /** The lowest and the highest price, in US dollars. With either, `sort` is one by price. */
  readonly minPrice?: number;
  readonly maxPrice?: number;
}

/** The query of an address without parameters: all pets, the newest first. */
export const DEFAULT_QUERY: PetQuery = { type: '', available: false, sort: 'newest' };

export const MAX_PRICE = petBounds.price.maximum;

const acceptedText = new RegExp(petBounds.type.pattern, 'u');

/** Whether a text can be a type of pet at all. */
export function isType(text: string): boolean {
  const type = typeKey(text);
  return Array.from(type).length <= petBounds.type.maxLength && acceptedText.test(type);
}

export const sortFrom = (text: string | null): Sort | undefined =>
  text === 'newest' || text === 'price-asc' || text === 'price-desc' ? text : undefined;

/** The query that parameters of an address ask for. Values that make no sense count as not given. */
export function petQueryFrom(params: { get(name: string): string | null }): PetQuery {
  const type = params.get('type') ?? '';
  return withRange(rangeFrom(params), {
    type: isType(type) ? typeKey(type) : DEFAULT_QUERY.type,
    available: params.get('available') === 'true',
    sort: sortFrom(params.get('sort')) ?? DEFAULT_QUERY.sort,
  });
}

/** A query with another price range, in an order by price if there is one. */
export function withRange(range: PriceRange, { type, available, sort }: PetQuery): PetQuery {
  const isByPrice = sort !== 'newest' || !hasRange(range);
  return { type, available, sort: isByPrice ? sort : 'price-asc', ...range };
}

export type PriceRange = Pick<PetQuery, 'minPrice' | 'maxPrice'>;

/** The price range of an address; none if it makes no sense. */
export function rangeFrom(params: { get(name: string): string | null }): PriceRange {
  const minPrice = priceFrom(params.get('minPrice'));
  const maxPrice = priceFrom(params.get('maxPrice'));
  if ((minPrice ?? 0) > (maxPrice ?? MAX_PRICE)) return {};
  return {
    ...(minPrice !== undefined && { minPrice }),
    ...(maxPrice !== undefined && { maxPrice }),
  };
}

export function priceFrom(text: string | null): number | undefined {
  const isPrice = /^\d{1,7}(\.\d{1,2})?$/.test(text ?? '') && Number(text) <= MAX_PRICE;
  return isPrice ? Number(text) : undefined;
}

/** A query as parameters, for the address and for the API. Default values are left out. */
export const paramsOf = ({
  type,
  available,
  sort,
  minPrice,
  maxPrice,
}: PetQuery): Params & PetsGet$Params => ({
  ...(type !== DEFAULT_QUERY.type && { type }),
  ...(available && { available }),
  ...(minPrice !== undefined && { minPrice }),
  ...(maxPrice !== undefined && { maxPrice }),
  ...(sort !== DEFAULT_QUERY.sort && { sort }),
});

/** The parameters of another page, from the query of the Link that leads there. */
export function pageParamsOf(link: URLSearchParams): PetsGet$Params {
  const [limit, before, after] = ['limit', 'before', 'after'].map((name) => link.get(name));
  return {
    ...paramsOf(petQueryFrom(link)),
    ...(limit && { limit: Number(limit) }),
    ...(before && { before: Number(before) }),
    ...(after && { after }),
  };
}

export const isSameQuery = (one: PetQuery, other: PetQuery): boolean =>
  one.type === other.type &&
  one.available === other.available &&
  one.sort === other.sort &&
  one.minPrice === other.minPrice &&
  one.maxPrice === other.maxPrice;

export const hasRange = ({ minPrice, maxPrice }: PriceRange): boolean =>
  minPrice !== undefined || maxPrice !== undefined;

/** Whether a query leaves pets out. */
export const hasFilter = (query: PetQuery): boolean =>
  query.type !== '' || query.available || hasRange(query);

/** Whether a pet is among those that a query asks for. */
export const matchesQuery = (query: PetQuery, pet: Pet): boolean =>
  (query.type === '' || typeKey(pet.type) === query.type) &&
  !(query.available && pet.isSold) &&
  pet.price >= (query.minPrice ?? 0) &&
  pet.price <= (query.maxPrice ?? MAX_PRICE);

/** Compares two pets for `Array.sort`: negative if the first one comes first. */
export function comparePets(sort: Sort, one: Pet, other: Pet): number {
  const byPrice = one.price - other.price || one.id - other.id;
  return sort === 'newest' ? other.id - one.id : sort === 'price-asc' ? byPrice : -byPrice;
}
