import { typeKey } from './type-key';

/** At most so many types are offered in place of one that the shop hasn't. */
const MAX_OFFERED = 4;

/**
 * The type of the shop that a search means: the one that is typed, or else the one of which that is
 * the plural or the singular. What is no type of the shop stays as it is typed.
 */
export function findType(types: readonly string[], typed: string): string {
  const text = typeKey(typed);
  const isSame = (type: string): boolean =>
    singularsOf(text).includes(type) || singularsOf(type).includes(text);
  return types.includes(text) ? text : (types.find(isSame) ?? typed.trim());
}

/** The types of the shop that are like one that it hasn't: they begin alike, or one is in the other. */
export function similarTypes(types: readonly string[], typed: string): readonly string[] {
  const text = typeKey(typed);
  const found = findType(types, typed);
  const isSimilar = (type: string): boolean =>
    type === found || type.includes(text) || isIn(type, text);
  return types.filter((type) => type !== text && isSimilar(type)).slice(0, MAX_OFFERED);
}

/** Whether a type is a word, or words, of a text: "dog" of "black dogs". */
const isIn = (type: string, text: string): boolean =>
  singularsOf(text).some((one) => ` ${one} `.includes(` ${type} `));

const singularsOf = (text: string): readonly string[] => [
  text,
  text.replace(/ies$/, 'y'),
  text.replace(/es$/, ''),
  text.replace(/s$/, ''),
];
