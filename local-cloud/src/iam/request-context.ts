/** What is known about a request, by condition key. */
export type RequestContext = Readonly<Record<string, string | readonly string[]>>;

/** The values of a condition key, whose case doesn't matter; none when the request lacks it. */
export function valuesOf(context: RequestContext, key: string): readonly string[] {
  return Object.entries(context)
    .filter(([name]) => name.toLowerCase() === key.toLowerCase())
    .flatMap(([, values]) => values);
}
