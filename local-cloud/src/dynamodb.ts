import type { IncomingMessage, ServerResponse } from 'node:http';
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
import { readBody } from './body.ts';
import { errorAnswer, type EngineAnswer } from './engine/answer.ts';
import type { TableEngine } from './engine/engine.ts';
import { evaluate } from './iam/evaluate.ts';
import type { FunctionDefinition } from './lambda.ts';
import { localArn, REGION, UnsupportedTemplate, type Json, type Resource } from './template.ts';

export interface DynamoDbOptions {
  engine: TableEngine;
  /** The functions, by the access keys of their execution roles. */
  functions: ReadonlyMap<string, FunctionDefinition>;
  log: (line: string) => void;
}

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html */
const MAX_BODY_BYTES = 16 * 1024 * 1024;

/**
 * DynamoDB: a table engine, behind the check that IAM would make. A call with a function's
 * credentials may do only what the function's execution role allows, so that a permission that the
 * template forgets fails here and not in production. Any other program on this machine is the
 * account's owner: `aws dynamodb scan --endpoint-url …` works with any credentials. A page is not.
 */
export function createDynamoDb({ engine, functions, log }: DynamoDbOptions) {
  return async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const { method = '', headers } = incoming;
    const body = await readBody(incoming, MAX_BODY_BYTES);
    const answer = body
      ? (refusalOf(headers, body) ?? (await engine.send({ method, headers, body })))
      : TOO_LARGE;
    outgoing.writeHead(answer.status, answer.headers).end(answer.body);
  };

  function refusalOf(headers: IncomingMessage['headers'], body: Buffer): EngineAnswer | undefined {
    const [, accessKeyId = ''] = /Credential=([^/]+)\//.exec(headers.authorization ?? '') ?? [];
    const caller = functions.get(accessKeyId);
    if (!caller) return undefined;
    const [, operation = ''] = String(headers['x-amz-target']).split('.');
    const action = `dynamodb:${operation}`;
    const resource = localArn('dynamodb', tableOf(operation, body));
    const { allowed, explanation } = evaluate(caller.policies, { action, resource, context: {} });
    if (allowed) return undefined;
    log(`refused ${caller.name}Role ${action} on ${resource}: ${explanation}`);
    return errorAnswer(
      400,
      'com.amazon.coral.service#AccessDeniedException',
      `User: ${caller.name}Role is not authorized to perform: ${action} on resource: ${resource}`,
    );
  }
}

/** The last part of the ARN that a request names. */
function tableOf(operation: string, body: Buffer): string {
  const { TableName, IndexName, RequestItems } = parsed(body);
  // A batch of two tables is refused: no function has two.
  if (operation.startsWith('Batch')) return `table/${Object.keys(RequestItems ?? {}).join()}`;
  return `table/${String(TableName)}${IndexName ? `/index/${String(IndexName)}` : ''}`;
}

function parsed(body: Buffer): Json {
  try {
    return Object(JSON.parse(body.toString())) as Json;
  } catch {
    return {};
  }
}

const TOO_LARGE = errorAnswer(413, 'com.amazon.coral.service#RequestEntityTooLarge');

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
        'the table kept from the last start has other keys; npm start -- --fresh creates a new one',
      );
    }
    await waitUntilTableExists({ client, maxWaitTime: 10, minDelay: 1 }, { TableName });
    const items = seed[TableName] ?? [];
    await Promise.all(items.map((Item) => documents.send(new PutCommand({ TableName, Item }))));
  }
  client.destroy();
}

/** The keys of a table and of its indexes, and what those hold, whatever their order. */
function indexesOf(table: object | undefined): unknown {
  const { KeySchema, LocalSecondaryIndexes, GlobalSecondaryIndexes } = table as TableDescription;
  const indexes = [LocalSecondaryIndexes, GlobalSecondaryIndexes].map((kind) =>
    (kind ?? []).map(({ IndexName, KeySchema: keys, Projection }) => {
      const attributes = Projection?.NonKeyAttributes?.toSorted();
      return JSON.stringify([IndexName, keys, Projection?.ProjectionType, attributes]);
    }),
  );
  return [KeySchema, ...indexes.map((kind) => kind.sort())];
}
