/** Never less than ten dollars, so that half of it is whole as well. */
const LEAST = 10;

/** Halves of these are as short to write as they are. */
const STEPS = [1, 1.2, 1.6, 2, 3, 4, 5, 6, 8, 10];

/**
 * Where the scale of a chart ends: the least round number of dollars that holds the highest value.
 *
 * @returns dollars
 */
export function scaleTop(highestCents: number): number {
  const needed = Math.max(LEAST, highestCents / 100);
  const power = 10 ** Math.floor(Math.log10(needed));
  return STEPS.map((step) => Math.round(step * power)).find((top) => top >= needed) ?? needed;
}
