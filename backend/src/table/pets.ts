/**
 * Every change of a pet is one conditional write of its one item. No change reads first or takes two
 * writes, so none can be interrupted halfway or get mixed up with another.
 *
 * Two facts never change back: an existing item stays, and a sold pet stays sold.
 */
import { PutCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { UpdateCommandInput } from '@aws-sdk/lib-dynamodb';
import { conditionally, documentClient, getItem, getItems, TABLE } from './dynamodb.ts';
import { factsOf, listedItem, listKeys, SHOP } from './item.ts';
import type { PetFacts, PetItem, Sale, SoldPetItem } from './item.ts';

const keyOf = (id: number) => ({ username: SHOP, id });

/** A pet as it is now, listed or removed; undefined if there never was one with this id. */
export const getPet = (id: number): Promise<PetItem | undefined> => getItem(keyOf(id));

/** Those of at most 100 pets that exist, listed or removed, in no particular order. */
export const getPets = (ids: readonly number[]): Promise<PetItem[]> => getItems(ids.map(keyOf));

/** The lowest id above all that were ever used. */
export async function nextFreeId(): Promise<number> {
  const { Items = [] } = await documentClient.send(
    new QueryCommand({
      TableName: TABLE,
      KeyConditionExpression: 'username = :shop',
      ExpressionAttributeValues: { ':shop': SHOP },
      ProjectionExpression: 'id',
      ScanIndexForward: false,
      Limit: 1,
      ConsistentRead: true,
    }),
  );
  const [highest] = Items as Pick<PetItem, 'id'>[];
  return (highest?.id ?? 0) + 1;
}

/**
 * Adds a pet with an id that was never used.
 *
 * @param idempotencyKey stored with the pet, so that `getPet` later tells whose it is
 * @throws ConditionFailed if the id was ever used
 */
export async function create(pet: PetFacts, idempotencyKey: string): Promise<void> {
  await conditionally(
    documentClient.send(
      new PutCommand({
        TableName: TABLE,
        Item: { ...listedItem(pet), idempotencyKey },
        ConditionExpression: 'attribute_not_exists(id)',
      }),
    ),
  );
}

/**
 * Gives a listed pet another type and price.
 *
 * @throws ConditionFailed if it is not listed, or is sold
 */
export async function change(pet: PetFacts): Promise<void> {
  const { assignments, ...attributes } = assign(factsOf(pet));
  await updatePet(pet.id, {
    UpdateExpression: `SET ${assignments}`,
    ...attributes,
    ConditionExpression: CAN_BE_SOLD,
  });
}

/**
 * Makes the list show an unsold pet with this type and price: a new one, one that was removed, or
 * one that is listed.
 *
 * @returns whether the list didn't show it before
 * @throws ConditionFailed if it is sold
 */
export async function list(pet: PetFacts): Promise<boolean> {
  const { assignments, ...attributes } = assign({
    ...factsOf(pet),
    ...listKeys(pet.id, 'available'),
  });
  const before = await updatePet(pet.id, {
    UpdateExpression: `SET ${assignments} REMOVE removedAt`,
    ...attributes,
    ConditionExpression: 'attribute_not_exists(soldAt)',
    ReturnValues: 'ALL_OLD',
  });
  return before === undefined || before.removedAt !== undefined;
}

/**
 * Makes the list show a sold pet as it was sold, whether it was removed or not.
 *
 * @returns the pet as it was before
 * @throws ConditionFailed if it is not sold
 */
export async function listSold(id: number): Promise<SoldPetItem> {
  const { assignments, ...attributes } = assign(listKeys(id, 'sold'));
  const before = await updatePet(id, {
    UpdateExpression: `SET ${assignments} REMOVE removedAt`,
    ...attributes,
    ConditionExpression: 'attribute_exists(soldAt)',
    ReturnValues: 'ALL_OLD',
  });
  return before as SoldPetItem;
}

/**
 * Takes a pet off the list, sold or not. Nothing changes if it was already removed.
 *
 * @returns the pet as it left the list
 * @throws ConditionFailed if there never was one with this id
 */
export async function remove(id: number): Promise<PetItem> {
  const removed = await updatePet(id, {
    UpdateExpression: 'SET removedAt = if_not_exists(removedAt, :now) REMOVE listPartition, byId',
    ExpressionAttributeValues: { ':now': new Date().toISOString() },
    ConditionExpression: 'attribute_exists(id)',
    ReturnValues: 'ALL_NEW',
  });
  return removed as PetItem;
}

/**
 * Sells a pet: however many buyers try at the same moment, one succeeds.
 *
 * @throws ConditionFailed if it is not listed, or is sold
 */
export async function sell(id: number, sale: Omit<Sale, 'soldBy'>): Promise<SoldPetItem> {
  const { assignments, ...attributes } = assign({
    ...listKeys(id, 'sold'),
    soldBy: SHOP,
    buyer: sale.buyer,
    soldTo: sale.soldTo,
    soldAt: sale.soldAt,
  });
  const sold = await updatePet(id, {
    UpdateExpression: `SET ${assignments}`,
    ...attributes,
    ConditionExpression: CAN_BE_SOLD,
    ReturnValues: 'ALL_NEW',
  });
  return sold as SoldPetItem;
}

const CAN_BE_SOLD =
  'attribute_exists(id) AND attribute_not_exists(removedAt) AND attribute_not_exists(soldAt)';

type UpdateInput = Omit<UpdateCommandInput, 'TableName' | 'Key'>;

async function updatePet(id: number, input: UpdateInput): Promise<PetItem | undefined> {
  const command = new UpdateCommand({ TableName: TABLE, Key: keyOf(id), ...input });
  const { Attributes } = await conditionally(documentClient.send(command));
  return Attributes as PetItem | undefined;
}

/** Assignments for an update expression, with placeholders, because `type` is a reserved word. */
function assign(values: Record<string, string | number>) {
  const names = Object.keys(values);
  return {
    assignments: names.map((name) => `#${name} = :${name}`).join(', '),
    ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
    ExpressionAttributeValues: Object.fromEntries(
      Object.entries(values).map(([name, value]) => [`:${name}`, value]),
    ),
  };
}
