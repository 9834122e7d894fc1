import { typeKey } from './type-key';

/** The list shows at most this many types, so that it can be taken in at a glance. */
const MAX_SUGGESTIONS = 8;

/** At most eight types: first those that begin with what is typed, then those that contain it. */
export function suggestTypes(types: readonly string[], typed: string): readonly string[] {
  const text = typeKey(typed);
  const begin = types.filter((type) => type.startsWith(text));
  const contain = types.filter((type) => type.indexOf(text) > 0);
  return [...begin, ...contain].slice(0, MAX_SUGGESTIONS);
}
