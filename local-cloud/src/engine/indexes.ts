import type { TableDescription } from '@aws-sdk/client-dynamodb';
import db, { type Item } from 'dynalite/db/index.js';

/**
 * Makes each table's indexes match its items, in one atomic write. dynalite writes an item and its index
 * entries one by one, so a process killed in between leaves them out of step. Items are only read.
 *
 * @returns the indexes that differed, such as `PetsTable/ListByPrice`
 * @throws Error if another process has the directory open
 */
export async function repairIndexes(directory: string): Promise<string[]> {
  const store = db.create({ path: directory });
  await store.db.open();
  const repaired: string[] = [];
  const changes: Parameters<typeof store.db.batch>[0] = [];
  for await (const table of store.db.values(keysOf('table')) as AsyncIterable<TableDescription>) {
    for (const { type, index } of indexesOf(table)) {
      const name = `index-${type}~${table.TableName}~${index.IndexName}`;
      const wanted = new Map<string, Item>();
      for await (const item of store.db.values(keysOf(`item-${table.TableName}`))) {
        const { puts } = db.getIndexActions([index], undefined, item as Item, table);
        for (const { key, item: entry } of puts) wanted.set(`${name}~${key}`, entry);
      }
      const before = changes.length;
      for await (const [key, value] of store.db.iterator(keysOf(name))) {
        const entry = wanted.get(key);
        if (!entry) changes.push({ type: 'del', key });
        else if (JSON.stringify(entry) === JSON.stringify(value)) wanted.delete(key);
      }
      for (const [key, value] of wanted) changes.push({ type: 'put', key, value });
      if (changes.length > before) repaired.push(`${table.TableName}/${index.IndexName}`);
    }
  }
  await store.db.batch(changes);
  await store.db.close();
  return repaired;
}

/** Whether another process has the tables of a folder open. */
export async function isInUse(directory: string): Promise<boolean> {
  const store = db.create({ path: directory });
  try {
    await store.db.open();
    await store.db.close();
    return false;
  } catch (error) {
    return ((error as Error).cause as NodeJS.ErrnoException | undefined)?.code === 'LEVEL_LOCKED';
  }
}

const keysOf = (name: string) => ({ gte: `${name}~`, lt: `${name}~\u{ffff}` });

const indexesOf = ({
  LocalSecondaryIndexes = [],
  GlobalSecondaryIndexes = [],
}: TableDescription) => [
  ...LocalSecondaryIndexes.map((index) => ({ type: 'local', index })),
  ...GlobalSecondaryIndexes.map((index) => ({ type: 'global', index })),
];

/**
 * From now on global indexes lag that much behind their table, as on AWS, where they are eventually
 * consistent. The table and its local indexes never lag.
 *
 * @returns what resolves when every change so far is in the indexes
 */
export function delayGlobalIndexes(milliseconds: number): () => Promise<unknown> {
  const { updateIndexes } = db;
  let last: Promise<unknown> = Promise.resolve();
  if (milliseconds > 0) {
    db.updateIndexes = (store, table, before, after, done) => {
      const { GlobalSecondaryIndexes: _late, ...atOnce } = table;
      const { LocalSecondaryIndexes: _atOnce, ...late } = table;
      updateIndexes(store, atOnce, before, after, done);
      const due = new Promise((resolve) => setTimeout(resolve, milliseconds));
      // One after the other, in the order of the writes.
      last = Promise.all([last, due]).then(
        () => new Promise((resolve) => updateIndexes(store, late, before, after, resolve)),
      );
    };
  }
  return () => last;
}
