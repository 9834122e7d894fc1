import type { Pet } from '../api/models';

/**
 * A long list in groups, so that work on one group costs nothing for the others. Every group but the
 * last has GROUP_SIZE pets. No group is ever changed: a change makes a new one.
 */
export type PetGroups = readonly (readonly Pet[])[];

/** Fills its rows whether there are 1, 2, 3 or 4 pets in a row. */
export const GROUP_SIZE = 48;

export function groupsOf(pets: readonly Pet[]): PetGroups {
  const groups: (readonly Pet[])[] = [];
  for (let at = 0; at < pets.length; at += GROUP_SIZE) groups.push(pets.slice(at, at + GROUP_SIZE));
  return groups;
}

export const countOf = (groups: PetGroups): number =>
  groups.length === 0 ? 0 : (groups.length - 1) * GROUP_SIZE + (groups.at(-1)?.length ?? 0);

/** Whether a pet is among them. */
export const has = (groups: PetGroups, id: number): boolean =>
  groups.some((group) => group.some((pet) => pet.id === id));

/** Adds pets at the end. The cost depends only on them, not on the length of the list. */
export function append(groups: PetGroups, pets: readonly Pet[]): PetGroups {
  const full = Math.floor(countOf(groups) / GROUP_SIZE);
  return editFrom(groups, full, (rest) => [...rest, ...pets]);
}

/** Shows a pet as it is now, where it stands. */
export const replace = (groups: PetGroups, pet: Pet): PetGroups =>
  groups.map((group) =>
    group.some(({ id }) => id === pet.id)
      ? group.map((other) => (other.id === pet.id ? pet : other))
      : group,
  );

/** Puts a pet before the first one that comes after it, or at the end. */
export function insert(
  groups: PetGroups,
  pet: Pet,
  compare: (one: Pet, other: Pet) => number,
): PetGroups {
  const comesAfter = (other: Pet | undefined): boolean => !!other && compare(pet, other) < 0;
  const at = groups.findIndex((group) => comesAfter(group.at(-1)));
  if (at < 0) return append(groups, [pet]);
  return editFrom(groups, at, (rest) => {
    const place = rest.findIndex(comesAfter);
    return [...rest.slice(0, place), pet, ...rest.slice(place)];
  });
}

export function remove(groups: PetGroups, id: number): PetGroups {
  const at = groups.findIndex((group) => group.some((pet) => pet.id === id));
  return at < 0 ? groups : editFrom(groups, at, (rest) => rest.filter((pet) => pet.id !== id));
}

/** Edits all from one group on, and leaves those before it as they are. */
const editFrom = (
  groups: PetGroups,
  from: number,
  edit: (rest: readonly Pet[]) => readonly Pet[],
): PetGroups => [...groups.slice(0, from), ...groupsOf(edit(groups.slice(from).flat()))];
