import type { Params } from '@angular/router';
import { petBounds } from '../api/bounds';
import type { PetsGet$Params } from '../api/functions';
import type { Pet } from '../api/models';
import { typeKey } from '../pet-types/type-key';

/** The order of the pets: the newest, the cheapest or the most expensive first. */
export type Sort = 'newest' | 'price-asc' | 'price-desc';

/** Which pets somebody wants to see. The address of the shop holds it. */
export interface PetQuery {
  /** As `typeKey` writes it; empty for all types. */
  readonly type: string;
  /** Only the pets that are not sold. */
  readonly available: boolean;
  readonly sort: Sort;
}

/** The query of an address without parameters: all pets, the newest first. */
export const DEFAULT_QUERY: PetQuery = { type: '', available: false, sort: 'newest' };

/** The API takes no longer type, in characters (backend/openapi.yaml). */
const MAX_TYPE_LENGTH = 240;

const acceptedText = new RegExp(petBounds.type.pattern, 'u');

/** Whether the shop can have pets of a type that somebody asks for. */
export function isType(text: string): boolean {
  const type = typeKey(text);
  return Array.from(type).length <= MAX_TYPE_LENGTH && acceptedText.test(type);
}

export const sortFrom = (text: string | null): Sort | undefined =>
  text === 'newest' || text === 'price-asc' || text === 'price-desc' ? text : undefined;

/** The query that parameters of an address ask for. Values that make no sense count as not given. */
export function petQueryFrom(params: { get(name: string): string | null }): PetQuery {
  const type = params.get('type') ?? '';
  return {
    type: isType(type) ? typeKey(type) : DEFAULT_QUERY.type,
    available: params.get('available') === 'true',
    sort: sortFrom(params.get('sort')) ?? DEFAULT_QUERY.sort,
  };
}

/** A query as parameters, for the address and for the API. Default values are left out. */
export const paramsOf = ({ type, available, sort }: PetQuery): Params & PetsGet$Params => ({
  ...(type !== DEFAULT_QUERY.type && { type }),
  ...(available && { available }),
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
  one.type === other.type && one.available === other.available && one.sort === other.sort;

/** Whether a query leaves pets out. */
export const hasFilter = ({ type, available }: PetQuery): boolean => type !== '' || available;

/** Whether a pet is among those that a query asks for. */
export const matchesQuery = ({ type, available }: PetQuery, pet: Pet): boolean =>
  (type === '' || typeKey(pet.type) === type) && !(available && pet.isSold);

/** Compares two pets for `Array.sort`: negative if the first one comes first. */
export function comparePets(sort: Sort, one: Pet, other: Pet): number {
  const byPrice = one.price - other.price || one.id - other.id;
  return sort === 'newest' ? other.id - one.id : sort === 'price-asc' ? byPrice : -byPrice;
}
