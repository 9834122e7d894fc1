/** A list of 1,000 pets is never longer than this, in bytes or in characters. */
export const MAX_LENGTH = 2_000_000;

/** Where a file stops being UTF-8, and what the line there is in Windows-1252. */
export interface OtherEncoding {
  /** From 1, as `character`. */
  readonly line: number;
  readonly character: number;
  /** The line, if the file is in Windows-1252. */
  readonly reading: string;
  /** The whole file, if it is. */
  readonly text: string;
}

/** The text of a file, how it may have to be read, or a sentence that says why it can't be a list. */
export type ListFile =
  | { readonly text: string }
  | { readonly otherEncoding: OtherEncoding }
  | { readonly problem: string };

/**
 * Reads a text file in UTF-8 or UTF-16 (RFC 8259, section 8.1; what Excel calls Unicode text). Other
 * encodings can't be told for sure: what isn't UTF-8 is most likely Windows-1252, in which Excel saves
 * CSV in Europe and America.
 */
export async function readListFile(file: Blob): Promise<ListFile> {
  if (file.size > MAX_LENGTH) {
    const size = (file.size / 1_000_000).toFixed(1);
    return { problem: `This file has ${size} MB. A list of 1,000 pets is far smaller.` };
  }
  let bytes: Uint8Array;
  try {
    bytes = new Uint8Array(await file.arrayBuffer());
  } catch {
    return { problem: 'This file couldn’t be read. Choose it again.' };
  }
  const encoding = encodingOf(bytes);
  try {
    return { text: new TextDecoder(encoding, { fatal: true }).decode(bytes) };
  } catch {
    // An archive, such as a workbook of Excel, or a picture.
    const isText = encoding === 'utf-8' && !bytes.includes(0);
    return isText
      ? { otherEncoding: otherEncodingOf(bytes) }
      : { problem: 'This isn’t a text file. Save the list as JSON or CSV, and choose that file.' };
  }
}

/** By the byte order mark or, since a list begins with ASCII, by the first zero byte. */
function encodingOf([first, second]: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' {
  if ((first === 0xff && second === 0xfe) || (first !== 0 && second === 0)) return 'utf-16le';
  if ((first === 0xfe && second === 0xff) || first === 0) return 'utf-16be';
  return 'utf-8';
}

function otherEncodingOf(bytes: Uint8Array): OtherEncoding {
  const text = new TextDecoder('windows-1252').decode(bytes);
  // Everything before the first U+FFFD, to which bad bytes decode, is good UTF-8.
  const [good = ''] = new TextDecoder().decode(bytes).split('\ufffd');
  const lines = good.split(/\r\n|\r|\n/);
  const line = lines.length;
  return {
    line,
    character: Array.from(lines.at(-1) ?? '').length + 1,
    reading: text.split(/\r\n|\r|\n/)[line - 1] ?? '',
    text,
  };
}
