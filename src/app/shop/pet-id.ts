/**
 * The id that a text names as addresses write it: `7`, not `07`, `7.0` or `1e3`.
 *
 * @returns undefined if it names none
 */
export function petIdFrom(text: string): number | undefined {
  const id = /^[1-9]\d*$/.test(text) ? Number(text) : NaN;
  // The API is asked for the pet before the next id.
  return id < Number.MAX_SAFE_INTEGER ? id : undefined;
}
