/**
 * What a page takes in a small shop, in a big one, and in the big one after as many pets were removed:
 * items that the table reads for it, read capacity, and milliseconds. The real functions run in this
 * process, so that their reads can be counted; the table is dynalite. Equal columns say that a page
 * costs what a page costs, whatever the size of the shop and its past.
 *
 * `npm run bench:api` compares 100 with 100,000 pets; `npm run bench:api -- 100 5000` others.
 */
import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import { invoke, openLocalTable } from '../local-cloud/testing/local-table.ts';
import type { User } from '../backend/src/auth/id-token.ts';

const [SMALL = 100, BIG = 100_000] = process.argv.slice(2).map(Number);
const ROUNDS = 20;
/** What DynamoDB takes in one batch. */
const BATCH = 25;
const BATCHES_AT_ONCE = 8;

/** So few that a page of any choice is full in a shop of a hundred pets. */
const LIMIT = '5';
const QUERIES: Record<string, string>[] = [
  {},
  { available: 'true' },
  { type: 'dog' },
  { sort: 'price-asc' },
  { sort: 'price-desc', available: 'true' },
  { sort: 'price-asc', type: 'dog' },
];
const ANN: User = {
  sub: 'amazon|ann',
  email: 'ann@example.org',
  role: 'social',
  roleSessionName: 'amazon-1',
};
const KEEPER: User = { ...ANN, sub: 'auth0|keeper', role: 'admin' };

await openLocalTable();
const { handler } = await import('../backend/src/handlers/get-pet-info.ts');
const { listSales } = await import('../backend/src/logic/purchases.ts');
const { documentClient, TABLE } = await import('../backend/src/table/dynamodb.ts');
const items = await import('../backend/src/table/item.ts');
const { nextFreeId } = await import('../backend/src/table/pets.ts');

let itemsRead = 0;
let capacity = 0;
documentClient.middlewareStack.add(
  (next) => async (request) => {
    Object.assign(request.input, { ReturnConsumedCapacity: 'TOTAL' });
    const answer = await next(request);
    const { ScannedCount = 0, ConsumedCapacity } = answer.output as {
      ScannedCount?: number;
      ConsumedCapacity?: { CapacityUnits?: number };
    };
    itemsRead += ScannedCount;
    capacity += ConsumedCapacity?.CapacityUnits ?? 0;
    return answer;
  },
  { step: 'initialize', priority: 'high' },
);

const PAGES: Record<string, () => Promise<unknown>> = {
  ...Object.fromEntries(
    QUERIES.map((query) => [
      `/pets?${new URLSearchParams(query).toString()}`,
      () => get('/pets', { ...query, limit: LIMIT }),
    ]),
  ),
  '/pets/types': () => get('/pets/types', {}),
  '/pets/purchase of a buyer': () => listSales(ANN, { limit: Number(LIMIT) }),
  '/pets/purchase of a keeper': () => listSales(KEEPER, { limit: Number(LIMIT) }),
  'the next free id': nextFreeId,
};

await fill(1, SMALL, false);
const small = await measure();
await fill(SMALL + 1, BIG, false);
const big = await measure();
await fill(BIG + 1, 2 * BIG, true);
const aged = await measure();

const shops = [`${SMALL} pets`, `${BIG} pets`, `${BIG} removed`];
console.log(`items read / capacity units / median of ${ROUNDS} pages in milliseconds`);
console.log(row('', shops));
for (const name of Object.keys(PAGES)) {
  const cells = [small, big, aged].map((shop) => shop.get(name));
  console.log(
    row(
      name,
      cells.map((cost) => cost?.text ?? ''),
    ),
  );
  const [first] = cells;
  if (cells.some((cost) => cost?.itemsRead !== first?.itemsRead)) process.exitCode = 1;
}
// The table still listens.
process.exit();

/** Writes pets as the shop would have left them. */
async function fill(first: number, last: number, areRemoved: boolean): Promise<void> {
  const batches: object[][] = [];
  for (let start = first; start <= last; start += BATCH) {
    const length = Math.min(BATCH, last - start + 1);
    batches.push(Array.from({ length }, (_, i) => pet(start + i, areRemoved)));
  }
  const writeSome = async (): Promise<void> => {
    for (let batch = batches.pop(); batch; batch = batches.pop()) {
      const requests = batch.map((Item) => ({ PutRequest: { Item } }));
      await documentClient.send(new BatchWriteCommand({ RequestItems: { [TABLE]: requests } }));
    }
  };
  await Promise.all(Array.from({ length: BATCHES_AT_ONCE }, writeSome));
}

/** A dog, a cat or a rabbit; each fourth is sold to Ann. */
function pet(id: number, isRemoved: boolean): object {
  const types = ['dog', 'cat', 'rabbit'];
  const facts = { id, type: types[id % types.length] ?? '', price: (id * 7919) % 5000 };
  const isSold = id % 4 === 0;
  const soldAt = new Date(Date.UTC(2026, 0) + id * 1000).toISOString();
  return {
    username: items.SHOP,
    ...facts,
    ...items.sortKeys(facts),
    ...(isRemoved ? { removedAt: soldAt } : items.listKeys(id, isSold ? 'sold' : 'available')),
    ...(isSold && { soldBy: items.SHOP, buyer: ANN.sub, soldTo: ANN.email, soldAt }),
  };
}

async function get(resource: string, query: Record<string, string>): Promise<void> {
  const event = { httpMethod: 'GET', resource, queryStringParameters: query };
  const answer = await invoke(handler, event);
  if (answer.statusCode !== 200) throw new Error(`${resource} answered ${answer.statusCode}`);
}

async function measure(): Promise<Map<string, { itemsRead: number; text: string }>> {
  const costs = new Map<string, { itemsRead: number; text: string }>();
  for (const [name, page] of Object.entries(PAGES)) {
    const times: number[] = [];
    // The first page warms up.
    for (let round = 0; round <= ROUNDS; round++) {
      itemsRead = 0;
      capacity = 0;
      const started = performance.now();
      await page();
      if (round > 0) times.push(performance.now() - started);
    }
    const median = times.sort((one, other) => one - other)[ROUNDS / 2] ?? 0;
    costs.set(name, { itemsRead, text: `${itemsRead} / ${capacity} / ${median.toFixed(1)}` });
  }
  return costs;
}

function row(name: string, cells: readonly string[]): string {
  return name.padEnd(40) + cells.map((cell) => cell.padStart(20)).join('');
}
