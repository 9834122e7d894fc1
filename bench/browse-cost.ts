/**
 * What a page of the list takes in a small and in a big shop, side by side in one run, through the
 * local cloud: API Gateway, the real function, the table in dynalite. A ratio near 1 says that a page
 * costs what a page costs, whatever the size of the shop.
 *
 * `npm run bench:api` compares 100 with 20,000 pets; `npm run bench:api -- 100 5000` others.
 */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { BatchWriteCommand, DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { startCloud, type Cloud } from '../local-cloud/src/cloud.ts';
import { listedItem, LIST_PARTITIONS } from '../backend/src/table/item.ts';
import { freePortsOfParts } from '../local-cloud/src/ports.ts';

const [SMALL = 100, BIG = 20_000] = process.argv.slice(2).map(Number);
const ROUNDS = 40;
/** What DynamoDB takes in one batch. */
const BATCH = 25;

const PATHS = [
  '/pets',
  '/pets?available=true',
  '/pets?type=dog',
  '/pets?sort=price-asc',
  '/pets?sort=price-desc&available=true',
  '/pets?sort=price-asc&type=dog',
  '/pets/types',
];

const shops = [await openShop(SMALL), await openShop(BIG)] as const;
console.log(`median of ${ROUNDS} pages, milliseconds`);
console.log(row('', `${SMALL} pets`, `${BIG} pets`, 'ratio'));
for (const path of PATHS) {
  const [small, big] = await medians(path);
  console.log(row(path, small.toFixed(1), big.toFixed(1), (big / small).toFixed(2)));
}
await Promise.all(shops.map((cloud) => cloud.close()));

async function openShop(size: number): Promise<Cloud> {
  const ports = await freePortsOfParts();
  const cloud = await startCloud({ ports, directory: undefined, log: () => undefined });
  const credentials = { accessKeyId: 'owner', secretAccessKey: 'owner' };
  const endpoint = `http://localhost:${ports.dynamodb}`;
  const client = new DynamoDBClient({ endpoint, region: 'us-east-1', credentials });
  const documents = DynamoDBDocumentClient.from(client);
  for (let first = 1; first <= size; first += BATCH) {
    const length = Math.min(BATCH, size - first + 1);
    const PetsTable = Array.from({ length }, (_, i) => ({ PutRequest: { Item: pet(first + i) } }));
    await documents.send(new BatchWriteCommand({ RequestItems: { PetsTable } }));
  }
  client.destroy();
  return cloud;
}

/** A pet of one of ten types; each fourth is sold. */
function pet(id: number) {
  const types = 'dog cat goldfish rabbit parrot hamster turtle horse duck snake'.split(' ');
  const item = listedItem({ id, type: types[id % types.length] ?? '', price: (id * 7919) % 5000 });
  const sale = { soldTo: 'ann@example.org', soldAt: '2026-01-31T12:00:00.000Z' };
  return id % 4 === 0 ? { ...item, ...sale, listPartition: LIST_PARTITIONS.sold } : item;
}

/** Both shops in turn, so that what slows the machine for a while slows both. */
async function medians(path: string): Promise<[number, number]> {
  const times = shops.map((): number[] => []);
  for (let round = 0; round <= ROUNDS; round++) {
    for (const [i, cloud] of shops.entries()) {
      const started = performance.now();
      const answer = await fetch(`${cloud.config['apiUrl']}${path}`);
      await answer.text();
      if (!answer.ok) throw new Error(`GET ${path} answered ${answer.status}`);
      // The first page of each warms up.
      if (round > 0) times[i]?.push(performance.now() - started);
    }
  }
  return times.map((all) => all.sort((one, other) => one - other)[ROUNDS / 2]) as [number, number];
}

function row(name: string, ...cells: string[]): string {
  return name.padEnd(40) + cells.map((cell) => cell.padStart(12)).join('');
}
