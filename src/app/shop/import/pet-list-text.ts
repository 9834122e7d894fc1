import { petBounds } from '../../api/bounds';
import type { ListedPet } from '../../api/models';
import { beginning } from '../../ui/beginning';
import { parseType } from '../manage/pet-input';

/** The API takes at most this many pets in one list (backend/openapi.yaml, PetList). */
export const MAX_PETS = 1000;

/** The API takes no higher id in a list (backend/openapi.yaml, ListedPet). */
export const MAX_ID = 1_000_000_000_000;

/** A list of 1,000 pets never has more characters than this. */
const MAX_CHARACTERS = 2_000_000;

/** Something that is wrong with a list. */
export interface Issue {
  /** Where, as in JavaScript: `pets[3].price`; empty for the whole text. */
  readonly place: string;
  /** What was expected and what came, as a sentence. */
  readonly problem: string;
}

/** A list that the shop is to have. */
export interface WantedList {
  readonly pets: readonly ListedPet[];
  /** The ids of pets that the list calls sold. */
  readonly markedAsSold: readonly number[];
}

/** The list in a text, or everything that is wrong with it. */
type ParsedList = WantedList | { readonly issues: readonly Issue[] };

/** The text of a file, or why it can't be a list. */
export async function readText(
  file: Blob,
): Promise<{ readonly text: string } | { readonly issues: readonly Issue[] }> {
  if (file.size > MAX_CHARACTERS) {
    const size = (file.size / 1_000_000).toFixed(1);
    return wholeTextIssue(`This file has ${size} MB; a list of 1,000 pets has far less.`);
  }
  try {
    return { text: await file.text() };
  } catch {
    return wholeTextIssue('This file can’t be read. Choose it again.');
  }
}

/**
 * Reads a list of pets as the tutorial writes it: `{"pets": [{"id": 1, "type": "dog", "price":
 * 249.99}]}`. A pet may carry `isSold` and `soldTo`, as in a list that was read from the shop; they
 * are left out, since only a purchase sells a pet.
 */
export function parsePetList(text: string): ParsedList {
  if (text.length > MAX_CHARACTERS) {
    const size = (text.length / 1_000_000).toFixed(1);
    return wholeTextIssue(
      `This has ${size} million characters; a list of 1,000 pets has far fewer.`,
    );
  }
  if (text.trim() === '')
    return wholeTextIssue('There is nothing in it. Paste a list or choose a file.');
  let list: unknown;
  try {
    // A file may begin with a byte order mark, which is no JSON.
    list = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch (error) {
    return wholeTextIssue(`This is not JSON${placeOf(error)}.`);
  }
  if (Array.isArray(list)) return wholeTextIssue('Put the pets into an object: {"pets": […]}.');
  if (!isObject(list)) return wholeTextIssue('Expected an object with the pets: {"pets": […]}.');
  const pets = Object.hasOwn(list, 'pets') ? list['pets'] : undefined;
  if (!Array.isArray(pets)) return { issues: [{ place: 'pets', problem: 'Expected a list [ ].' }] };
  if (pets.length > MAX_PETS) {
    const problem = `A list has at most 1,000 pets; this one has ${count(pets.length)}.`;
    return { issues: [{ place: 'pets', problem }] };
  }
  const issues = [
    ...unknownKeys(list, ['pets'], ''),
    ...pets.flatMap(issuesOf),
    ...sharedIds(pets),
  ];
  if (issues.length > 0) return { issues };
  const valid = pets as readonly ListedPet[];
  return {
    pets: valid.map(({ id, type, price }) => ({ id, type: type.trim(), price })),
    markedAsSold: valid.filter(({ isSold }) => isSold).map(({ id }) => id),
  };
}

/** A list as `parsePetList` reads it. */
export const petListText = (pets: readonly ListedPet[]): string =>
  `${JSON.stringify({ pets }, null, 2)}\n`;

function issuesOf(pet: unknown, index: number): Issue[] {
  const place = `pets[${index}]`;
  if (!isObject(pet)) return [{ place, problem: 'Expected an object with id, type and price.' }];
  const problems = [
    ['id', idProblem(pet['id'])],
    ['type', typeProblem(pet['type'])],
    ['price', priceProblem(pet['price'])],
  ] as const;
  return [
    ...problems.flatMap(([key, problem]) =>
      problem === undefined ? [] : [{ place: `${place}.${key}`, problem }],
    ),
    ...unknownKeys(pet, ['id', 'type', 'price', 'isSold', 'soldTo'], `${place}.`),
  ];
}

function idProblem(id: unknown): string | undefined {
  if (Number.isInteger(id) && Number(id) >= 1 && Number(id) <= MAX_ID) return undefined;
  return `Expected a whole number from 1 to ${count(MAX_ID)}${butCame(id)}.`;
}

function typeProblem(type: unknown): string | undefined {
  return typeof type === 'string' ? parseType(type).problem : `Expected a text${butCame(type)}.`;
}

function priceProblem(price: unknown): string | undefined {
  const { minimum, maximum } = petBounds.price;
  if (typeof price !== 'number') return `Expected a number such as 4.99${butCame(price)}.`;
  if (price < minimum || price > maximum) {
    return `Expected a price from $0 to $${count(maximum)}${butCame(price)}.`;
  }
  if (Number(price.toFixed(2)) !== price) return `Expected whole cents${butCame(price)}.`;
  return undefined;
}

/** An issue for each pet with an id that one before it has. */
function sharedIds(pets: readonly unknown[]): Issue[] {
  const first = new Map<unknown, number>();
  return pets.flatMap((pet, index) => {
    const id = isObject(pet) ? pet['id'] : undefined;
    if (typeof id !== 'number') return [];
    const other = first.get(id);
    if (other === undefined) {
      first.set(id, index);
      return [];
    }
    const problem = `Expected an id of its own; pets[${other}] has ${id} as well.`;
    return [{ place: `pets[${index}].id`, problem }];
  });
}

const unknownKeys = (object: object, known: readonly string[], prefix: string): Issue[] =>
  Object.keys(object)
    .filter((key) => !known.includes(key))
    .map((key) => ({
      place: prefix + shortened(key),
      problem: `Expected nothing but ${known.join(', ')}. Leave it out.`,
    }));

/** What came instead, as in the list, shortened. */
function butCame(value: unknown): string {
  if (value === undefined) return '; it is missing';
  return `, but it is ${shortened(JSON.stringify(value))}`;
}

/** Where JSON ends to be JSON, as far as the browser says so. */
function placeOf(error: unknown): string {
  const [, line, column] = /line (\d+) column (\d+)/.exec(String(error)) ?? [];
  return line && column ? `: something is wrong in line ${line}, at character ${column}` : '';
}

const wholeTextIssue = (problem: string): { issues: readonly Issue[] } => ({
  issues: [{ place: '', problem }],
});

const shortened = (text: string): string => (text.length > 40 ? `${beginning(text, 40)}…` : text);

const count = (number: number): string => number.toLocaleString('en-US');

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
