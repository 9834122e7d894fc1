/** Tells spreadsheets that the text is UTF-8. */
const BYTE_ORDER_MARK = '\uFEFF';

/**
 * Where a spreadsheet would start to calculate: a cell that begins with one of `= + - @` (or their
 * full-width forms), a tab or a line break; spaces and quotes before it don't help. A spreadsheet that
 * separates by semicolons, as in much of Europe, or by tabs begins a cell after each of these as well,
 * quoted or not. Apostrophes before it count as well, so that `cellText` can tell ours.
 *
 * @see https://owasp.org/www-community/attacks/CSV_Injection
 */
const FORMULA = /^(?=[\t\r\n])|(?<=^[\s"]*|[;\t\r\n][\s"]*)(?='*[=+\-@＝＋－＠])/gu;

/**
 * A table as comma-separated values (RFC 4180, UTF-8 with a byte order mark). No cell is a formula: an
 * apostrophe goes before anything that could be one.
 */
export const csv = (rows: readonly (readonly string[])[]): string =>
  BYTE_ORDER_MARK + rows.map((cells) => `${cells.map(csvCell).join(',')}\r\n`).join('');

/** The text that a cell of such a table was made of. */
export const cellText = (cell: string): string =>
  cell.replace(/(?<=^[\s"]*|[;\t\r\n][\s"]*)'(?='*[=+\-@＝＋－＠])/gu, '');

function csvCell(text: string): string {
  const harmless = text.replace(FORMULA, "'");
  return /[",;\t\r\n]|^\s|\s$/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
