import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { PetsGetParameters } from '../api/models.ts';
import { documents, TABLE } from './dynamodb.ts';
import { afterType, SHELVES, shelfKeys, typeIn } from './item.ts';
import type { ListedPetItem, PetItem } from './item.ts';

/** Which of the listed pets, and in which order. */
export type Choice = Pick<PetsGetParameters, 'type' | 'available' | 'sort'>;

/** Where a page ends: what of its last pet decides about the order. */
export type Position = Pick<PetItem, 'id' | 'price'>;

/** The index that holds a shelf in the order of each sort key (see PetsTable in template.yaml). */
const INDEXES = {
  id: 'ShelfById',
  byPrice: 'ShelfByPrice',
  byType: 'ShelfByType',
  byTypeAndPrice: 'ShelfByTypeAndPrice',
} as const;
type SortKey = keyof typeof INDEXES;

/** Below and above all pets: their prices are at most a million (see openapi.yaml). */
const LOWEST: Position = { id: 0, price: 0 };
const HIGHEST: Position = { id: Number.MAX_SAFE_INTEGER, price: 1_000_001 };

const isAscending = ({ sort }: Choice): boolean => sort === 'price-asc';

/**
 * The first pets of a choice, from after `end`. It reads no more than `limit` items a shelf, however
 * many there are. Indexes are eventually consistent: a change may take a moment to show.
 */
export async function queryShelves(
  choice: Choice,
  limit: number,
  end?: Position,
): Promise<PetItem[]> {
  const shelves = choice.available ? [SHELVES.available] : Object.values(SHELVES);
  const found = await Promise.all(shelves.map((shelf) => queryShelf(shelf, choice, limit, end)));
  // A pet that is being sold may lie on both shelves for a moment: it is sold then.
  const pets = new Map(found.flat().map((pet) => [pet.id, pet]));
  return [...pets.values()].sort(orderOf(choice)).slice(0, limit);
}

async function queryShelf(
  shelf: string,
  choice: Choice,
  limit: number,
  end?: Position,
): Promise<PetItem[]> {
  const sortKey = sortKeyOf(choice);
  const [from, to] = rangeOf(choice, end).map((position) => keyAt(position, sortKey, choice));
  const { Items = [] } = await documents.send(
    new QueryCommand({
      TableName: TABLE,
      IndexName: INDEXES[sortKey],
      KeyConditionExpression: 'shelf = :shelf AND #sortKey BETWEEN :from AND :to',
      ExpressionAttributeNames: { '#sortKey': sortKey },
      ExpressionAttributeValues: { ':shelf': shelf, ':from': from, ':to': to },
      ScanIndexForward: isAscending(choice),
      Limit: limit,
    }),
  );
  return Items as PetItem[];
}

/**
 * The types of the pets on a shelf, at most `limit`, in the order of their characters' code points.
 * It reads one item a type, not one a pet: each query begins after all pets of the type before.
 */
export async function queryTypes(shelf: string, limit: number): Promise<string[]> {
  const types: string[] = [];
  while (types.length < limit) {
    const { Items = [] } = await documents.send(
      new QueryCommand({
        TableName: TABLE,
        IndexName: INDEXES.byType,
        KeyConditionExpression: 'shelf = :shelf AND byType > :before',
        ExpressionAttributeValues: { ':shelf': shelf, ':before': afterType(types.at(-1) ?? '') },
        ProjectionExpression: 'byType',
        Limit: 1,
      }),
    );
    const [item] = Items as Pick<ListedPetItem, 'byType'>[];
    if (!item) break;
    types.push(typeIn(item.byType));
  }
  return types;
}

function sortKeyOf({ sort, type }: Choice): SortKey {
  if (sort === 'newest') return type === undefined ? 'id' : 'byType';
  return type === undefined ? 'byPrice' : 'byTypeAndPrice';
}

/** The lowest and the highest position of what comes after `end`, both included. */
function rangeOf(choice: Choice, end?: Position): [Position, Position] {
  if (!end) return [LOWEST, HIGHEST];
  return isAscending(choice)
    ? [{ ...end, id: end.id + 1 }, HIGHEST]
    : [LOWEST, { ...end, id: end.id - 1 }];
}

const keyAt = (position: Position, sortKey: SortKey, { type = '' }: Choice): string | number =>
  sortKey === 'id' ? position.id : shelfKeys({ type, ...position })[sortKey];

function orderOf({ sort }: Choice): (one: Position, other: Position) => number {
  if (sort === 'newest') return (one, other) => other.id - one.id;
  const direction = sort === 'price-asc' ? 1 : -1;
  return (one, other) => direction * (one.price - other.price || one.id - other.id);
}
