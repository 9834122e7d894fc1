import { petPicture } from './pet-picture';

describe('The picture of a pet', () => {
  const types: [string, string][] = [
    ['dog', 'dog'],
    ['DOG', 'dog'],
    [' Cats ', 'cat'],
    ['puppies', 'dog'],
    ['kitten', 'cat'],
    ['Bunny', 'rabbit'],
    ['goldfish', 'fish'],
    ['foxes', 'fox'],
    ['mice', 'mouse'],
    ['guinea pig', 'hamster'],
    ['Golden Retriever', 'dog'],
    ['cat (black)', 'cat'],
    ['hot dog stand', 'dog'],
    ['dragon', 'paw'],
    ['', 'paw'],
    ['s', 'paw'],
    ['🐶', 'paw'],
    ['../../favicon', 'paw'],
    ['constructor', 'paw'],
    ['__proto__', 'paw'],
  ];
  for (const [type, picture] of types) {
    it(`of type ${JSON.stringify(type)} shows a ${picture}`, () => {
      expect(petPicture(type)).toBe(`pets.svg#${picture}`);
    });
  }
});
