import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { RequestListener, Server } from 'node:http';
import {
  CreateTableCommand,
  DynamoDBClient,
  ResourceInUseException,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';
import type { CreateTableCommandInput } from '@aws-sdk/client-dynamodb';
import dynalite from 'dynalite';
import { evaluate } from './iam/policy.ts';
import type { Policy } from './iam/policy.ts';
import type { Resource } from './template.ts';

/** The database of the local cloud. */
export interface LocalDynamoDb {
  /** Answers DynamoDB's protocol. */
  listener: RequestListener;
  /** A client that no policy holds back, for the account's owner. */
  owner: DynamoDBClient;
  close(): Promise<void>;
}

export interface DynamoDbOptions {
  /** Where the data is kept; in memory if undefined. */
  directory: string | undefined;
  region: string;
  /** The ARN of a table by its name; throws for one that the template doesn't have. */
  tableArn: (table: string) => string;
  /** Whose policies hold for an access key; undefined for one that belongs to no function. */
  policiesOf: (accessKeyId: string) => { role: string; policies: readonly Policy[] } | undefined;
  log: (line: string) => void;
}

/**
 * DynamoDB: dynalite, behind the check that IAM would make. A call with a function's credentials
 * may do only what the function's execution role allows, so that a permission that the template
 * forgets fails here and not in production. Anyone else on this machine is the account's owner:
 * `aws dynamodb scan --endpoint-url …` works with any credentials.
 */
export async function startDynamoDb(options: DynamoDbOptions): Promise<LocalDynamoDb> {
  const engine: Server = dynalite({ path: options.directory, createTableMs: 0 });
  await new Promise<void>((resolve) => engine.listen(0, '127.0.0.1', resolve));
  const { port } = engine.address() as AddressInfo;
  const owner = new DynamoDBClient({
    endpoint: `http://127.0.0.1:${port}`,
    region: options.region,
    credentials: { accessKeyId: 'owner', secretAccessKey: 'owner' },
  });

  const listener: RequestListener = (incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const body = Buffer.concat(chunks);
      const refusal = authorise(incoming.headers, body);
      if (refusal) {
        outgoing.writeHead(400, { 'content-type': 'application/x-amz-json-1.0' });
        outgoing.end(JSON.stringify(refusal));
        return;
      }
      const { method, url: path, headers } = incoming;
      const forwarded = request({ host: '127.0.0.1', port, method, path, headers }, (answer) => {
        outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
        answer.pipe(outgoing);
      });
      forwarded.on('error', () => outgoing.destroy());
      forwarded.end(body);
    });
  };

  function authorise(headers: NodeJS.Dict<string | string[]>, body: Buffer) {
    const [, accessKeyId = ''] =
      /Credential=([^/]+)\//.exec(String(headers['authorization'])) ?? [];
    const principal = options.policiesOf(accessKeyId);
    if (!principal) return undefined;
    const action = `dynamodb:${String(headers['x-amz-target']).split('.')[1]}`;
    const { TableName = '', IndexName } = parse(body);
    const arn = options.tableArn(TableName);
    const resource = IndexName ? `${arn}/index/${IndexName}` : arn;
    const decision = evaluate(principal.policies, { action, resource, context: {} });
    if (decision.allowed) return undefined;
    options.log(`refused ${principal.role} ${action} on ${resource}: ${decision.explanation}`);
    return {
      __type: 'com.amazon.coral.service#AccessDeniedException',
      Message: `User: ${principal.role} is not authorized to perform: ${action} on resource: ${resource}`,
    };
  }

  return {
    listener,
    owner,
    close: () => {
      owner.destroy();
      return new Promise((resolve) => engine.close(() => resolve()));
    },
  };
}

/**
 * Creates a table as the template describes it.
 *
 * @returns false if it was there already
 */
export async function createTable(
  client: DynamoDBClient,
  name: string,
  { properties }: Resource,
): Promise<boolean> {
  const { BillingMode, AttributeDefinitions, KeySchema, GlobalSecondaryIndexes } = properties;
  const input = { BillingMode, AttributeDefinitions, KeySchema, GlobalSecondaryIndexes };
  try {
    await client.send(
      new CreateTableCommand({ TableName: name, ...input } as CreateTableCommandInput),
    );
  } catch (error) {
    if (error instanceof ResourceInUseException) return false;
    throw error;
  }
  await waitUntilTableExists({ client, maxWaitTime: 10, minDelay: 1 }, { TableName: name });
  return true;
}

function parse(body: Buffer): { TableName?: string; IndexName?: string } {
  try {
    return JSON.parse(body.toString()) as { TableName?: string; IndexName?: string };
  } catch {
    return {};
  }
}
