import type { ListedPet } from '../../api/models';
import { cellText, csv } from '../../ui/csv';
import { parsePrice } from '../manage/pet-input';
import { beginningOf, csvRows } from './csv-rows';

/** What a list says about a pet, unchecked. */
export interface ListEntry {
  /** Where the value called `name` is, for the user. */
  readonly placeOf: (name: string) => string;
  readonly id: unknown;
  readonly type: unknown;
  readonly price: unknown;
  /** What is wrong with the text that should be the price. */
  readonly priceProblem?: string;
}

const COLUMNS = ['id', 'type', 'price'] as const;
type Column = (typeof COLUMNS)[number];

/** Whether a text begins as a table of pets does: with the names of the columns. */
export const isCsv = (text: string): boolean => {
  const [, firstLine] = beginningOf(text);
  return /\btype\b/i.test(firstLine) && /\bprice\b/i.test(firstLine) && !firstLine.includes('{');
};

/** The pets of a list as `id,type,price`, for a spreadsheet and for `csvEntries`. */
export const petListCsv = (pets: readonly ListedPet[]): string =>
  csv([COLUMNS, ...pets.map(({ id, type, price }) => [String(id), type, price.toFixed(2)])]);

/** The pets in such a table, or a sentence that says what is wrong with it, and where. */
export function csvEntries(
  text: string,
): readonly ListEntry[] | { readonly place: string; readonly problem: string } {
  const rows = csvRows(text);
  if ('badLine' in rows) {
    const problem = 'A cell that starts with a quotation mark must end with one.';
    return { place: `line ${rows.badLine}`, problem };
  }
  const [head, ...pets] = rows;
  const columns = head?.cells.map((name) => name.toLowerCase()) ?? [];
  while (columns.at(-1) === '') columns.pop();
  const other = columns.find((name) => !COLUMNS.some((known) => known === name));
  if (other !== undefined) {
    const problem = `Use only the columns ${COLUMNS.join(', ')}. Remove “${other}”.`;
    return { place: `line ${head?.line ?? 1}`, problem };
  }
  const tooLong = pets.find(({ cells }) => cells.slice(columns.length).some((cell) => cell !== ''));
  if (tooLong) {
    const problem = `Expected ${columns.length} cells, found ${tooLong.cells.length}. Put quotation marks around a cell that has a comma in it: "1,299.50".`;
    return { place: `line ${tooLong.line}`, problem };
  }
  return pets.map(({ line, cells }): ListEntry => {
    const cellOf = (name: Column): string => cells[columns.indexOf(name)] ?? '';
    const [id, price] = [cellOf('id'), cellOf('price')];
    const { value, problem } = parsePrice(price);
    return {
      placeOf: (name) => `line ${line}, ${name}`,
      id: id === '' ? undefined : /^\d{1,16}$/.test(id) ? Number(id) : id,
      type: cellText(cellOf('type')),
      price: value,
      ...(problem !== undefined && { priceProblem: problem }),
    };
  });
}
