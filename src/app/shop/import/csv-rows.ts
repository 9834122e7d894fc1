/** A row of a table that is not blank. */
export interface CsvRow {
  /** Where it begins, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

/** In which line a cell with quotes is not one. */
export interface BadQuotes {
  readonly badLine: number;
}

/** What comes before the first line, and the first line. */
export function beginningOf(text: string): readonly [string, string] {
  const [, before = '', firstLine = ''] = /^(\s*(?:sep=.\s*)?)(.*)/i.exec(text) ?? [];
  return [before, firstLine];
}

/** The separator by the first line: commas, or what spreadsheets write in much of Europe or copy. */
const separatorOf = (firstLine: string): string =>
  [';', '\t'].find((separator) => firstLine.includes(separator)) ?? ',';

/**
 * The rows of comma-separated values (RFC 4180), also separated by semicolons or tabs, with any kind
 * of line ends and with the line `sep=;` of Excel.
 */
export function csvRows(text: string): readonly CsvRow[] | BadQuotes {
  const [before, firstLine] = beginningOf(text);
  const separator = separatorOf(firstLine);
  const cell = new RegExp(
    `(?:"([^"]*(?:""[^"]*)*)"|((?!")[^${separator}\\r\\n]*))(${separator}|\\r\\n|\\r|\\n|$)`,
    'y',
  );
  const rows: CsvRow[] = [];
  let cells: string[] = [];
  let line = lineEnds(before) + 1;
  let lines = 0;
  cell.lastIndex = before.length;
  for (;;) {
    const match = cell.exec(text);
    if (!match) return { badLine: line + lines };
    const [whole, quoted, plain = '', end] = match;
    lines += lineEnds(whole);
    cells.push((quoted?.replaceAll('""', '"') ?? plain).trim());
    if (end === separator) continue;
    if (cells.some((one) => one !== '')) rows.push({ line, cells });
    if (end === '') return rows;
    cells = [];
    line += lines;
    lines = 0;
  }
}

const lineEnds = (text: string): number => text.split(/\r\n|\r|\n/).length - 1;
