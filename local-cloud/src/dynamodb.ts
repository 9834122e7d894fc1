import type { IncomingMessage, RequestListener, Server } from 'node:http';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { isDeepStrictEqual } from 'node:util';
import {
  CreateTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  ResourceInUseException,
  waitUntilTableExists,
  type CreateTableCommandInput,
  type TableDescription,
} from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import dynalite from 'dynalite';
import { evaluate } from './iam/evaluate.ts';
import type { FunctionDefinition } from './lambda.ts';
import { localArn, REGION, UnsupportedTemplate, type Resource } from './template.ts';

export interface DynamoDbOptions {
  /** Where the data is kept; in memory if undefined. */
  directory: string | undefined;
  /** The functions, by the access keys of their execution roles. */
  functions: ReadonlyMap<string, FunctionDefinition>;
  log: (line: string) => void;
}

/** The tables that a request names. */
interface TableRequest {
  TableName?: string;
  IndexName?: string;
  /** Of a batch, by table. */
  RequestItems?: Record<string, unknown>;
}

/**
 * DynamoDB: dynalite, behind the check that IAM would make. A call with a function's credentials
 * may do only what the function's execution role allows, so that a permission that the template
 * forgets fails here and not in production. Anyone else on this machine is the account's owner:
 * `aws dynamodb scan --endpoint-url …` works with any credentials.
 */
export function createDynamoDb({ directory, functions, log }: DynamoDbOptions): Server {
  const server = dynalite({ path: directory, createTableMs: 0 });
  const [engine] = server.listeners('request') as RequestListener[];
  server.removeAllListeners('request');

  return server.on('request', async (incoming: IncomingMessage, outgoing) => {
    try {
      const { method, headers } = incoming;
      const body = await buffer(incoming);
      const refusal = refusalOf(headers, body);
      if (refusal) {
        outgoing.writeHead(400, { 'content-type': 'application/x-amz-json-1.0' });
        outgoing.end(JSON.stringify(refusal));
        return;
      }
      // DynamoDB has no other address, and its engine dies of one that it can't parse.
      const url = '/';
      const request: unknown = Object.assign(Readable.from([body]), { method, url, headers });
      engine?.(request as IncomingMessage, outgoing);
    } catch {
      outgoing.destroy();
    }
  });

  function refusalOf(headers: IncomingMessage['headers'], body: Buffer): object | undefined {
    const [, accessKeyId = ''] = /Credential=([^/]+)\//.exec(headers.authorization ?? '') ?? [];
    const caller = functions.get(accessKeyId);
    if (!caller) return undefined;
    const action = `dynamodb:${String(headers['x-amz-target']).split('.')[1]}`;
    const { TableName, IndexName, RequestItems } = JSON.parse(body.toString()) as TableRequest;
    const index = IndexName ? `/index/${IndexName}` : '';
    // A batch of two tables is refused: no function has two.
    const table = TableName ?? Object.keys(RequestItems ?? {}).join();
    const resource = localArn('dynamodb', `table/${table}${index}`);
    const { allowed, explanation } = evaluate(caller.policies, { action, resource, context: {} });
    if (allowed) return undefined;
    log(`refused ${caller.name}Role ${action} on ${resource}: ${explanation}`);
    return {
      __type: 'com.amazon.coral.service#AccessDeniedException',
      Message: `User: ${caller.name}Role is not authorized to perform: ${action} on resource: ${resource}`,
    };
  }
}

/** Items by the logical id of their table. */
export type Seed = Readonly<Record<string, readonly object[]>>;

/**
 * Creates the tables that are missing, as the template describes them, with their first items.
 *
 * @throws UnsupportedTemplate if a table is there already and has other keys or indexes
 */
export async function fillTables(
  endpoint: string,
  tables: readonly Resource[],
  seed: Seed = {},
): Promise<void> {
  const credentials = { accessKeyId: 'owner', secretAccessKey: 'owner' };
  const client = new DynamoDBClient({ endpoint, region: REGION, credentials });
  const documents = DynamoDBDocumentClient.from(client);
  for (const { name: TableName, properties } of tables) {
    try {
      const input = { TableName, ...properties } as CreateTableCommandInput;
      await client.send(new CreateTableCommand(input));
    } catch (error) {
      if (!(error instanceof ResourceInUseException)) throw error;
      const { Table } = await client.send(new DescribeTableCommand({ TableName }));
      if (isDeepStrictEqual(indexesOf(Table), indexesOf(properties))) continue;
      throw new UnsupportedTemplate(
        TableName,
        'the table kept from the last start has other keys; npm start -- --fresh makes a new one',
      );
    }
    await waitUntilTableExists({ client, maxWaitTime: 10, minDelay: 1 }, { TableName });
    const items = seed[TableName] ?? [];
    await Promise.all(items.map((Item) => documents.send(new PutCommand({ TableName, Item }))));
  }
  client.destroy();
}

/** The keys of a table and of its indexes, whatever their order. */
function indexesOf(table: object | undefined): unknown {
  const {
    KeySchema,
    LocalSecondaryIndexes = [],
    GlobalSecondaryIndexes = [],
  } = table as TableDescription;
  const keys = [...LocalSecondaryIndexes, ...GlobalSecondaryIndexes].map((index) =>
    JSON.stringify([index.IndexName, index.KeySchema]),
  );
  return [KeySchema, keys.sort()];
}
