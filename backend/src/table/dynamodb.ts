import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { BatchGetCommand, DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { required } from '../environment.ts';
import { createClient } from './client.ts';
import type { PetItem } from './item.ts';

/** The name of PetsTable (see template.yaml). */
export const TABLE = required('TABLE_NAME');

/** A DynamoDB client for plain objects. */
export const documentClient = DynamoDBDocumentClient.from(createClient());

type Key = Pick<PetItem, 'username' | 'id'>;

/** A write was refused because the pet was not, or no longer, as it had to be. */
export class ConditionFailed extends Error {
  override readonly name = 'ConditionFailed';
}

/** An item as it is now. */
export async function getItem(key: Key): Promise<PetItem | undefined> {
  const { Item } = await documentClient.send(
    new GetCommand({ TableName: TABLE, Key: key, ConsistentRead: true }),
  );
  return Item as PetItem | undefined;
}

/** Those of at most 100 items that exist, as they are now, in no particular order. */
export async function getItems(keys: readonly Key[]): Promise<PetItem[]> {
  const items: PetItem[] = [];
  let open: readonly Key[] = keys;
  while (open.length > 0) {
    const { Responses, UnprocessedKeys } = await documentClient.send(
      new BatchGetCommand({
        RequestItems: { [TABLE]: { Keys: [...open], ConsistentRead: true } },
      }),
    );
    items.push(...((Responses?.[TABLE] ?? []) as PetItem[]));
    // Each answer holds at least one item: DynamoDB throws if it can read none.
    open = (UnprocessedKeys?.[TABLE]?.Keys ?? []) as Key[];
  }
  return items;
}

/**
 * A conditional write.
 *
 * @throws ConditionFailed
 */
export async function conditionally<T>(write: Promise<T>): Promise<T> {
  try {
    return await write;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) throw new ConditionFailed();
    throw error;
  }
}
