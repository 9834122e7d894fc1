import { singulars } from '../ui/singulars';
import { typeKey } from './type-key';

/** At most this many types are suggested for one that the shop doesn't have. */
const MAX_OFFERED = 4;

/**
 * The shop's type that a search means: the one typed, or else the one it is the plural or singular of.
 * Anything else stays as typed.
 */
export function findType(types: readonly string[], typed: string): string {
  const text = typeKey(typed);
  if (text === '') return '';
  const isSame = (type: string): boolean =>
    singulars(text).includes(type) || singulars(type).includes(text);
  return types.includes(text) ? text : (types.find(isSame) ?? typed.trim());
}

/** The shop's types that resemble one it doesn't have: they begin alike, or one contains the other. */
export function similarTypes(types: readonly string[], typed: string): readonly string[] {
  const text = typeKey(typed);
  const found = findType(types, typed);
  const isSimilar = (type: string): boolean =>
    type === found || type.includes(text) || isIn(type, text);
  return types.filter((type) => type !== text && isSimilar(type)).slice(0, MAX_OFFERED);
}

/** Whether a type is a word, or words, of a text: "dog" of "black dogs". */
const isIn = (type: string, text: string): boolean =>
  singulars(text).some((one) => ` ${one} `.includes(` ${type} `));
