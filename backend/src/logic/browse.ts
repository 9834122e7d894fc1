import type { Pet, PetsGetParameters } from '../api/models.ts';
import { HttpError } from '../http/http-error.ts';
import { HALVES } from '../table/item.ts';
import { queryList, queryTypes } from '../table/list-index.ts';
import type { PetQuery, Position } from '../table/list-index.ts';
import { checkTypeKey, maskEmail, petOf } from './pets.ts';

/** How many types `listTypes` gives at most. */
const MAX_TYPES = 200;

const MAX_CENTS = 100_000_000;

/**
 * A page of the pets that are asked for, for everyone: buyers' addresses are masked.
 *
 * @param options.isConsistent see `queryList`
 * @returns the pets and, if there are more, the query of the next page
 * @throws HttpError 400 if the position is not one of this order, or the type is too long
 */
export async function listPets(
  parameters: PetsGetParameters,
  { isConsistent = true } = {},
): Promise<{ pets: Pet[]; next?: string }> {
  const { limit, type } = parameters;
  if (type !== undefined) checkTypeKey(type);
  const position = positionOf(parameters);
  const items = await queryList(parameters, limit + 1, position, isConsistent);
  const page = items.slice(0, limit);
  const last = items.length > limit ? page.at(-1) : undefined;
  return {
    pets: page.map((item) => petOf(item, maskEmail)),
    ...(last && { next: queryOf(parameters, last) }),
  };
}

/** The types of all listed pets in lower case and alphabetical order. */
export async function listTypes(): Promise<string[]> {
  const types = await Promise.all(HALVES.map((half) => queryTypes(half, MAX_TYPES)));
  return [...new Set(types.flat())].sort(new Intl.Collator('en').compare).slice(0, MAX_TYPES);
}

function positionOf({ sort, before, after }: PetsGetParameters): Position | undefined {
  if (sort === 'newest') {
    if (after !== undefined) throw new HttpError(400, 'after goes with a sort by price only.');
    return before === undefined ? undefined : { id: before, price: 0 };
  }
  if (before !== undefined) throw new HttpError(400, 'before goes with sort newest only.');
  return after === undefined ? undefined : decode(after, sort);
}

/** The query of the page after `last`: the whole query, without what is the default anyway. */
function queryOf({ limit, type, available, sort }: PetsGetParameters, last: Position): string {
  const next = new URLSearchParams({ limit: String(limit) });
  if (type !== undefined) next.set('type', type);
  if (available) next.set('available', 'true');
  if (sort !== 'newest') next.set('sort', sort);
  if (sort === 'newest') next.set('before', String(last.id));
  else next.set('after', encode(last, sort));
  return next.toString();
}

const encode = ({ price, id }: Position, sort: PetQuery['sort']): string =>
  `${sort}.${Math.round(price * 100)}.${id}`;

function decode(after: string, sort: PetQuery['sort']): Position {
  const [, order, cents, id] = /^(.+)\.(\d{1,9})\.(\d{1,16})$/.exec(after) ?? [];
  const position = { price: Number(cents) / 100, id: Number(id) };
  if (order !== sort || Number(cents) > MAX_CENTS || !isId(position.id)) {
    throw new HttpError(400, `after must be taken from the Link of the page before, by ${sort}.`);
  }
  return position;
}

const isId = (id: number): boolean => Number.isSafeInteger(id) && id >= 1;
