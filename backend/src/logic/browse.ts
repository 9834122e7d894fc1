import type { Pet, PetsGetParameters } from '../api/models.ts';
import { HttpError } from '../http/http-error.ts';
import { checkWholeCents } from '../http/input.ts';
import { HALVES } from '../table/item.ts';
import { MAX_PRICE, queryList, queryTypes } from '../table/list-index.ts';
import type { PetQuery, Position } from '../table/list-index.ts';
import { checkTypeKey, maskEmail, petOf } from './pets.ts';

/** How many types `listTypes` gives at most. */
const MAX_TYPES = 200;

/**
 * A page of the pets that are asked for, for everyone: buyers' addresses are masked.
 *
 * @param options.isConsistent see `queryList`
 * @returns the pets and, if there are more, the query of the next page
 * @throws HttpError 400 if the order doesn't fit the price range or the position, or a value is out of
 *   its bounds
 */
export async function listPets(
  parameters: PetsGetParameters,
  { isConsistent = true } = {},
): Promise<{ pets: Pet[]; next?: string }> {
  const { limit, before, after } = parameters;
  const petQuery = petQueryOf(parameters);
  const position = positionOf(petQuery, before, after);
  const items = await queryList(petQuery, limit + 1, position, isConsistent);
  const page = items.slice(0, limit);
  const last = items.length > limit ? page.at(-1) : undefined;
  return {
    pets: page.map((item) => petOf(item, maskEmail)),
    ...(last && { next: nextQuery(petQuery, limit, last) }),
  };
}

/** The types of all listed pets in lower case and alphabetical order. */
export async function listTypes(): Promise<string[]> {
  const types = await Promise.all(HALVES.map((half) => queryTypes(half, MAX_TYPES)));
  return [...new Set(types.flat())].sort(new Intl.Collator('en').compare).slice(0, MAX_TYPES);
}

function petQueryOf({ type, available, minPrice, maxPrice, sort }: PetsGetParameters): PetQuery {
  if (type !== undefined) checkTypeKey(type);
  if (minPrice !== undefined) checkWholeCents(minPrice, 'minPrice');
  if (maxPrice !== undefined) checkWholeCents(maxPrice, 'maxPrice');
  const hasRange = minPrice !== undefined || maxPrice !== undefined;
  if (hasRange && sort === 'newest') {
    throw new HttpError(400, 'minPrice and maxPrice work only with a sort by price.');
  }
  if (minPrice !== undefined && maxPrice !== undefined && minPrice > maxPrice) {
    throw new HttpError(400, 'minPrice must not be above maxPrice.');
  }
  return {
    available,
    sort: sort ?? (hasRange ? 'price-asc' : 'newest'),
    ...(type !== undefined && { type }),
    ...(minPrice !== undefined && { minPrice }),
    ...(maxPrice !== undefined && { maxPrice }),
  };
}

function positionOf(petQuery: PetQuery, before?: number, after?: string): Position | undefined {
  const { sort } = petQuery;
  if (sort === 'newest') {
    if (after !== undefined) throw new HttpError(400, 'after works only with a sort by price.');
    return before === undefined ? undefined : { id: before, price: 0 };
  }
  if (before !== undefined) throw new HttpError(400, 'before works only with sort newest.');
  return after === undefined ? undefined : decode(after, petQuery);
}

/** The query of the page after `last`: the whole query, without what is the default anyway. */
function nextQuery(petQuery: PetQuery, limit: number, last: Position): string {
  const { type, available, minPrice, maxPrice, sort } = petQuery;
  const next = new URLSearchParams({ limit: String(limit) });
  if (type !== undefined) next.set('type', type);
  if (available) next.set('available', 'true');
  if (minPrice !== undefined) next.set('minPrice', String(minPrice));
  if (maxPrice !== undefined) next.set('maxPrice', String(maxPrice));
  if (sort !== 'newest') next.set('sort', sort);
  if (sort === 'newest') next.set('before', String(last.id));
  else next.set('after', encode(last, sort));
  return next.toString();
}

const encode = ({ price, id }: Position, sort: PetQuery['sort']): string =>
  `${sort}.${Math.round(price * 100)}.${id}`;

function decode(after: string, { sort, minPrice = 0, maxPrice = MAX_PRICE }: PetQuery): Position {
  const [, order, cents, id] = /^(.+)\.(\d{1,9})\.(\d{1,16})$/.exec(after) ?? [];
  const position = { price: Number(cents) / 100, id: Number(id) };
  const isInRange = minPrice <= position.price && position.price <= maxPrice;
  if (order !== sort || !isInRange || !isId(position.id)) {
    throw new HttpError(400, `after must come from the Link of the previous page, by ${sort}.`);
  }
  return position;
}

const isId = (id: number): boolean => Number.isSafeInteger(id) && id >= 1;
