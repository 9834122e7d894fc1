import type { Pet } from '../api/models';
import { GROUP_SIZE, append, groupsOf, countOf, insert, remove, replace } from './pet-groups';

const pet = (id: number, price = 5): Pet => ({ id, type: 'dog', price, isSold: false });
const newestFirst = (one: Pet, other: Pet) => other.id - one.id;
/** Pets with every second id from one down to another. */
const pets = (from: number, to: number) =>
  Array.from({ length: (from - to) / 2 + 1 }, (_, i) => pet(from - 2 * i));
const sizes = (groups: readonly (readonly Pet[])[]) => groups.map(({ length }) => length);

describe('Groups of a list', () => {
  const groups = groupsOf(pets(2 * (2 * GROUP_SIZE + 2), 2));

  it('are full but for the last', () => {
    expect(sizes(groups)).toEqual([GROUP_SIZE, GROUP_SIZE, 2]);
    expect(countOf(groups)).toBe(2 * GROUP_SIZE + 2);
    expect([groupsOf([]), countOf([])]).toEqual([[], 0]);
  });

  it('grow at the end, and leave the full ones untouched', () => {
    const grown = append(groups, [pet(1)]);
    expect(sizes(grown)).toEqual([GROUP_SIZE, GROUP_SIZE, 3]);
    expect(grown[1]).toBe(groups[1]);
    expect(sizes(append([], pets(2 * GROUP_SIZE, 2)))).toEqual([GROUP_SIZE]);
  });

  it('show a changed pet where it stands, and leave the others untouched', () => {
    const changed = replace(groups, pet(4, 7));
    expect(changed[2]?.map(({ price }) => price)).toEqual([7, 5]);
    expect([changed[0] === groups[0], changed[1] === groups[1]]).toEqual([true, true]);
  });

  for (const [what, id] of [
    ['at the start', 1001],
    ['between two', 151],
    ['at the end', 1],
  ] as const) {
    it(`take in a pet ${what}`, () => {
      const flat = insert(groups, pet(id), newestFirst).flat();
      expect(flat).toEqual([...groups.flat(), pet(id)].sort(newestFirst));
    });
  }

  it('close the gap where a pet is taken out', () => {
    const left = remove(groups, groups[0]![3]!.id);
    expect(sizes(left)).toEqual([GROUP_SIZE, GROUP_SIZE, 1]);
    expect(left.flat()).toEqual(groups.flat().filter((_, i) => i !== 3));
    expect(remove(groups, 7)).toBe(groups);
  });
});
