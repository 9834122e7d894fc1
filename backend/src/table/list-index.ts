import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { PetsGetParameters } from '../api/models.ts';
import { documentClient, TABLE } from './dynamodb.ts';
import { afterType, LIST_PARTITIONS, listSortKeys, typeIn } from './item.ts';
import type { ListedPetItem, PetItem } from './item.ts';

/** Which of the listed pets, and in which order. */
export type PetQuery = Pick<PetsGetParameters, 'type' | 'available' | 'sort'>;

/** Where a page ends: what of its last pet decides about the order. */
export type Position = Pick<PetItem, 'id' | 'price'>;

/** The index of the list in the order of each sort key (see PetsTable in template.yaml). */
const INDEXES = {
  id: 'ListById',
  byPrice: 'ListByPrice',
  byType: 'ListByType',
  byTypeAndPrice: 'ListByTypeAndPrice',
} as const;
type SortKey = keyof typeof INDEXES;

/** Below and above all pets: their prices are at most a million (see openapi.yaml). */
const LOWEST: Position = { id: 0, price: 0 };
const HIGHEST: Position = { id: Number.MAX_SAFE_INTEGER, price: 1_000_001 };

const isAscending = ({ sort }: PetQuery): boolean => sort === 'price-asc';

/**
 * The first pets of a query, from after `end`. It reads no more than `limit` items a partition,
 * however many there are. Indexes are eventually consistent: a change may take a moment to show.
 */
export async function queryListIndex(
  petQuery: PetQuery,
  limit: number,
  end?: Position,
): Promise<PetItem[]> {
  const partitions = petQuery.available
    ? [LIST_PARTITIONS.available]
    : Object.values(LIST_PARTITIONS);
  const itemsByPartition = await Promise.all(
    partitions.map((partition) => queryPartition(partition, petQuery, limit, end)),
  );
  // A pet that is being sold may be in both partitions for a moment: it is sold then.
  const pets = new Map(itemsByPartition.flat().map((pet) => [pet.id, pet]));
  return [...pets.values()].sort(orderOf(petQuery)).slice(0, limit);
}

async function queryPartition(
  partition: string,
  petQuery: PetQuery,
  limit: number,
  end?: Position,
): Promise<PetItem[]> {
  const sortKey = sortKeyOf(petQuery);
  const [from, to] = rangeOf(petQuery, end).map((position) => keyAt(position, sortKey, petQuery));
  const { Items = [] } = await documentClient.send(
    new QueryCommand({
      TableName: TABLE,
      IndexName: INDEXES[sortKey],
      KeyConditionExpression: 'listPartition = :partition AND #sortKey BETWEEN :from AND :to',
      ExpressionAttributeNames: { '#sortKey': sortKey },
      ExpressionAttributeValues: { ':partition': partition, ':from': from, ':to': to },
      ScanIndexForward: isAscending(petQuery),
      Limit: limit,
    }),
  );
  return Items as PetItem[];
}

/**
 * The types of the pets in a partition, at most `limit`, in the order of their characters' code points.
 * It reads one item a type, not one a pet: each query begins after all pets of the type before.
 */
export async function queryTypes(partition: string, limit: number): Promise<string[]> {
  const types: string[] = [];
  while (types.length < limit) {
    const { Items = [] } = await documentClient.send(
      new QueryCommand({
        TableName: TABLE,
        IndexName: INDEXES.byType,
        KeyConditionExpression: 'listPartition = :partition AND byType > :before',
        ExpressionAttributeValues: {
          ':partition': partition,
          ':before': afterType(types.at(-1) ?? ''),
        },
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

function sortKeyOf({ sort, type }: PetQuery): SortKey {
  if (sort === 'newest') return type === undefined ? 'id' : 'byType';
  return type === undefined ? 'byPrice' : 'byTypeAndPrice';
}

/** The lowest and the highest position of what comes after `end`, both included. */
function rangeOf(petQuery: PetQuery, end?: Position): [Position, Position] {
  if (!end) return [LOWEST, HIGHEST];
  return isAscending(petQuery)
    ? [{ ...end, id: end.id + 1 }, HIGHEST]
    : [LOWEST, { ...end, id: end.id - 1 }];
}

const keyAt = (position: Position, sortKey: SortKey, { type = '' }: PetQuery): string | number =>
  sortKey === 'id' ? position.id : listSortKeys({ type, ...position })[sortKey];

function orderOf({ sort }: PetQuery): (one: Position, other: Position) => number {
  if (sort === 'newest') return (one, other) => other.id - one.id;
  const direction = sort === 'price-asc' ? 1 : -1;
  return (one, other) => direction * (one.price - other.price || one.id - other.id);
}
