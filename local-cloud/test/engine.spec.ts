import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  DeleteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import db from 'dynalite/db/index.js';
import { createDynamoDb, fillTables } from '../src/dynamodb.ts';
import { openDynalite, type TableEngine } from '../src/engine/engine.ts';
import type { Resource } from '../src/template.ts';

const TableName = 'Books';
/** By shelf and number; some are lent. */
const books: Resource = {
  name: TableName,
  type: 'AWS::DynamoDB::Table',
  arn: '',
  metadata: {},
  properties: {
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [
      { AttributeName: 'shelf', AttributeType: 'S' },
      { AttributeName: 'number', AttributeType: 'N' },
      { AttributeName: 'lentAt', AttributeType: 'S' },
      { AttributeName: 'author', AttributeType: 'S' },
    ],
    KeySchema: [
      { AttributeName: 'shelf', KeyType: 'HASH' },
      { AttributeName: 'number', KeyType: 'RANGE' },
    ],
    LocalSecondaryIndexes: [
      {
        IndexName: 'LentByTime',
        KeySchema: [
          { AttributeName: 'shelf', KeyType: 'HASH' },
          { AttributeName: 'lentAt', KeyType: 'RANGE' },
        ],
        Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['author'] },
      },
    ],
    GlobalSecondaryIndexes: [
      {
        IndexName: 'ByAuthor',
        KeySchema: [
          { AttributeName: 'author', KeyType: 'HASH' },
          { AttributeName: 'number', KeyType: 'RANGE' },
        ],
        Projection: { ProjectionType: 'ALL' },
      },
    ],
  },
};

describe('The table engine', () => {
  let directory: string;
  let engine: TableEngine | undefined;
  let server: Server | undefined;
  let client: DynamoDBClient;
  let documents: DynamoDBDocumentClient;
  let log: string[];

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'engine-'));
  });
  afterEach(async () => {
    await close();
    await rm(directory, { recursive: true });
  });

  async function open({ kept = true, indexDelayMs = 0 } = {}): Promise<void> {
    log = [];
    const note = (line: string): void => void log.push(line);
    engine = await openDynalite({
      directory: kept ? join(directory, 'tables') : undefined,
      indexDelayMs,
      onRestart: () => void (kept || fillTables(endpoint, [books])),
      log: note,
    });
    server = createServer(createDynamoDb({ engine, functions: new Map(), log: note }));
    await once(server.listen(0, 'localhost'), 'listening');
    const endpoint = `http://localhost:${(server.address() as AddressInfo).port}`;
    const credentials = { accessKeyId: 'owner', secretAccessKey: 'owner' };
    client = new DynamoDBClient({ endpoint, region: 'us-east-1', credentials, maxAttempts: 1 });
    documents = DynamoDBDocumentClient.from(client);
    await fillTables(endpoint, [books]);
  }

  async function close(): Promise<void> {
    client.destroy();
    server?.close();
    server?.closeAllConnections();
    await engine?.close();
  }

  const put = (item: object) => documents.send(new PutCommand({ TableName, Item: item }));
  const numbers = async (query: object): Promise<number[]> => {
    const { Items = [] } = await documents.send(new QueryCommand({ TableName, ...query }));
    return Items.map(({ number }: { number?: number }) => Number(number));
  };
  const byAuthor = (author: string) =>
    numbers({
      IndexName: 'ByAuthor',
      KeyConditionExpression: 'author = :author',
      ExpressionAttributeValues: { ':author': author },
    });
  const lent = () =>
    numbers({
      IndexName: 'LentByTime',
      ConsistentRead: true,
      KeyConditionExpression: 'shelf = :shelf AND begins_with(lentAt, :year)',
      ExpressionAttributeValues: { ':shelf': 'a', ':year': '20' },
    });

  async function until(holds: () => Promise<boolean>): Promise<void> {
    while (!(await holds())) await setTimeout(20);
  }

  /** A call as it is, however wrong. */
  async function call(operation: string, body: string): Promise<number> {
    const headers = {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-date': '20260304T050607Z',
      authorization: 'AWS4-HMAC-SHA256 Credential=a/b/c/d/e, SignedHeaders=host, Signature=0',
      'x-amz-target': `DynamoDB_20120810.${operation}`,
    };
    const { port } = server?.address() as AddressInfo;
    const answer = await fetch(`http://localhost:${port}`, { method: 'POST', headers, body });
    await answer.text();
    return answer.status;
  }

  it('reads a sparse local index consistently', async () => {
    await open();
    await put({ shelf: 'a', number: 1, lentAt: '2026-02', author: 'Ann' });
    await put({ shelf: 'a', number: 2, author: 'Ann' });
    await put({ shelf: 'a', number: 3, lentAt: '2026-01', author: 'Ann' });
    expect(await lent()).toEqual([3, 1]);
    const Key = { shelf: 'a', number: 1 };
    await documents.send(
      new UpdateCommand({
        TableName,
        Key,
        UpdateExpression: 'REMOVE lentAt SET author = :b',
        ExpressionAttributeValues: { ':b': 'Bob' },
      }),
    );
    expect(await lent()).toEqual([3]);
  });

  it('refuses what it can’t read, however malformed, and goes on', async () => {
    const list = '['.repeat(50_000) + ']'.repeat(50_000);
    const deep = `${'{"L":['.repeat(20_000)}{"S":"a"}${']}'.repeat(20_000)}`;
    const key = '"shelf":{"S":"a"},"number":{"N":"1"}';
    const malformed = [
      ['PutItem', ''],
      ['PutItem', 'null'],
      ['PutItem', '[]'],
      ['PutItem', '{'],
      ['PutItem', `{"TableName":"Books","Item":{${key},"l":null}}`],
      ['PutItem', `{"TableName":"Books","Item":{${key},"l":{"M":{"a":null}}}}`],
      ['PutItem', `{"TableName":"Books","Item":{${key},"l":{"SS":[null]}}}`],
      ['PutItem', `{"TableName":"Books","Item":{${key},"l":${deep}}}`],
      ['PutItem', `{"TableName":"Books","Item":{${key}},"Expected":{"shelf":null}}`],
      ['PutItem', `{"TableName":${list}}`],
      ['UpdateItem', `{"TableName":"Books","Key":{${key}},"AttributeUpdates":{"a":null}}`],
      ['GetItem', '{"TableName":{},"Key":1}'],
      ['Query', '{"TableName":"Books","KeyConditions":{"shelf":null}}'],
      ['BatchGetItem', '{"RequestItems":{"Books":null}}'],
      ['BatchGetItem', '{"RequestItems":{"Books":{"Keys":[null]}}}'],
      ['BatchWriteItem', '{"RequestItems":{"Books":[null]}}'],
      ['UpdateTable', '{"TableName":"Books","GlobalSecondaryIndexUpdates":[null]}'],
      ['CreateTable', '{"TableName":"Other","AttributeDefinitions":[null],"KeySchema":[null]}'],
    ] as const;
    await open();
    const Key = { shelf: 'a', number: 7 };
    await put(Key);
    for (const [operation, body] of malformed) {
      const what = `${operation} with ${body.slice(0, 90)}`;
      expect(await call(operation, body))
        .withContext(what)
        .toBe(400);
    }
    expect(await call('PutItem', 'x'.repeat(17 * 1024 * 1024))).toBe(413);
    expect((await documents.send(new GetCommand({ TableName, Key }))).Item).toEqual(Key);
    expect(log.filter((line) => line.includes('stopped'))).toEqual([]);
  });

  const deadly = (): Promise<number> =>
    call(
      'TagResource',
      '{"ResourceArn":"arn:aws:dynamodb:us-east-1:000000000000:table/Books","Tags":[null]}',
    );

  it('starts again when it has ended, with what is kept, and says why it ended', async () => {
    await open();
    await put({ shelf: 'a', number: 1, author: 'Ann' });
    expect(await deadly()).toBe(500);
    expect(await byAuthor('Ann')).toEqual([1]);
    expect(log).toEqual([
      jasmine.stringMatching(/^the table engine stopped \(TypeError: .*\); restarting it$/),
    ]);
  });

  it('begins anew in memory when it has ended', async () => {
    await open({ kept: false });
    await put({ shelf: 'a', number: 1, author: 'Ann' });
    expect(await deadly()).toBe(500);
    expect(log).toEqual([jasmine.stringContaining('its in-memory tables are lost')]);
    await until(async () => (await call('DescribeTable', '{"TableName":"Books"}')) === 200);
    expect(await byAuthor('Ann')).toEqual([]);
  });

  it('says who has its directory open', async () => {
    await open();
    const again = openDynalite({
      directory: join(directory, 'tables'),
      indexDelayMs: 0,
      onRestart: () => undefined,
      log: () => undefined,
    });
    await expectAsync(again).toBeRejectedWith(
      jasmine.objectContaining({ cause: jasmine.objectContaining({ code: 'LEVEL_LOCKED' }) }),
    );
  });

  describe('after a kill that left indexes behind', () => {
    /** What dynalite has on disk, without dynalite. */
    async function edit(change: (store: ReturnType<typeof db.create>['db']) => Promise<void>) {
      const store = db.create({ path: join(directory, 'tables') });
      await store.db.open();
      await change(store.db);
      await store.db.close();
    }
    const entries = { gte: 'index-', lt: 'index-~~' };

    beforeEach(async () => {
      await open();
      for (const number of [1, 2, 3]) {
        await put({ shelf: 'a', number, author: 'Ann', lentAt: `2026-0${number}` });
      }
      await close();
    });

    it('puts the missing entries back', async () => {
      await edit(async (store) => {
        for await (const [key] of store.iterator(entries)) {
          await store.batch([{ type: 'del', key }]);
        }
      });
      await open();
      expect(log).toEqual([
        'repaired indexes that had fallen behind their table: Books/LentByTime, Books/ByAuthor',
      ]);
      expect(await byAuthor('Ann')).toEqual([1, 2, 3]);
      expect(await lent()).toEqual([1, 2, 3]);
    });

    it('takes out and renews what tells of the past', async () => {
      await edit(async (store) => {
        for await (const [key, value] of store.iterator({ gte: 'item-', lt: 'item-~~' })) {
          const { number } = value as { number: { N: string } };
          if (number.N === '1') await store.batch([{ type: 'del', key }]);
          const author = { S: number.N === '2' ? 'Bob' : 'Ann' };
          const changed = { ...(value as object), author, title: { S: 'new' } };
          if (number.N !== '1') await store.batch([{ type: 'put', key, value: changed }]);
        }
      });
      await open();
      expect(await byAuthor('Ann')).toEqual([3]);
      expect(await byAuthor('Bob')).toEqual([2]);
      expect(await lent()).toEqual([2, 3]);
      const { Items } = await documents.send(
        new QueryCommand({
          TableName,
          IndexName: 'ByAuthor',
          KeyConditionExpression: 'author = :author',
          ExpressionAttributeValues: { ':author': 'Ann' },
        }),
      );
      expect(Items).toEqual([
        { shelf: 'a', number: 3, author: 'Ann', lentAt: '2026-03', title: 'new' },
      ]);
    });

    it('leaves alone and passes over in silence what agrees', async () => {
      await open();
      expect(log).toEqual([]);
      expect(await byAuthor('Ann')).toEqual([1, 2, 3]);
    });
  });

  describe('with late global indexes', () => {
    const LATE_MS = 300;

    it('has a change at once in table and local index, later in a global index', async () => {
      await open({ kept: false, indexDelayMs: LATE_MS });
      const started = performance.now();
      await put({ shelf: 'a', number: 1, author: 'Ann', lentAt: '2026-01' });
      const Key = { shelf: 'a', number: 1 };
      expect((await documents.send(new GetCommand({ TableName, Key }))).Item).toBeDefined();
      expect(await lent()).toEqual([1]);
      // A busy machine may take longer over these calls than the index is late.
      const early = await byAuthor('Ann');
      if (performance.now() - started < LATE_MS) expect(early).toEqual([]);
      await until(async () => (await byAuthor('Ann')).length === 1);

      await documents.send(new DeleteCommand({ TableName, Key }));
      expect(await lent()).toEqual([]);
      await until(async () => (await byAuthor('Ann')).length === 0);
    });

    it('keeps the order of changes', async () => {
      await open({ kept: false, indexDelayMs: 50 });
      for (let i = 0; i < 40; i++) {
        await put({ shelf: 'a', number: 1, author: i % 2 ? 'Ann' : 'Bob' });
      }
      await put({ shelf: 'a', number: 2, author: 'Last' });
      await until(async () => (await byAuthor('Last')).length === 1);
      expect([await byAuthor('Ann'), await byAuthor('Bob')]).toEqual([[1], []]);
    });

    it('loses none when it closes', async () => {
      await open({ indexDelayMs: LATE_MS });
      await put({ shelf: 'a', number: 1, author: 'Ann' });
      await close();
      await open({ indexDelayMs: LATE_MS });
      expect(log).toEqual([]);
      expect(await byAuthor('Ann')).toEqual([1]);
    });
  });
});
