const format = new Intl.NumberFormat('en-US');

/** `1,200`. */
export const formatCount = (count: number): string => format.format(count);

/** How many of something, in words: `1 pet`, `1,200 pets`. */
export const pluralize = (count: number, noun: string): string =>
  `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`;
