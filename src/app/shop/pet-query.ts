import type { Params } from '@angular/router';
import type { PetsGet$Params } from '../api/fn/pets/pets-get';
import type { Pet } from '../api/models';

/** In which order the pets stand: the newest, the cheapest or the dearest first. */
export type Sort = 'newest' | 'price-asc' | 'price-desc';

/** Which pets somebody wants to see. It stands in the address of the shop. */
export interface PetQuery {
  /** In lower case; empty for all types. */
  readonly type: string;
  /** Only the pets that are not sold. */
  readonly available: boolean;
  readonly sort: Sort;
}

/** What the shop shows to somebody who has not chosen. */
export const everything: PetQuery = { type: '', available: false, sort: 'newest' };

/** No type is longer, in characters (backend/openapi.yaml). */
const LONGEST_TYPE = 40;

/** The query that parameters of an address ask for. What they can't mean counts as not given. */
export function petQueryFrom(params: { get(name: string): string | null }): PetQuery {
  const type = (params.get('type') ?? '').trim().toLowerCase();
  const sort = params.get('sort');
  return {
    type: type.length <= LONGEST_TYPE ? type : everything.type,
    available: params.get('available') === 'true',
    sort: sort === 'price-asc' || sort === 'price-desc' ? sort : everything.sort,
  };
}

/** A query as parameters, for the address as for the API: what is not chosen is left out. */
export const paramsOf = ({ type, available, sort }: PetQuery): Params & PetsGet$Params => ({
  ...(type !== everything.type && { type }),
  ...(available && { available }),
  ...(sort !== everything.sort && { sort }),
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
export const isNarrowed = ({ type, available }: PetQuery): boolean => type !== '' || available;

/** Whether a query asks for a pet, too. */
export const matches = ({ type, available }: PetQuery, pet: Pet): boolean =>
  (type === '' || pet.type.trim().toLowerCase() === type) && !(available && pet.isSold);

/** Which of two pets stands first: negative for the one. */
export function order(sort: Sort, one: Pet, other: Pet): number {
  const byPrice = one.price - other.price || one.id - other.id;
  return sort === 'newest' ? other.id - one.id : sort === 'price-asc' ? byPrice : -byPrice;
}
