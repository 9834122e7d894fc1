import { ConditionalCheckFailedException, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  DeleteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { required } from './environment.ts';

/** The partition of the pets on the shop's list, as in the tutorial. */
const SHOP = 'default';

/** A pet as the table keeps it (see PetsTable in template.yaml). Prices are in US dollars. */
export interface PetItem {
  /** The partition: the shop while it is listed; see `removeListed` for afterwards. */
  username: string;
  id: number;
  type: string;
  price: number;
}

/** A pet that was bought. A sale is written once and never changed. */
export interface SoldPetItem extends PetItem {
  /** The shop that sold it. */
  soldBy: string;
  /** Who bought it: the `sub` of the ID token, which identifies. */
  buyer: string;
  /** The buyer's e-mail address, which is shown. */
  soldTo: string;
  /** RFC 3339, UTC. */
  soldAt: string;
}

/** Whether the pet is on the shop's list; a sold one may have been taken off it. */
export const isListed = (item: PetItem): boolean => item.username === SHOP;

export const isSold = (item: PetItem): item is SoldPetItem => 'soldAt' in item;

/** A write was refused because the pet was not, or no longer, as it had to be. */
export class ConditionFailed extends Error {
  override readonly name = 'ConditionFailed';
}

const table = required('TABLE_NAME');
const documents = DynamoDBDocumentClient.from(new DynamoDBClient());

/** Listed pets with an id below `before`, the highest id first. */
export async function queryListed(limit: number, before?: number): Promise<PetItem[]> {
  const { Items = [] } = await documents.send(
    new QueryCommand({
      TableName: table,
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
export async function getListed(id: number): Promise<PetItem | undefined> {
  const { Item } = await documents.send(
    new GetCommand({ TableName: table, Key: { username: SHOP, id }, ConsistentRead: true }),
  );
  return Item as PetItem | undefined;
}

/**
 * Lists a pet or changes the unsold one with this id.
 *
 * @returns whether it is new
 * @throws ConditionFailed if the pet is sold or, with `createOnly`, if the id is taken
 */
export async function putListed(
  pet: Omit<PetItem, 'username'>,
  createOnly = false,
): Promise<{ created: boolean }> {
  const { Attributes } = await conditionally(
    documents.send(
      new PutCommand({
        TableName: table,
        Item: { username: SHOP, ...pet },
        ConditionExpression: `attribute_not_exists(${createOnly ? 'id' : 'soldAt'})`,
        ReturnValues: 'ALL_OLD',
      }),
    ),
  );
  return { created: Attributes === undefined };
}

/**
 * Takes a pet off the list. Of a sold pet the sale is kept: it moves to a partition of its own,
 * where both indexes still find it. The copy is written first, so that an interruption loses
 * nothing, and the same call again completes it.
 */
export async function removeListed(id: number): Promise<void> {
  const key = { username: SHOP, id };
  try {
    await deleteIf(key, 'attribute_not_exists(soldAt)');
  } catch (error) {
    if (!(error instanceof ConditionFailed)) throw error;
    const item = await getListed(id);
    if (!item || !isSold(item)) return;
    await documents.send(
      new PutCommand({
        TableName: table,
        Item: { ...item, username: `${SHOP}/removed/${item.soldAt}` },
      }),
    );
    await deleteIf(key, 'soldAt = :soldAt', { ':soldAt': item.soldAt }).catch(
      ignoreConditionFailed,
    );
  }
}

/**
 * Sells a pet in one conditional write: of any number of buyers at the same moment one succeeds.
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
        TableName: table,
        Key: { username: SHOP, id },
        ConditionExpression: 'attribute_exists(id) AND attribute_not_exists(soldAt)',
        UpdateExpression:
          'SET soldBy = :soldBy, buyer = :buyer, soldTo = :soldTo, soldAt = :soldAt',
        ExpressionAttributeValues: {
          ':soldBy': SHOP,
          ':buyer': sale.buyer,
          ':soldTo': sale.soldTo,
          ':soldAt': sale.soldAt,
        },
        ReturnValues: 'ALL_NEW',
      }),
    ),
  );
  return Attributes as SoldPetItem;
}

/** Where a page of sales ends. */
export type SalePosition = Pick<SoldPetItem, 'username' | 'id' | 'soldAt'>;

/** The sales to one buyer, or all of the shop's, the latest first, from after `after`. */
export async function querySales(
  of: { buyer: string } | 'shop',
  limit: number,
  after?: SalePosition,
): Promise<{ sales: SoldPetItem[]; end?: SalePosition }> {
  const [index, key] =
    of === 'shop' ? ['SalesByTime', { soldBy: SHOP }] : ['PurchasesByBuyer', { buyer: of.buyer }];
  const [name, value] = Object.entries(key)[0] as [string, string];
  const { Items = [], LastEvaluatedKey } = await documents.send(
    new QueryCommand({
      TableName: table,
      IndexName: index,
      KeyConditionExpression: '#key = :key',
      ExpressionAttributeNames: { '#key': name },
      ExpressionAttributeValues: { ':key': value },
      ScanIndexForward: false,
      Limit: limit,
      ...(after && { ExclusiveStartKey: { ...key, ...after } }),
    }),
  );
  const end = LastEvaluatedKey as SalePosition | undefined;
  return { sales: Items as SoldPetItem[], ...(end && { end }) };
}

async function deleteIf(
  key: { username: string; id: number },
  condition: string,
  values?: Record<string, string>,
): Promise<void> {
  await conditionally(
    documents.send(
      new DeleteCommand({
        TableName: table,
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
