import type { Pet } from '../api/models';
import { CHUNK_SIZE, append, chunksOf, countOf, insert, remove, replace } from './chunks';

const pet = (id: number, price = 5): Pet => ({ id, type: 'dog', price, isSold: false });
const newestFirst = (one: Pet, other: Pet) => other.id - one.id;
/** Pets from one id down to another, in steps of two. */
const pets = (from: number, to: number) =>
  Array.from({ length: (from - to) / 2 + 1 }, (_, i) => pet(from - 2 * i));
const sizes = (chunks: readonly (readonly Pet[])[]) => chunks.map(({ length }) => length);

describe('Chunks of a list', () => {
  const chunks = chunksOf(pets(2 * (2 * CHUNK_SIZE + 2), 2));

  it('are full but for the last', () => {
    expect(sizes(chunks)).toEqual([CHUNK_SIZE, CHUNK_SIZE, 2]);
    expect(countOf(chunks)).toBe(2 * CHUNK_SIZE + 2);
    expect([chunksOf([]), countOf([])]).toEqual([[], 0]);
  });

  it('grow at the end, and leave the full ones untouched', () => {
    const grown = append(chunks, [pet(1)]);
    expect(sizes(grown)).toEqual([CHUNK_SIZE, CHUNK_SIZE, 3]);
    expect(grown[1]).toBe(chunks[1]);
    expect(sizes(append([], pets(2 * CHUNK_SIZE, 2)))).toEqual([CHUNK_SIZE]);
  });

  it('show a changed pet where it stands, and leave the others untouched', () => {
    const changed = replace(chunks, pet(4, 7));
    expect(changed[2]?.map(({ price }) => price)).toEqual([7, 5]);
    expect([changed[0] === chunks[0], changed[1] === chunks[1]]).toEqual([true, true]);
  });

  for (const [what, id] of [
    ['at the start', 1001],
    ['between two', 151],
    ['at the end', 1],
  ] as const) {
    it(`take in a pet ${what}`, () => {
      const flat = insert(chunks, pet(id), newestFirst).flat();
      expect(flat).toEqual([...chunks.flat(), pet(id)].sort(newestFirst));
    });
  }

  it('close the gap where a pet is taken out', () => {
    const left = remove(chunks, chunks[0]![3]!.id);
    expect(sizes(left)).toEqual([CHUNK_SIZE, CHUNK_SIZE, 1]);
    expect(left.flat()).toEqual(chunks.flat().filter((_, i) => i !== 3));
    expect(remove(chunks, 7)).toBe(chunks);
  });
});
