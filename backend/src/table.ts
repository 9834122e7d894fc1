import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import {
  DeleteCommand,
  GetCommand,
  PutCommand,
  QueryCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { documents, TABLE } from './documents.ts';
import { isSold, listedItem, removedFrom, removedItem, SHELVES, SHOP } from './item.ts';
import type { PetItem, SoldPetItem } from './item.ts';

/** A write was refused because the pet was not, or no longer, as it had to be. */
export class ConditionFailed extends Error {
  override readonly name = 'ConditionFailed';
}

/** Listed pets with an id below `before`, the highest id first. */
export async function queryListed(limit: number, before?: number): Promise<PetItem[]> {
  const { Items = [] } = await documents.send(
    new QueryCommand({
      TableName: TABLE,
      KeyConditionExpression: before ? 'username = :shop AND id < :before' : 'username = :shop',
      ExpressionAttributeValues: { ':shop': SHOP, ...(before && { ':before': before }) },
      ScanIndexForward: false,
      Limit: limit,
      // Whoever has just added or bought a pet must see that in the list.
      ConsistentRead: true,
    }),
  );
  return Items as PetItem[];
}

/** All listed pets. */
export async function queryAllListed(): Promise<PetItem[]> {
  const items: PetItem[] = [];
  const pageSize = 1000;
  for (;;) {
    const page = await queryListed(pageSize, items.at(-1)?.id);
    items.push(...page);
    if (page.length === 0) return items;
  }
}

/** A listed pet, or undefined. */
export const getListed = (id: number): Promise<PetItem | undefined> =>
  getItem({ username: SHOP, id });

/** What must hold for `putListed`: that the id is free, or that it is taken. */
export type Only = 'create' | 'change';

/**
 * Lists a pet or changes the unsold one with this id.
 *
 * @returns whether it is new
 * @throws ConditionFailed if the pet is sold, or if the id is not as `only` demands
 */
export async function putListed(
  pet: Omit<PetItem, 'username'>,
  only?: Only,
): Promise<{ created: boolean }> {
  const conditions = {
    create: 'attribute_not_exists(id)',
    change: 'attribute_exists(id) AND attribute_not_exists(soldAt)',
    either: 'attribute_not_exists(soldAt)',
  };
  const { Attributes } = await conditionally(
    documents.send(
      new PutCommand({
        TableName: TABLE,
        Item: listedItem(pet),
        ConditionExpression: conditions[only ?? 'either'],
        ReturnValues: 'ALL_OLD',
      }),
    ),
  );
  return { created: Attributes === undefined };
}

/**
 * Takes a pet off the list. Of a sold pet the sale is kept: it moves to a partition of its own, off
 * the shelves, where both indexes of sales still find it. The copy is written first, so that an
 * interruption loses nothing, and the same call again completes it.
 *
 * `timesPutBack` keeps a call that is late from undoing what others did in the meantime: it neither
 * replaces the copy of a later removal nor deletes a pet that was put back since.
 */
export async function removeListed(id: number): Promise<void> {
  const key = { username: SHOP, id };
  try {
    await deleteIf(key, 'attribute_not_exists(soldAt)');
  } catch (error) {
    if (!(error instanceof ConditionFailed)) throw error;
    const item = await getListed(id);
    if (!item || !isSold(item)) return;
    await moveOff(item).catch(ignoreConditionFailed);
  }
}

async function moveOff(item: SoldPetItem): Promise<void> {
  const { username, id, soldAt, timesPutBack } = item;
  const times = { ':times': timesPutBack };
  await putIf(removedItem(item), 'attribute_not_exists(id) OR timesPutBack <= :times', times);
  await deleteIf({ username, id }, 'soldAt = :soldAt AND timesPutBack = :times', {
    ':soldAt': soldAt,
    ...times,
  });
}

/**
 * Puts a sold pet that was taken off the list back on it, as it was sold. As in `removeListed` the
 * copy comes first; the same call again completes an interrupted one, and otherwise changes nothing.
 *
 * @returns the pet and whether it was off the list; undefined if there is no such sale
 * @throws ConditionFailed if the id belongs to another pet
 */
export async function putBack(
  id: number,
  soldAt: string,
): Promise<{ item: SoldPetItem; created: boolean } | undefined> {
  const key = { username: removedFrom(soldAt), id };
  const removed = (await getItem(key)) as SoldPetItem | undefined;
  if (!removed) {
    const listed = await getListed(id);
    const isThisSale = listed !== undefined && isSold(listed) && listed.soldAt === soldAt;
    return isThisSale ? { item: listed, created: false } : undefined;
  }
  const timesPutBack = removed.timesPutBack + 1;
  const item = { ...removed, ...listedItem(removed), shelf: SHELVES.sold, timesPutBack };
  await putIf(item, 'attribute_not_exists(id) OR (soldAt = :soldAt AND timesPutBack <= :times)', {
    ':soldAt': soldAt,
    ':times': timesPutBack,
  });
  await deleteIf(key, 'timesPutBack = :times', { ':times': removed.timesPutBack }).catch(
    ignoreConditionFailed,
  );
  return { item, created: true };
}

/**
 * Sells a pet in one conditional write, which also moves it to the shelf of the sold: of any number
 * of buyers at the same moment one succeeds.
 *
 * @throws ConditionFailed if the shop doesn't list the pet or it is sold
 */
export async function sell(
  id: number,
  sale: Pick<SoldPetItem, 'buyer' | 'soldTo' | 'soldAt'>,
): Promise<SoldPetItem> {
  const { Attributes } = await conditionally(
    documents.send(
      new UpdateCommand({
        TableName: TABLE,
        Key: { username: SHOP, id },
        ConditionExpression: 'attribute_exists(id) AND attribute_not_exists(soldAt)',
        UpdateExpression:
          'SET shelf = :shelf, soldBy = :soldBy, buyer = :buyer, soldTo = :soldTo, soldAt = :soldAt, timesPutBack = :zero',
        ExpressionAttributeValues: {
          ':shelf': SHELVES.sold,
          ':soldBy': SHOP,
          ':buyer': sale.buyer,
          ':soldTo': sale.soldTo,
          ':soldAt': sale.soldAt,
          ':zero': 0,
        },
        ReturnValues: 'ALL_NEW',
      }),
    ),
  );
  return Attributes as SoldPetItem;
}

async function getItem(key: Pick<PetItem, 'username' | 'id'>): Promise<PetItem | undefined> {
  const { Item } = await documents.send(
    new GetCommand({ TableName: TABLE, Key: key, ConsistentRead: true }),
  );
  return Item as PetItem | undefined;
}

async function putIf(
  item: PetItem,
  condition: string,
  values: Record<string, string | number>,
): Promise<void> {
  await conditionally(
    documents.send(
      new PutCommand({
        TableName: TABLE,
        Item: item,
        ConditionExpression: condition,
        ExpressionAttributeValues: values,
      }),
    ),
  );
}

async function deleteIf(
  key: Pick<PetItem, 'username' | 'id'>,
  condition: string,
  values?: Record<string, string | number>,
): Promise<void> {
  await conditionally(
    documents.send(
      new DeleteCommand({
        TableName: TABLE,
        Key: key,
        ConditionExpression: condition,
        ...(values && { ExpressionAttributeValues: values }),
      }),
    ),
  );
}

async function conditionally<T>(write: Promise<T>): Promise<T> {
  try {
    return await write;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) throw new ConditionFailed();
    throw error;
  }
}

/** For `catch`: a write that was refused for its condition is all right. */
export function ignoreConditionFailed(error: unknown): void {
  if (!(error instanceof ConditionFailed)) throw error;
}
