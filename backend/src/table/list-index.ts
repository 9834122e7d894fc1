import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { PetsGetParameters } from '../api/models.ts';
import { documentClient, TABLE } from './dynamodb.ts';
import { afterType, HALVES, listKeys, SHOP, sortKeys, typeIn } from './item.ts';
import type { Half, ListEntry, PetFacts } from './item.ts';

/** Which of the listed pets, and in which order. A price range goes with an order by price only. */
export type PetQuery = Pick<PetsGetParameters, 'type' | 'available' | 'minPrice' | 'maxPrice'> &
  Required<Pick<PetsGetParameters, 'sort'>>;

/** Where a page ends: what decides the order of its last pet. */
export type Position = Pick<PetFacts, 'id' | 'price'>;

/** The index of the list in the order of each sort key (see PetsTable in template.yaml). */
const INDEXES = {
  byId: 'ListById',
  byPrice: 'ListByPrice',
  byType: 'ListByType',
  byTypeAndPrice: 'ListByTypeAndPrice',
} as const;
type SortKey = keyof typeof INDEXES;

/** The highest price that a pet may have (backend/openapi.yaml). */
export const MAX_PRICE = 1_000_000;

/** Below and above all pets. */
const LOWEST: Position = { id: 0, price: 0 };
const HIGHEST: Position = { id: Number.MAX_SAFE_INTEGER + 1, price: MAX_PRICE + 1 };

/** How many pets `queryAllListed` reads at once. */
const PAGE_SIZE = 1000;

const isAscending = ({ sort }: PetQuery): boolean => sort === 'price-asc';

/**
 * The first pets of a query, from after `end`. It reads no more than `limit` items of each half,
 * however many there are.
 *
 * The newest pets of all types are as they are now, unless `isConsistent` is false, which takes half the
 * read units. Every other order is a global index, and eventually consistent: a change may take a moment
 * to show.
 */
export async function queryList(
  petQuery: PetQuery,
  limit: number,
  end?: Position,
  isConsistent = true,
): Promise<ListEntry[]> {
  // Available before sold: a pet that is bought in between is seen twice, and counts as sold. The other
  // way around, it would not be seen at all.
  const pets = new Map<number, ListEntry>();
  const halves = petQuery.available ? (['available'] as const) : HALVES;
  for (const half of halves) {
    const part = await queryHalf(half, petQuery, limit, end, isConsistent);
    for (const pet of part) pets.set(pet.id, pet);
  }
  return [...pets.values()].sort(orderOf(petQuery)).slice(0, limit);
}

/** All listed pets, as they are now. */
export async function queryAllListed(): Promise<ListEntry[]> {
  const pets: ListEntry[] = [];
  for (;;) {
    const end = pets.at(-1);
    const page = await queryList({ sort: 'newest', available: false }, PAGE_SIZE, end);
    if (page.length === 0) return pets;
    pets.push(...page);
  }
}

/**
 * The types of the listed pets of a half, at most `limit`, in the order of their code points. It
 * reads one item per type, not per pet: each query starts after all pets of the previous type.
 */
export async function queryTypes(half: Half, limit: number): Promise<string[]> {
  const types: string[] = [];
  while (types.length < limit) {
    const { Items = [] } = await documentClient.send(
      new QueryCommand({
        TableName: TABLE,
        IndexName: INDEXES.byType,
        KeyConditionExpression: 'listPartition = :partition AND byType > :before',
        ExpressionAttributeValues: {
          ':partition': partitionOf('byType', half),
          ':before': afterType(types.at(-1) ?? ''),
        },
        ProjectionExpression: 'byType',
        Limit: 1,
      }),
    );
    const [item] = Items as { byType: string }[];
    if (!item) break;
    types.push(typeIn(item.byType));
  }
  return types;
}

async function queryHalf(
  half: Half,
  petQuery: PetQuery,
  limit: number,
  end: Position | undefined,
  isConsistent: boolean,
): Promise<ListEntry[]> {
  const sortKey = sortKeyOf(petQuery);
  const isLocal = sortKey === 'byId';
  const [from, to] = rangeOf(petQuery, end).map((position) => {
    const facts = { type: petQuery.type ?? '', ...position };
    return { ...listKeys(position.id, half), ...sortKeys(facts) }[sortKey];
  });
  const { Items = [] } = await documentClient.send(
    new QueryCommand({
      TableName: TABLE,
      IndexName: INDEXES[sortKey],
      KeyConditionExpression: '#partition = :partition AND #sortKey BETWEEN :from AND :to',
      ExpressionAttributeNames: {
        '#partition': isLocal ? 'username' : 'listPartition',
        '#sortKey': sortKey,
      },
      ExpressionAttributeValues: {
        ':partition': partitionOf(sortKey, half),
        ':from': from,
        ':to': to,
      },
      ScanIndexForward: isAscending(petQuery),
      Limit: limit,
      // Only a local index can be read consistently.
      ConsistentRead: isConsistent && isLocal,
    }),
  );
  return Items as ListEntry[];
}

const partitionOf = (sortKey: SortKey, half: Half): string =>
  sortKey === 'byId' ? SHOP : listKeys(0, half).listPartition;

function sortKeyOf({ sort, type }: PetQuery): SortKey {
  if (sort === 'newest') return type === undefined ? 'byId' : 'byType';
  return type === undefined ? 'byPrice' : 'byTypeAndPrice';
}

/** The lowest and the highest position of what comes after `end`, both included. */
function rangeOf(petQuery: PetQuery, end?: Position): [Position, Position] {
  const { minPrice = LOWEST.price, maxPrice = HIGHEST.price } = petQuery;
  const lowest = { ...LOWEST, price: minPrice };
  const highest = { ...HIGHEST, price: maxPrice };
  if (!end) return [lowest, highest];
  return isAscending(petQuery)
    ? [{ ...end, id: end.id + 1 }, highest]
    : [lowest, { ...end, id: end.id - 1 }];
}

function orderOf({ sort }: PetQuery): (one: Position, other: Position) => number {
  if (sort === 'newest') return (one, other) => other.id - one.id;
  const direction = sort === 'price-asc' ? 1 : -1;
  return (one, other) => direction * (one.price - other.price || one.id - other.id);
}
