import { PutCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { conditionally, documentClient, getItem, getItems, TABLE } from './dynamodb.ts';
import { listedItem, LIST_PARTITIONS, SHOP } from './item.ts';
import type { PetItem, SoldPetItem } from './item.ts';

/** Listed pets with an id below `before`, the highest id first. */
export async function queryListed(limit: number, before?: number): Promise<PetItem[]> {
  const { Items = [] } = await documentClient.send(
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

/** Those of at most 100 pets that are listed, in no particular order. */
export const getSomeListed = (ids: readonly number[]): Promise<PetItem[]> =>
  getItems(ids.map((id) => ({ username: SHOP, id })));

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
    documentClient.send(
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
 * Sells a pet in one conditional write, which also moves it to the partition of the sold: of any number
 * of buyers at the same moment one succeeds.
 *
 * @throws ConditionFailed if the shop doesn't list the pet or it is sold
 */
export async function sell(
  id: number,
  sale: Pick<SoldPetItem, 'buyer' | 'soldTo' | 'soldAt'>,
): Promise<SoldPetItem> {
  const { Attributes } = await conditionally(
    documentClient.send(
      new UpdateCommand({
        TableName: TABLE,
        Key: { username: SHOP, id },
        ConditionExpression: 'attribute_exists(id) AND attribute_not_exists(soldAt)',
        UpdateExpression:
          'SET listPartition = :partition, soldBy = :soldBy, buyer = :buyer, soldTo = :soldTo, soldAt = :soldAt, timesPutBack = :zero',
        ExpressionAttributeValues: {
          ':partition': LIST_PARTITIONS.sold,
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
