import type { PetsGet$Params } from '../api/functions';
import type { Pet } from '../api/models';
import { append, has, insert, remove, replace, type PetGroups } from './pet-groups';
import { matchesQuery, comparePets, type PetQuery } from './pet-query';

/** The pets loaded for a query. Immutable: each change makes a new one. */
export interface LoadedPets {
  readonly query: PetQuery;
  readonly groups: PetGroups;
  /** What asks for the page after these pets; undefined after the last. */
  readonly next: PetsGet$Params | undefined;
}

/** With a pet as it is now: where it stands, or in its place if the query asks for it. */
export function withPet(loaded: LoadedPets, pet: Pet): LoadedPets {
  const { query, groups, next } = loaded;
  if (has(groups, pet.id)) return { ...loaded, groups: replace(groups, pet) };
  const compare = (one: Pet, other: Pet): number => comparePets(query.sort, one, other);
  const last = groups.at(-1)?.at(-1);
  // It comes with its page.
  const isBeyond = next !== undefined && (!last || compare(pet, last) > 0);
  if (isBeyond || !matchesQuery(query, pet)) return loaded;
  return { ...loaded, groups: insert(groups, pet, compare) };
}

export const withoutPet = (loaded: LoadedPets, id: number): LoadedPets => ({
  ...loaded,
  groups: remove(loaded.groups, id),
});

/**
 * With the pets of the next page. A pet that is already there has moved since its page was loaded: it
 * stands where the later page has it, as it is now.
 */
export const withPage = (
  loaded: LoadedPets,
  pets: readonly Pet[],
  next: PetsGet$Params | undefined,
): LoadedPets => ({
  ...loaded,
  groups: append(
    pets.reduce((groups, { id }) => remove(groups, id), loaded.groups),
    pets,
  ),
  next,
});
