import type { Params } from '@angular/router';
import type { PetsGet$Params } from '../api/fn/pets/pets-get';
import type { Pet } from '../api/models';

/** In which order the pets stand: the newest, the cheapest or the dearest first. */
export type Sort = 'newest' | 'price-asc' | 'price-desc';

/** Which pets somebody wants to see. It stands in the address of the shop. */
export interface Choice {
  /** In lower case; empty for all types. */
  readonly type: string;
  /** Only the pets that are not sold. */
  readonly available: boolean;
  readonly sort: Sort;
}

/** What the shop shows to somebody who has not chosen. */
export const everything: Choice = { type: '', available: false, sort: 'newest' };

/** No type is longer, in characters (backend/openapi.yaml). */
const LONGEST_TYPE = 40;

/** The choice that a query asks for. What it can't mean counts as not chosen. */
export function choiceFrom(query: { get(name: string): string | null }): Choice {
  const type = (query.get('type') ?? '').trim().toLowerCase();
  const sort = query.get('sort');
  return {
    type: type.length <= LONGEST_TYPE ? type : everything.type,
    available: query.get('available') === 'true',
    sort: sort === 'price-asc' || sort === 'price-desc' ? sort : everything.sort,
  };
}

/** The query that asks for a choice, for the address as for the API: what is not chosen is left out. */
export const queryOf = ({ type, available, sort }: Choice): Params & PetsGet$Params => ({
  ...(type !== everything.type && { type }),
  ...(available && { available }),
  ...(sort !== everything.sort && { sort }),
});

export const isSame = (one: Choice, other: Choice): boolean =>
  one.type === other.type && one.available === other.available && one.sort === other.sort;

/** Whether a choice leaves pets out. */
export const isNarrowed = ({ type, available }: Choice): boolean => type !== '' || available;

/** Whether a pet is among the chosen ones. */
export const isChosen = ({ type, available }: Choice, pet: Pet): boolean =>
  (type === '' || pet.type.trim().toLowerCase() === type) && !(available && pet.isSold);

/** Which of two pets stands first: negative for the one. */
export function order(sort: Sort, one: Pet, other: Pet): number {
  const byPrice = one.price - other.price || one.id - other.id;
  return sort === 'newest' ? other.id - one.id : sort === 'price-asc' ? byPrice : -byPrice;
}
