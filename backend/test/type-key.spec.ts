import { typeKey as typeKeyOfPage } from '../../src/app/pet-types/type-key.ts';
import { typeKey } from '../src/table/item.ts';

describe('The key of a type', () => {
  it('is the same in the page and in the table, and its own key, for each character', () => {
    const wrong: string[] = [];
    for (let code = 0; code <= 0x10ffff; code++) {
      const character = String.fromCodePoint(code);
      for (const type of [`${character}a`, `a${character}`]) {
        const key = typeKey(type);
        if (typeKeyOfPage(type) !== key || typeKey(key) !== key)
          wrong.push(`U+${code.toString(16)}`);
      }
    }
    expect(wrong).toEqual([]);
  }, 60_000);
});
