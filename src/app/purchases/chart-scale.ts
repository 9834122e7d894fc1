/** The scale ends at ten dollars or more, so that half of it is a whole number. */
const MIN_TOP = 10;

/** The scale ends at one of these times a power of ten: half of each is short to write, too. */
const MULTIPLES = [1, 1.2, 1.6, 2, 3, 4, 5, 6, 8, 10];

/**
 * Where the scale of a chart ends: the smallest round number of dollars that fits the highest value.
 *
 * @returns dollars
 */
export function scaleTop(highestCents: number): number {
  const needed = Math.max(MIN_TOP, highestCents / 100);
  const power = 10 ** Math.floor(Math.log10(needed));
  return (
    MULTIPLES.map((multiple) => Math.round(multiple * power)).find((top) => top >= needed) ?? needed
  );
}
