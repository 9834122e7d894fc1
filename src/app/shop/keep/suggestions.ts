/** So many suggestions at most: a list to glance at. */
const MOST = 8;

/** The types that begin with what is typed, then those that contain it; not what is typed itself. */
export function suggestions(types: readonly string[], typed: string): readonly string[] {
  const text = typed.trim().toLowerCase();
  const fitting = types.filter((type) => type.includes(text) && type !== text);
  const [first, second] = [true, false].map((begins) =>
    fitting.filter((type) => type.startsWith(text) === begins),
  );
  return [...(first ?? []), ...(second ?? [])].slice(0, MOST);
}
