import { UnsupportedPolicy } from './unsupported-policy.ts';

/**
 * The entries of an object in a policy.
 *
 * @param known the only names that it may have; any if undefined
 * @throws UnsupportedPolicy for anything else and for an empty object
 */
export function entriesOf(element: unknown, place: string, known?: string[]): [string, unknown][] {
  const isObject = typeof element === 'object' && element !== null && !Array.isArray(element);
  const entries = isObject ? Object.entries(element) : [];
  if (entries.length === 0) {
    throw new UnsupportedPolicy(place, `expected an object, not ${JSON.stringify(element)}`);
  }
  const [unknown] = entries.find(([name]) => known && !known.includes(name)) ?? [];
  if (unknown === undefined) return entries;
  throw new UnsupportedPolicy(place, `expected ${String(known)}, not '${unknown}'`);
}

/**
 * A string, or the strings of a list.
 *
 * @throws UnsupportedPolicy for anything else and for an empty list
 */
export function stringsOf(element: unknown, place: string): string[] {
  const values = [element].flat();
  const strings = values.filter((value) => typeof value === 'string');
  if (strings.length > 0 && strings.length === values.length) return strings;
  throw new UnsupportedPolicy(place, `expected one string or more, not ${JSON.stringify(element)}`);
}
