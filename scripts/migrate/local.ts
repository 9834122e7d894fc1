/** The shop of `npm start`, in .local. */
import { existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { readLocalTemplate } from '../../local-cloud/src/cloud.ts';
import { createDynamoDb, fillTables } from '../../local-cloud/src/dynamodb.ts';
import { openDynalite } from '../../local-cloud/src/engine/engine.ts';
import { STANDARD, type Ports } from '../../local-cloud/src/ports.ts';
import { makePrivate } from '../../local-cloud/src/private.ts';
import { ofType, REGION } from '../../local-cloud/src/template.ts';
import { copyPets, countOld, isOld, type Copied, type Table } from './copy.ts';

const TABLE = 'PetsTable';

/** The folders of the tables: the one in use, the copy in the making, and what was before it. */
const foldersIn = (directory: string) => ({
  current: join(directory, 'dynamodb'),
  next: join(directory, 'dynamodb.new'),
  before: join(directory, 'dynamodb.old'),
});

/** Whether a migration was interrupted. Then `migrateLocal` goes on. */
export const isMigrating = (directory: string): boolean => existsSync(foldersIn(directory).next);

/** What a shop of the previous version holds; undefined if there is none. */
export async function olderShop(directory: string) {
  const { current } = foldersIn(directory);
  if (!existsSync(current)) return undefined;
  return withTable(current, async (table) =>
    (await isOld(table)) ? await countOld(table) : undefined,
  );
}

/**
 * Copies the pets into a new folder, which then takes the place of the old one. The old one is kept.
 * Whenever it is interrupted, nothing is lost, and the same call again completes it.
 *
 * @throws Error if there is no shop of the previous version, or if it is in use
 */
export async function migrateLocal(
  directory: string,
  log: (line: string) => void,
): Promise<Copied | undefined> {
  const { current, next, before } = foldersIn(directory);
  let copied: Copied | undefined;
  // Without a current one, only the last step is left.
  if (existsSync(current) || !existsSync(next)) {
    if (!(await olderShop(directory)))
      throw new Error(`${directory} has no shop of the previous version.`);
    await rm(next, { recursive: true, force: true });
    copied = await withTable(current, (from) =>
      withTable(next, async (to, endpoint) => {
        await fillTables(
          endpoint,
          ofType(readLocalTemplate({ ports: PORTS }), 'AWS::DynamoDB::Table'),
        );
        return copyPets(from, to, log);
      }),
    );
    await rm(before, { recursive: true, force: true });
    await rename(current, before);
  }
  await rename(next, current);
  makePrivate(directory);
  return copied;
}

/** A table doesn't depend on addresses. */
const PORTS = Object.fromEntries(
  Object.entries(STANDARD).map(([part, { port }]) => [part, port]),
) as Ports;

async function withTable<T>(
  folder: string,
  use: (table: Table, endpoint: string) => Promise<T>,
): Promise<T> {
  const log = (line: string) => console.log(line);
  const own = { directory: folder, indexDelayMs: 0, onRestart: () => undefined, log };
  const engine = await openDynalite(own);
  const server = createServer(createDynamoDb({ engine, functions: new Map(), log }));
  await once(server.listen(0, 'localhost'), 'listening');
  const endpoint = `http://localhost:${(server.address() as AddressInfo).port}`;
  const credentials = { accessKeyId: 'owner', secretAccessKey: 'owner' };
  const client = new DynamoDBClient({ endpoint, region: REGION, credentials });
  try {
    return await use({ documents: DynamoDBDocumentClient.from(client), name: TABLE }, endpoint);
  } finally {
    client.destroy();
    server.closeAllConnections();
    server.close();
    await engine.close();
  }
}
