declare module 'dynalite' {
  import type { Server } from 'node:http';

  /** @see https://github.com/architect/dynalite */
  export default function dynalite(options: {
    path?: string | undefined;
    createTableMs?: number;
  }): Server;
}

/** What dynalite keeps in LevelDB, and how. */
declare module 'dynalite/db/index.js' {
  import type { TableDescription } from '@aws-sdk/client-dynamodb';

  export type Item = Readonly<Record<string, unknown>>;
  export type Indexes = TableDescription['GlobalSecondaryIndexes'];
  type Range = { gte: string; lt: string };
  type Done = (error?: Error | null) => void;

  export interface Store {
    db: {
      open(): Promise<void>;
      close(): Promise<void>;
      values(range: Range): AsyncIterable<unknown>;
      iterator(range: Range): AsyncIterable<[key: string, value: unknown]>;
      batch(
        changes: ({ type: 'put'; key: string; value: unknown } | { type: 'del'; key: string })[],
      ): Promise<void>;
    };
  }

  interface Db {
    create(options: { path: string }): Store;
    /** The entries that an item has in indexes. */
    getIndexActions(
      indexes: Indexes,
      before: undefined,
      after: Item,
      table: TableDescription,
    ): { puts: { index: string; key: string; item: Item }[] };
    /** Called with an item's key locked, before the item itself is written. */
    updateIndexes: (
      store: Store,
      table: TableDescription,
      before: Item | undefined,
      after: Item | null,
      done: Done,
    ) => void;
  }

  const db: Db;
  export default db;
}
