import type { Pet } from '../api/models';

/**
 * A long list in pieces, so that what is done to one piece costs nothing for the others. Every
 * piece but the last has CHUNK_SIZE pets. No piece is ever changed: a change makes a new one.
 */
export type Chunks = readonly (readonly Pet[])[];

/** Fills its rows whether there are 1, 2, 3 or 4 pets in a row. */
export const CHUNK_SIZE = 48;

export function chunksOf(pets: readonly Pet[]): Chunks {
  const chunks: (readonly Pet[])[] = [];
  for (let at = 0; at < pets.length; at += CHUNK_SIZE) chunks.push(pets.slice(at, at + CHUNK_SIZE));
  return chunks;
}

export const countOf = (chunks: Chunks): number =>
  chunks.length === 0 ? 0 : (chunks.length - 1) * CHUNK_SIZE + (chunks.at(-1)?.length ?? 0);

/** Adds pets at the end. Costs what they cost, however long the list is. */
export function append(chunks: Chunks, pets: readonly Pet[]): Chunks {
  const full = Math.floor(countOf(chunks) / CHUNK_SIZE);
  return edited(chunks, full, (rest) => [...rest, ...pets]);
}

/** Shows a pet as it is now, where it stands. */
export const replace = (chunks: Chunks, pet: Pet): Chunks =>
  chunks.map((chunk) =>
    chunk.some(({ id }) => id === pet.id)
      ? chunk.map((other) => (other.id === pet.id ? pet : other))
      : chunk,
  );

/** Puts a pet before the first one that comes after it, or at the end. */
export function insert(chunks: Chunks, pet: Pet, order: (one: Pet, other: Pet) => number): Chunks {
  const comesAfter = (other: Pet | undefined): boolean => !!other && order(pet, other) < 0;
  const at = chunks.findIndex((chunk) => comesAfter(chunk.at(-1)));
  if (at < 0) return append(chunks, [pet]);
  return edited(chunks, at, (rest) => {
    const place = rest.findIndex(comesAfter);
    return [...rest.slice(0, place), pet, ...rest.slice(place)];
  });
}

export function remove(chunks: Chunks, id: number): Chunks {
  const at = chunks.findIndex((chunk) => chunk.some((pet) => pet.id === id));
  return at < 0 ? chunks : edited(chunks, at, (rest) => rest.filter((pet) => pet.id !== id));
}

/** Edits all from one chunk on, and leaves those before it as they are. */
const edited = (
  chunks: Chunks,
  from: number,
  edit: (rest: readonly Pet[]) => readonly Pet[],
): Chunks => [...chunks.slice(0, from), ...chunksOf(edit(chunks.slice(from).flat()))];
