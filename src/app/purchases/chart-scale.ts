/** Never less than two dollars, so that half of it is a whole one. */
const LEAST = 2;

/**
 * Where the scale of a chart ends: the least of 1, 2, 5, 10, 20, 50, … dollars that holds the
 * highest value.
 *
 * @returns dollars
 */
export function scaleTop(highestCents: number): number {
  const needed = Math.max(LEAST, highestCents / 100);
  const power = 10 ** Math.floor(Math.log10(needed));
  return [1, 2, 5, 10].map((step) => step * power).find((top) => top >= needed) ?? needed;
}
