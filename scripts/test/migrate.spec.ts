import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import {
  CreateTableCommand,
  DynamoDBClient,
  type CreateTableCommandInput,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';
import {
  DeleteCommand,
  DynamoDBDocumentClient,
  PutCommand,
  ScanCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { listedItem } from '../../backend/src/table/item.ts';
import { createDynamoDb, fillTables } from '../../local-cloud/src/dynamodb.ts';
import { openDynalite } from '../../local-cloud/src/engine/engine.ts';
import { ofType, readTemplate } from '../../local-cloud/src/template.ts';
import { LocalShop } from '../../local-cloud/testing/local-shop.ts';
import { copyPets } from '../migrate/copy.ts';
import { isMigrating, migrateLocal, olderShop } from '../migrate/local.ts';

const script = join(import.meta.dirname, '../migrate.ts');
const noon = '2026-01-31T12:00:00.000Z';
const later = '2026-02-28T12:00:00.000Z';

/** PetsTable as the version before had it. */
const oldTable = (TableName: string): CreateTableCommandInput => ({
  TableName,
  BillingMode: 'PAY_PER_REQUEST',
  AttributeDefinitions: [
    { AttributeName: 'username', AttributeType: 'S' },
    { AttributeName: 'id', AttributeType: 'N' },
    ...['buyer', 'soldBy', 'soldAt', 'listPartition', 'byPrice', 'byType', 'byTypeAndPrice'].map(
      (AttributeName) => ({ AttributeName, AttributeType: 'S' as const }),
    ),
  ],
  KeySchema: keys('username', 'id'),
  GlobalSecondaryIndexes: Object.entries({
    PurchasesByBuyer: keys('buyer', 'soldAt'),
    SalesByTime: keys('soldBy', 'soldAt'),
    ListById: keys('listPartition', 'id'),
    ListByPrice: keys('listPartition', 'byPrice'),
    ListByType: keys('listPartition', 'byType'),
    ListByTypeAndPrice: keys('listPartition', 'byTypeAndPrice'),
  }).map(([IndexName, KeySchema]) => ({
    IndexName,
    KeySchema,
    Projection: { ProjectionType: 'ALL' as const },
  })),
});

function keys(hash: string, range: string) {
  return [
    { AttributeName: hash, KeyType: 'HASH' as const },
    { AttributeName: range, KeyType: 'RANGE' as const },
  ];
}

const sale = (soldAt: string, email: string) => ({
  ...{ soldBy: 'default', buyer: `amazon|${email}`, soldTo: email, soldAt },
});

/** Items as the version before wrote them. */
const listed = (id: number, type: string, sold?: object, timesPutBack = 0) => ({
  ...{ username: 'default', id, type, price: id },
  listPartition: sold ? 'default/sold' : 'default/available',
  ...{ byPrice: `${id}`, byType: `${type}\t${id}`, byTypeAndPrice: `${type}\t${id}` },
  ...(sold && { ...sold, timesPutBack }),
});
const removed = (id: number, type: string, sold: { soldAt: string }, timesPutBack = 0) => ({
  ...{ username: `default/removed/${sold.soldAt}`, id, type, price: id },
  ...{ ...sold, timesPutBack },
});

const ITEMS = [
  listed(1, 'Dog'),
  listed(2, 'cat', sale(noon, 'ann@example.org')),
  // Its id went to another pet, twice.
  listed(3, 'Straße'),
  removed(3, 'horse', sale(later, 'bob@example.org')),
  removed(3, 'duck', sale(noon, 'ann@example.org')),
  // While it was being removed.
  listed(4, 'fish', sale(noon, 'ann@example.org')),
  removed(4, 'fish', sale(noon, 'ann@example.org')),
  // While it was being put back.
  listed(5, 'bird', sale(later, 'bob@example.org'), 1),
  removed(5, 'bird', sale(later, 'bob@example.org')),
  removed(6, 'snake', sale(noon, 'ann@example.org')),
];

/** Id, type, buyer, and where it is. */
const MIGRATED = [
  '1 Dog available',
  '2 cat ann@example.org sold',
  '3 Straße available',
  '4 fish ann@example.org removed',
  '5 bird bob@example.org sold',
  '6 snake ann@example.org removed',
  '7 duck ann@example.org removed',
  '8 horse bob@example.org removed',
];

interface Item {
  id: number;
  type: string;
  price: number;
  soldTo?: string;
  removedAt?: string;
  listPartition?: string;
  byId?: string;
}

describe('npm run migrate', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'migrate-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  async function open(directory?: string) {
    const log = (): void => undefined;
    const engine = await openDynalite({ directory, indexDelayMs: 0, onRestart: log, log });
    const server = createServer(createDynamoDb({ engine, functions: new Map(), log }));
    await once(server.listen(0, 'localhost'), 'listening');
    const endpoint = `http://localhost:${(server.address() as AddressInfo).port}`;
    const credentials = { accessKeyId: 'owner', secretAccessKey: 'owner' };
    const client = new DynamoDBClient({ endpoint, region: 'us-east-1', credentials });
    const documents = DynamoDBDocumentClient.from(client);
    const close = async () => {
      client.destroy();
      server.close();
      server.closeAllConnections();
      await engine.close();
    };
    return { endpoint, documents, close };
  }

  async function makeOld(documents: DynamoDBDocumentClient, name: string): Promise<void> {
    await documents.send(new CreateTableCommand(oldTable(name)));
    const wait = { client: documents, maxWaitTime: 10, minDelay: 1 };
    await waitUntilTableExists(wait, { TableName: name });
    for (const Item of ITEMS) await documents.send(new PutCommand({ TableName: name, Item }));
  }

  describe('with two tables on AWS', () => {
    let aws: Awaited<ReturnType<typeof open>>;

    beforeEach(async () => {
      aws = await open();
      await makeOld(aws.documents, 'OldTable');
      const template = readTemplate(join(import.meta.dirname, '../../backend/template.yaml'), {
        parameters: {
          Auth0Domain: 'localhost:1',
          Auth0ClientId: 'client',
          ApiGatewayLogRole: 'keep',
        },
        addresses: [],
      });
      await fillTables(aws.endpoint, ofType(template, 'AWS::DynamoDB::Table'));
    });
    afterEach(() => aws.close());

    const migrate = async (...options: string[]) => {
      const child = spawn(process.execPath, [script, '--region=us-east-1', ...options], {
        env: {
          ...process.env,
          AWS_ENDPOINT_URL_DYNAMODB: aws.endpoint,
          AWS_ACCESS_KEY_ID: 'owner',
          AWS_SECRET_ACCESS_KEY: 'owner',
        },
      });
      const [printed, errors, [code]] = await Promise.all([
        text(child.stdout),
        text(child.stderr),
        once(child, 'exit') as Promise<[number]>,
      ]);
      return { code, printed, errors };
    };
    const items = async () => {
      const { Items = [] } = await aws.documents.send(new ScanCommand({ TableName: 'PetsTable' }));
      return (Items as Item[]).sort((one, other) => one.id - other.id);
    };
    const shown = async () =>
      (await items()).map(({ id, type, soldTo, removedAt, listPartition, byId }) => {
        expect(listPartition?.split('/')[1]).toBe(byId?.split('\t')[0]);
        const where = removedAt ? 'removed' : listPartition?.split('/')[1];
        return [id, type, soldTo, where].filter(Boolean).join(' ');
      });

    it('gives each pet one item, each removed pet an id of its own, and sorts anew', async () => {
      const { code, printed } = await migrate('OldTable', 'PetsTable');
      expect(code).toBe(0);
      expect(await shown()).toEqual(MIGRATED);
      expect(printed).toContain(`Pet 3, sold ${later}, is now pet 8`);
      expect(printed).toContain('Copied 8 pets.');
      const [dog, , street] = await items();
      expect(dog).toEqual(jasmine.objectContaining(listedItem({ id: 1, type: 'Dog', price: 1 })));
      expect(street).toEqual(
        jasmine.objectContaining(listedItem({ id: 3, type: 'Straße', price: 3 })),
      );
    });

    it('leaves a listed pet its id, however long its copy takes', async () => {
      const { documents } = aws;
      const send = documents.send.bind(documents) as (command: object) => Promise<object>;
      spyOn(documents, 'send').and.callFake((async (command: object) => {
        const isLate = command instanceof PutCommand && command.input.Item?.['type'] === 'Straße';
        if (isLate) await setTimeout(200);
        return send(command);
      }) as typeof documents.send);
      const [from, to] = ['OldTable', 'PetsTable'].map((name) => ({ documents, name }));
      await copyPets(from!, to!, () => undefined);
      expect(await shown()).toContain('3 Straße available');
    });

    it('copies what is missing when it is repeated, and nothing that is there', async () => {
      await migrate('OldTable', 'PetsTable');
      const Key = { username: 'default', id: 1 };
      await aws.documents.send(
        new UpdateCommand({
          ...{ TableName: 'PetsTable', Key, UpdateExpression: 'SET price = :price' },
          ExpressionAttributeValues: { ':price': 99 },
        }),
      );
      for (const id of [2, 7]) {
        await aws.documents.send(
          new DeleteCommand({ TableName: 'PetsTable', Key: { username: 'default', id } }),
        );
      }
      const { printed } = await migrate('OldTable', 'PetsTable');
      expect(printed).toContain('6 were already there.');
      expect((await items())[0]?.price).toBe(99);
      expect((await shown()).filter((one) => !one.includes('duck'))).toEqual(
        MIGRATED.filter((one) => !one.includes('duck')),
      );
      expect((await shown()).filter((one) => one.includes('duck'))).toEqual([
        '9 duck ann@example.org removed',
      ]);
    });

    it('leaves a pet that was added in the meantime its id', async () => {
      const Item = listedItem({ id: 2, type: 'new', price: 5 });
      await aws.documents.send(new PutCommand({ TableName: 'PetsTable', Item }));
      await migrate('OldTable', 'PetsTable');
      expect((await shown()).slice(0, 2)).toEqual(['1 Dog available', '2 new available']);
      expect((await shown()).filter((one) => one.includes('cat'))).toEqual([
        jasmine.stringMatching(/^\d+ cat ann@example.org sold$/),
      ]);
      await migrate('OldTable', 'PetsTable');
      expect(await items()).toHaveSize(9);
    });

    it('takes a sale that came after the first copy', async () => {
      await migrate('OldTable', 'PetsTable');
      const Item = listed(1, 'Dog', sale(later, 'bob@example.org'));
      await aws.documents.send(new PutCommand({ TableName: 'OldTable', Item }));
      await migrate('OldTable', 'PetsTable');
      expect(await shown()).toEqual(['1 Dog bob@example.org sold', ...MIGRATED.slice(1)]);
    });

    for (const [names, reason] of [
      [['OldTable'], 'Name two tables'],
      [['PetsTable', 'PetsTable'], 'Name two tables'],
      [['NoTable', 'PetsTable'], 'There is no table NoTable here.'],
      [['PetsTable', 'OldTable'], 'PetsTable is not a table of the previous version'],
      [['OldTable', 'OtherTable'], 'OtherTable is not a table of this version'],
    ] as const) {
      it(`refuses ${names.join(' and ')} with a sentence`, async () => {
        await aws.documents.send(new CreateTableCommand(oldTable('OtherTable')));
        const { code, errors } = await migrate(...names);
        expect(errors).toContain(reason);
        expect(errors).not.toContain('    at ');
        expect(code).toBe(1);
        expect(await items()).toEqual([]);
      });
    }

    it('refuses a table that holds something else too', async () => {
      const Item = { username: 'other', id: 1, type: 'x', price: 1 };
      await aws.documents.send(new PutCommand({ TableName: 'OldTable', Item }));
      expect((await migrate('OldTable', 'PetsTable')).errors).toContain(
        "OldTable has an item that isn't a pet",
      );
      expect(await items()).toEqual([]);
    });
  });

  describe("with npm start's shop", () => {
    const quiet = (): void => undefined;

    beforeEach(async () => {
      const old = await open(join(folder, 'dynamodb'));
      await makeOld(old.documents, 'PetsTable');
      await old.close();
    });

    const check = async () => {
      const shop = await LocalShop.open({ directory: folder });
      const keeper = await shop.keeper();
      const { body: pets } = await shop.call('/pets');
      const headers = { 'x-id-token': keeper.idToken };
      const { body: sales } = await shop.call('/pets/purchase', { headers }, keeper);
      await shop.close();
      expect((pets as Item[]).map(({ id }) => id)).toEqual([5, 3, 2, 1]);
      expect((sales as Item[]).map(({ id }) => id).sort()).toEqual([2, 4, 5, 6, 7, 8]);
    };

    it('knows what would be lost, and keeps it', async () => {
      expect(await olderShop(folder)).toEqual({ listed: 4, sales: 6 });
      await migrateLocal(folder, quiet);
      for (const entry of await readdir(folder, { recursive: true })) {
        expect((await stat(join(folder, entry))).mode & 0o077)
          .withContext(entry)
          .toBe(0);
      }
      expect(await olderShop(folder)).toBeUndefined();
      await check();
      await expectAsync(migrateLocal(folder, quiet)).toBeRejectedWithError(
        /no shop of the previous version/,
      );
    });

    it('begins again after it was interrupted while it copied', async () => {
      await cp(join(folder, 'dynamodb'), join(folder, 'dynamodb.new'), { recursive: true });
      expect(isMigrating(folder)).toBeTrue();
      await migrateLocal(folder, quiet);
      expect(isMigrating(folder)).toBeFalse();
      await check();
    });

    it('goes on after it was interrupted before the copy took its place', async () => {
      await migrateLocal(folder, quiet);
      await rename(join(folder, 'dynamodb'), join(folder, 'dynamodb.new'));
      expect(isMigrating(folder)).toBeTrue();
      await migrateLocal(folder, quiet);
      await check();
    });
  });
});
