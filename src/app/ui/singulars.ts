/** A word, and whatever it may be the plural of. */
export const singulars = (word: string): readonly string[] => [
  word,
  word.replace(/ies$/, 'y'),
  word.replace(/es$/, ''),
  word.replace(/s$/, ''),
];
