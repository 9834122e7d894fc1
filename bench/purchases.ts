/**
 * Purchases a second, the shop's way and the tutorial's, side by side in one run: on the same table
 * engine, by the same client, with as many buyers at once, in a shop of 100 pets.
 *
 * The shop sells by one conditional write of the pet's own item (`sell`). The tutorial keeps the list
 * in one item: it reads the list, changes it and writes it back. That loses purchases, so here it
 * writes only if nobody else has written since it read (a version in the item), and tries again
 * otherwise. Measured is the access to the table alone, without API Gateway, login and functions,
 * which both ways need alike.
 *
 * `npm run bench:purchases` has 25 buyers at once; `npm run bench:purchases -- 5` fewer.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { BatchWriteCommand, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { ConditionalCheckFailedException, CreateTableCommand } from '@aws-sdk/client-dynamodb';
import { freePortsOfParts } from '../local-cloud/src/ports.ts';
import { startCloudProcess } from '../local-cloud/testing/cloud-process.ts';

const [BUYERS = 25] = process.argv.slice(2).map(Number);
const PETS = 100;
const ROUNDS = 3;
/** Who met another waits up to this long before the next try, twice as long after each further one. */
const BACKOFF_MS = 20;
const MAX_BACKOFF_MS = 320;
/** What DynamoDB takes in one batch. */
const BATCH = 25;
const LIST_TABLE = 'ListTable';
const LIST_KEY = { username: 'default' };

interface List {
  version: number;
  pets: { id: number; type: string; price: number; isSold: boolean; soldTo?: string }[];
}

const ports = await freePortsOfParts();
const cloud = await startCloudProcess({ ports, directory: undefined });
// As the template gives them to a function.
Object.assign(process.env, {
  TABLE_NAME: 'PetsTable',
  AWS_ENDPOINT_URL_DYNAMODB: `http://localhost:${ports.dynamodb}`,
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'owner',
  AWS_SECRET_ACCESS_KEY: 'owner',
});
const { documentClient } = await import('../backend/src/table/dynamodb.ts');
const { sell } = await import('../backend/src/table/pets.ts');
const { listedItem } = await import('../backend/src/table/item.ts');

const pets = Array.from({ length: PETS }, (_, i) => ({ id: i + 1, type: 'dog', price: 10 + i }));
const soldTo = 'ann@example.org';
let attempts = 0;

await documentClient.send(
  new CreateTableCommand({
    TableName: LIST_TABLE,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [{ AttributeName: 'username', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'username', KeyType: 'HASH' }],
  }),
);
await pause(500);

const times: Record<'shop' | 'tutorial', number[]> = { shop: [], tutorial: [] };
for (let round = 0; round <= ROUNDS; round++) {
  await fillTable();
  const shop = await timeOf(buyOne);
  await fillList();
  if (round === 1) attempts = 0;
  const tutorial = await timeOf(buyOfList);
  // The first round warms up.
  if (round > 0) {
    times.shop.push(shop);
    times.tutorial.push(tutorial);
  }
}
const [shop, tutorial] = [times.shop, times.tutorial].map((all) => PETS / median(all)) as [
  number,
  number,
];
console.log(
  `purchases a second, ${BUYERS} buyers at once, ${PETS} pets, median of ${ROUNDS} rounds`,
);
console.log(`  one conditional write a purchase       ${shop.toFixed(0).padStart(6)}`);
console.log(`  the tutorial's list, read and written  ${tutorial.toFixed(0).padStart(6)}`);
console.log(
  `  (of its writes, one in ${(attempts / PETS / ROUNDS).toFixed(1)} was the first since its read)`,
);
console.log(`  ratio                                  ${(shop / tutorial).toFixed(1).padStart(6)}`);
await cloud.close();

/** How long it takes until all pets are sold, in seconds. */
async function timeOf(buy: (id: number) => Promise<void>): Promise<number> {
  const left = pets.map(({ id }) => id);
  const started = performance.now();
  await Promise.all(
    Array.from({ length: BUYERS }, async () => {
      for (let id = left.shift(); id !== undefined; id = left.shift()) await buy(id);
    }),
  );
  return (performance.now() - started) / 1000;
}

async function buyOne(id: number): Promise<void> {
  await sell(id, { buyer: 'amazon|ann', soldTo, soldAt: new Date().toISOString() });
}

async function buyOfList(id: number): Promise<void> {
  for (let backoff = BACKOFF_MS; ; backoff = Math.min(2 * backoff, MAX_BACKOFF_MS)) {
    const { Item } = await documentClient.send(
      new GetCommand({ TableName: LIST_TABLE, Key: LIST_KEY, ConsistentRead: true }),
    );
    const list = Item as List;
    const changed = list.pets.map((pet) =>
      pet.id === id ? { ...pet, isSold: true, soldTo } : pet,
    );
    try {
      attempts++;
      await putList({ version: list.version + 1, pets: changed }, list.version);
      return;
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
    }
    await pause(Math.random() * backoff);
  }
}

async function putList(list: List, version?: number): Promise<void> {
  await documentClient.send(
    new PutCommand({
      TableName: LIST_TABLE,
      Item: { ...LIST_KEY, ...list },
      ...(version !== undefined && {
        ConditionExpression: 'version = :version',
        ExpressionAttributeValues: { ':version': version },
      }),
    }),
  );
}

function fillList(): Promise<void> {
  return putList({ version: 1, pets: pets.map((pet) => ({ ...pet, isSold: false })) });
}

async function fillTable(): Promise<void> {
  for (let first = 0; first < PETS; first += BATCH) {
    const some = pets.slice(first, first + BATCH);
    const PetsTable = some.map((pet) => ({ PutRequest: { Item: listedItem(pet) } }));
    await documentClient.send(new BatchWriteCommand({ RequestItems: { PetsTable } }));
  }
}

function median(all: readonly number[]): number {
  return all.toSorted((one, other) => one - other)[Math.floor(all.length / 2)] ?? NaN;
}
