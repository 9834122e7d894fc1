/** The first characters of a text, as readers count them: none is cut in two. */
export function beginning(text: string, length: number): string {
  let end = 0;
  let count = 0;
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    if (count++ === length) break;
    end += segment.length;
  }
  return text.slice(0, end);
}

/** The beginning of a long text, with an ellipsis. */
export function shortened(text: string, length = 40): string {
  const start = beginning(text, length);
  return start === text ? text : `${start}…`;
}
