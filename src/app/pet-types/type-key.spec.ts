import { typeKey } from './type-key';

describe('The key of a type', () => {
  for (const [key, types] of [
    ['dog', ['dog', 'DOG', ' Dog ', 'ｄｏｇ']],
    ['guinea pig', ['Guinea  pig', 'guinea\u00a0pig', 'guinea\u3000pig']],
    ['grösse', ['Größe', 'gro\u0308sse']],
    ['🐈‍⬛', ['🐈‍⬛']],
  ] as const) {
    it(`is ${key} for ${types.join(', ')}`, () => {
      expect(new Set(types.map(typeKey))).toEqual(new Set([key]));
    });
  }

  it('is the key of itself', () => {
    for (const type of ['İstanbul cat', 'ﬁsh', 'ΣΊΣΥΦΟΣ']) {
      expect(typeKey(typeKey(type))).toBe(typeKey(type));
    }
  });
});
