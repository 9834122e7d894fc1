/**
 * Copies the pets of a table of the previous version into a table of this version.
 *
 * That version moved a sold pet that was removed to a partition of its own, by two writes that could be
 * interrupted, and gave its id to other pets. Now each pet has one item forever.
 */
import {
  ConditionalCheckFailedException,
  DescribeTableCommand,
  ResourceNotFoundException,
} from '@aws-sdk/client-dynamodb';
import {
  GetCommand,
  paginateScan,
  PutCommand,
  type DynamoDBDocumentClient,
} from '@aws-sdk/lib-dynamodb';
import { isSold, listKeys, SHOP, sortKeys } from '../../backend/src/table/item.ts';
import type { PetItem } from '../../backend/src/table/item.ts';

export interface Table {
  documents: DynamoDBDocumentClient;
  name: string;
}

/** An item of the previous version. Of a sold pet there were two while it was being removed or put back. */
interface OldItem extends Omit<PetItem, 'removedAt' | 'idempotencyKey'> {
  timesPutBack?: number;
}

/** What was copied and what was there from an earlier run. */
export interface Copied {
  copied: number;
  present: number;
  /** The pets whose id belongs to another one, and the id that each got. */
  newIds: { from: number; to: number; soldAt: string | undefined }[];
}

/** The partition of a removed pet's sale went on with `soldAt`. */
const REMOVED = `${SHOP}/removed/`;

/** Above it a shopkeeper chooses no id (see openapi.yaml). */
const MAX_CHOSEN_ID = 1_000_000_000_000;

const WRITES_AT_ONCE = 25;

/**
 * It can be run again, also after an interruption: an existing copy is not written again, however it has
 * changed since. Only a sale in the old table counts, if the pet is unsold in the new one.
 *
 * @throws Error that says so if one of the tables is not what it should be; nothing is copied then
 */
export async function copyPets(
  from: Table,
  to: Table,
  log: (line: string) => void,
): Promise<Copied> {
  if (!(await isOld(from))) throw new Error(`${from.name} is not a table of the previous version.`);
  if (!(await isNew(to))) throw new Error(`${to.name} is not a table of this version.`);
  const pets = onePerPet(await oldItems(from));
  const present = new Map<string, number>();
  let highest = Math.max(0, ...pets.map(({ id }) => id).filter((id) => id <= MAX_CHOSEN_ID));
  for await (const { Items = [] } of scan(to)) {
    for (const { id, idempotencyKey } of Items as PetItem[]) {
      if (idempotencyKey !== undefined) present.set(idempotencyKey, id);
      highest = Math.max(highest, id);
    }
  }
  const result: Copied = { copied: 0, present: 0, newIds: [] };
  // The listed one of several pets of an id keeps it, else the one that was sold first: one after another.
  const byId = [...Map.groupBy(pets, ({ id }) => id).values()];
  let done = 0;
  for (let start = 0; start < byId.length; start += WRITES_AT_ONCE) {
    await Promise.all(byId.slice(start, start + WRITES_AT_ONCE).map(copyInTurn));
  }
  return result;

  async function copyInTurn(petsOfOneId: readonly PetItem[]): Promise<void> {
    for (const pet of petsOfOneId) {
      await copy(pet);
      done++;
      if (done % 1000 === 0 || done === pets.length) log(`${done} of ${pets.length} pets`);
    }
  }

  async function copy(pet: PetItem): Promise<void> {
    const key = keyOf(pet);
    const known = present.get(key);
    let id = known ?? (pet.id > MAX_CHOSEN_ID ? ++highest : pet.id);
    while (!(await put({ ...pet, id }, key))) {
      if (known === id || (await keyAt(id)) === key) {
        result.present++;
        return;
      }
      id = ++highest;
    }
    result.copied++;
    if (id !== pet.id) result.newIds.push({ from: pet.id, to: id, soldAt: pet.soldAt });
  }

  /** @returns whether it was written: the id was free, or its copy there has not been sold */
  async function put(pet: PetItem, idempotencyKey: string): Promise<boolean> {
    const orUnsold = ' OR (idempotencyKey = :key AND attribute_not_exists(soldAt))';
    const keys = pet.removedAt ? {} : listKeys(pet.id, isSold(pet) ? 'sold' : 'available');
    const input = {
      TableName: to.name,
      Item: { ...pet, ...sortKeys(pet), ...keys, idempotencyKey },
      ConditionExpression: 'attribute_not_exists(id)',
    };
    const ofSale = {
      ConditionExpression: input.ConditionExpression + orUnsold,
      ExpressionAttributeValues: { ':key': idempotencyKey },
    };
    try {
      await to.documents.send(new PutCommand({ ...input, ...(isSold(pet) && ofSale) }));
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  }

  /** An answer may have got lost, and the SDK have tried again. */
  async function keyAt(id: number): Promise<unknown> {
    const Key = { username: SHOP, id };
    const input = { TableName: to.name, Key, ConsistentRead: true };
    return (await to.documents.send(new GetCommand(input))).Item?.['idempotencyKey'];
  }
}

/** How many pets a table of the previous version lists, and how many sales it knows. */
export async function countOld(table: Table): Promise<{ listed: number; sales: number }> {
  const pets = onePerPet(await oldItems(table));
  const listed = pets.filter(({ removedAt }) => removedAt === undefined).length;
  return { listed, sales: pets.filter(isSold).length };
}

/** Whether it has the keys and indexes of the previous version. */
export async function isOld(table: Table): Promise<boolean> {
  const { GlobalSecondaryIndexes = [], LocalSecondaryIndexes = [] } = await describe(table);
  return LocalSecondaryIndexes.length === 0 && hasListById(GlobalSecondaryIndexes);
}

/** Whether it has those of this version. */
export async function isNew(table: Table): Promise<boolean> {
  return hasListById((await describe(table)).LocalSecondaryIndexes ?? []);
}

const hasListById = (indexes: readonly { IndexName?: string | undefined }[]): boolean =>
  indexes.some(({ IndexName }) => IndexName === 'ListById');

async function describe({ documents, name }: Table) {
  try {
    const { Table } = await documents.send(new DescribeTableCommand({ TableName: name }));
    return Table ?? {};
  } catch (error) {
    if (!(error instanceof ResourceNotFoundException)) throw error;
    throw new Error(`There is no table ${name} here. Is it in another region or account?`, {
      cause: error,
    });
  }
}

async function oldItems(table: Table): Promise<OldItem[]> {
  const items: OldItem[] = [];
  for await (const { Items = [] } of scan(table)) items.push(...(Items as OldItem[]));
  const other = items.find(({ username }) => username !== SHOP && !username.startsWith(REMOVED));
  if (!other) return items;
  throw new Error(
    `${table.name} has an item that isn't a pet of the shop: ${other.username} ${other.id}.`,
  );
}

const scan = ({ documents: client, name }: Table) =>
  paginateScan({ client }, { TableName: name, ConsistentRead: true });

/** The listed pets first: an id that several pets had stays theirs, or that of the first sale. */
function onePerPet(items: readonly OldItem[]): PetItem[] {
  const pets = new Map<string, OldItem>();
  for (const item of items) {
    const name = `${item.id} ${item.soldAt}`;
    const other = pets.get(name);
    pets.set(name, other ? later(item, other) : item);
  }
  const removedAt = new Date().toISOString();
  const order = ({ removedAt, soldAt }: PetItem) => (removedAt && soldAt) ?? '';
  return [...pets.values()]
    .map(({ username, id, type, price, soldBy, buyer, soldTo, soldAt }) => {
      const sale = soldAt !== undefined && { soldBy, buyer, soldTo, soldAt };
      // When it was removed was not recorded.
      const removal = username !== SHOP && { removedAt };
      return { username: SHOP, id, type, price, ...sale, ...removal };
    })
    .sort((one, other) => order(one).localeCompare(order(other)) || one.id - other.id);
}

/** Of two copies of one sale: putting back counts up after it was done, removing does not. */
function later(one: OldItem, other: OldItem): OldItem {
  const [listed, removed] = one.username === SHOP ? [one, other] : [other, one];
  return (listed.timesPutBack ?? 0) > (removed.timesPutBack ?? 0) ? listed : removed;
}

/** Identifies a copy again, whatever its id. */
const keyOf = ({ id, soldAt = '', removedAt }: PetItem): string =>
  removedAt ? `migrated-${id}-${soldAt.replace(/\D/g, '')}` : `migrated-${id}`;
