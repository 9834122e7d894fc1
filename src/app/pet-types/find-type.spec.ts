import { findType, similarTypes } from './find-type';

const types = ['cat', 'dog', 'fox', 'goldfish', 'guinea pig', 'pony', 'sheepdogs'];

describe('The type that a search means', () => {
  for (const [typed, found] of [
    [' DOG ', 'dog'],
    ['dogs', 'dog'],
    ['Foxes', 'fox'],
    ['ponies', 'pony'],
    ['Guinea Pigs', 'guinea pig'],
    ['sheepdog', 'sheepdogs'],
    [' Unicorn ', 'Unicorn'],
    ['', ''],
  ] as const) {
    it(`is “${found}” for “${typed}”`, () => {
      expect(findType([...types, 's'], typed)).toBe(found);
    });
  }
});

describe('The types that are like one that the shop hasn’t', () => {
  for (const [typed, similar] of [
    ['dogs', ['dog', 'sheepdogs']],
    ['fish', ['goldfish']],
    ['black dogs', ['dog']],
    ['dog', ['sheepdogs']],
    ['unicorn', []],
    ['doggerel', []],
  ] as const) {
    it(`are ${similar.join(', ') || 'none'} for “${typed}”`, () => {
      expect(similarTypes(types, typed)).toEqual([...similar]);
    });
  }

  it('are few', () => {
    expect(
      similarTypes(
        Array.from('abcdefgh', (letter) => `${letter} cat`),
        'cat',
      ).length,
    ).toBe(4);
  });
});
