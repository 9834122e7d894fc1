import { petBounds } from '../../api/bounds';
import type { ListedPet, PetDetails } from '../../api/models';
import { shortened } from '../../ui/beginning';
import { parseType } from '../manage/pet-input';
import { MAX_LENGTH } from './list-file';
import { csvEntries, isCsv, type ListEntry } from './pet-list-csv';

/** The API takes at most this many pets at once (backend/openapi.yaml, PetList). */
export const MAX_PETS = 1000;

/** Something that is wrong with a list. */
export interface Issue {
  /** Where, as in JavaScript (`pets[3].price`) or in a table (`line 4, price`); empty for the whole text. */
  readonly place: string;
  /** What was expected and what came, as a sentence. */
  readonly problem: string;
}

/** What is done with a list: the shop's list becomes exactly this, or gets these pets as well. */
export type ImportMode = 'replace' | 'add';

/** A pet to add. It gets a new id; by its own, if it has one, it may be known to be there already. */
export interface WantedPet extends PetDetails {
  readonly id?: number;
}

/** A list to import. */
export type WantedList = {
  /** The ids of pets that the list calls sold. */
  readonly markedAsSold: readonly number[];
} & (
  | { readonly mode: 'replace'; readonly pets: readonly ListedPet[] }
  | { readonly mode: 'add'; readonly pets: readonly WantedPet[] }
);

/** The list in a text, or everything that is wrong with it. */
type ParsedList = WantedList | { readonly issues: readonly Issue[] };

/**
 * Reads a list of pets as the tutorial writes it, `{"pets": [{"id": 1, "type": "dog", "price":
 * 249.99}]}`, or as a table (CSV) with the columns `id`, `type` and `price`. In JSON a pet may carry
 * `isSold` and `soldTo`, as in a list that was read from the shop; they are left out, since only a
 * purchase sells a pet.
 */
export function parsePetList(text: string, mode: ImportMode): ParsedList {
  if (text.length > MAX_LENGTH) {
    const size = (text.length / 1_000_000).toFixed(1);
    return wholeTextIssue(
      `This has ${size} million characters. A list of 1,000 pets has far fewer.`,
    );
  }
  // A file may begin with a byte order mark, which is part of neither format.
  const content = text.replace(/^\ufeff/, '');
  if (content.trim() === '')
    return wholeTextIssue('There’s no list here. Paste one or choose a file.');
  return isCsv(content) ? parseCsv(content, mode) : parseJson(content, mode);
}

function parseCsv(text: string, mode: ImportMode): ParsedList {
  const entries = csvEntries(text);
  if ('problem' in entries) return { issues: [entries] };
  if (isTooLong(entries, mode)) return wholeTextIssue(tooMany(entries.length));
  return checkedList(entries, [], [], mode);
}

function parseJson(text: string, mode: ImportMode): ParsedList {
  let list: unknown;
  try {
    list = JSON.parse(text);
  } catch (error) {
    const hint = /^\s*[{[]/.test(text) ? '' : ' If it’s CSV, start with the line id,type,price.';
    return wholeTextIssue(`This isn’t valid JSON${placeOf(error)}.${hint}`);
  }
  if (Array.isArray(list)) return wholeTextIssue('Put the pets in an object: {"pets": […]}.');
  if (!isObject(list)) return wholeTextIssue('Expected an object with the pets: {"pets": […]}.');
  const pets = Object.hasOwn(list, 'pets') ? list['pets'] : undefined;
  if (!Array.isArray(pets)) return { issues: [{ place: 'pets', problem: 'Expected a list [ ].' }] };
  if (isTooLong(pets, mode)) return { issues: [{ place: 'pets', problem: tooMany(pets.length) }] };
  const issues = unknownKeys(list, ['pets'], '');
  const sold: number[] = [];
  const entries = pets.flatMap((pet: unknown, index): ListEntry[] => {
    const place = `pets[${index}]`;
    if (!isObject(pet)) {
      issues.push({ place, problem: 'Expected an object with id, type and price.' });
      return [];
    }
    issues.push(...unknownKeys(pet, ['id', 'type', 'price', 'isSold', 'soldTo'], `${place}.`));
    if (pet['isSold']) sold.push(Number(pet['id']));
    const { id, type, price } = { ...pet };
    return [{ placeOf: (name) => `${place}.${name}`, id, type, price }];
  });
  return checkedList(entries, sold, issues, mode);
}

/** The pets of a list, if nothing is wrong with any of them. */
function checkedList(
  entries: readonly ListEntry[],
  markedAsSold: readonly number[],
  before: readonly Issue[],
  mode: ImportMode,
): ParsedList {
  const issues = [
    ...before,
    ...entries.flatMap((entry) => issuesOf(entry, mode)),
    ...sharedIds(entries),
  ];
  if (issues.length > 0) return { issues };
  const pets = entries.map(({ id, type, price }) => ({
    id: Number(id),
    type: parseType(String(type)).value ?? '',
    price: Number(price),
  }));
  if (mode === 'replace') return { mode, pets, markedAsSold };
  const wanted = pets.map(({ id, ...details }) =>
    Number.isNaN(id) ? details : { id, ...details },
  );
  return { mode, pets: wanted, markedAsSold };
}

/** What a shop lists, as `parsePetList` reads it. */
export function petListText(pets: readonly ListedPet[]): string {
  const listed = pets.map(({ id, type, price, isSold }) => ({ id, type, price, isSold }));
  return `${JSON.stringify({ pets: listed }, null, 2)}\n`;
}

function issuesOf(
  { placeOf, id, type, price, priceProblem }: ListEntry,
  mode: ImportMode,
): Issue[] {
  const problems = [
    ['id', mode === 'add' && id === undefined ? undefined : idProblem(id)],
    ['type', typeProblem(type)],
    ['price', priceProblem ?? problemOfPrice(price)],
  ] as const;
  return problems.flatMap(([name, problem]) =>
    problem === undefined ? [] : [{ place: placeOf(name), problem }],
  );
}

function idProblem(id: unknown): string | undefined {
  // The shop says which are too high for it.
  if (Number.isSafeInteger(id) && Number(id) >= 1) return undefined;
  return `Expected a whole number from 1 to ${count(Number.MAX_SAFE_INTEGER)}${butCame(id)}.`;
}

function typeProblem(type: unknown): string | undefined {
  return typeof type === 'string' ? parseType(type).problem : `Expected text${butCame(type)}.`;
}

function problemOfPrice(price: unknown): string | undefined {
  const { minimum, maximum } = petBounds.price;
  if (typeof price !== 'number') return `Expected a number such as 4.99${butCame(price)}.`;
  if (price < minimum || price > maximum) {
    return `Expected a price from $0 to $${count(maximum)}${butCame(price)}.`;
  }
  if (Number(price.toFixed(2)) !== price) return `Expected whole cents${butCame(price)}.`;
  return undefined;
}

/** An issue for each pet whose id an earlier one has. */
function sharedIds(entries: readonly ListEntry[]): Issue[] {
  const first = new Map<unknown, ListEntry>();
  return entries.flatMap((entry) => {
    const { id } = entry;
    if (typeof id !== 'number') return [];
    const other = first.get(id);
    if (!other) {
      first.set(id, entry);
      return [];
    }
    const problem = `Expected a unique id; ${other.placeOf('id')} is ${id}, too.`;
    return [{ place: entry.placeOf('id'), problem }];
  });
}

const unknownKeys = (object: object, known: readonly string[], prefix: string): Issue[] =>
  Object.keys(object)
    .filter((key) => !known.includes(key))
    .map((key) => ({
      place: prefix + shortened(key),
      problem: `Use only ${known.join(', ')}. Remove this.`,
    }));

/** What came instead, as the list has it, shortened. */
function butCame(value: unknown): string {
  if (value === undefined) return '; it is missing';
  return `, but it is ${shortened(JSON.stringify(value))}`;
}

/** Where the text stops being JSON, if the browser says so. */
function placeOf(error: unknown): string {
  const [, line, column] = /line (\d+) column (\d+)/.exec(String(error)) ?? [];
  return line && column ? `: there’s an error in line ${line}, at character ${column}` : '';
}

const wholeTextIssue = (problem: string): { issues: readonly Issue[] } => ({
  issues: [{ place: '', problem }],
});

/** Pets to add are sent one by one. */
const isTooLong = ({ length }: readonly unknown[], mode: ImportMode): boolean =>
  mode === 'replace' && length > MAX_PETS;

const tooMany = (pets: number): string =>
  `At most 1,000 pets can replace the shop’s list, but this list has ${count(pets)}. You can add them to the shop’s list instead.`;

const count = (number: number): string => number.toLocaleString('en-US');

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
