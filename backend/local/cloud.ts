import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import { join } from 'node:path';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { pageConfig } from '../page-config.ts';
import type { PageConfig } from '../page-config.ts';
import { createAuth0 } from './auth0/provider.ts';
import { SessionVault } from './credentials.ts';
import { createTable, startDynamoDb } from './dynamodb.ts';
import { importApi } from './gateway/api.ts';
import { createGateway } from './gateway/gateway.ts';
import { LambdaFunction, functionDefinition } from './lambda.ts';
import type { FunctionDefinition } from './lambda.ts';
import { ofType, readOidcProvider, readRoles } from './roles.ts';
import { createSts } from './sts.ts';
import { API_ID, PSEUDO_PARAMETERS, readTemplate } from './template.ts';
import type { Template } from './template.ts';

/** The parts of the shop that listen on a port. */
export type Part = 'page' | 'auth0' | 'sts' | 'api' | 'dynamodb';

export interface CloudOptions {
  ports: Readonly<Record<Part, number>>;
  /** Where data, sessions and keys are kept; in memory if undefined. */
  directory: string | undefined;
  /** Whether IAM's reasons are logged for allowed calls too. */
  explain?: boolean;
  log: (part: Part, line: string) => void;
}

/** The whole cloud, running. */
export interface Cloud {
  /** What the page's config.json must say. */
  config: PageConfig;
  close(): Promise<void>;
}

/** The client id of the page in the local Auth0 tenant. */
const CLIENT_ID = 'secured-pets-local';

const { 'AWS::Region': REGION } = PSEUDO_PARAMETERS;
const backend = join(import.meta.dirname, '..');
const localhost = (port: number): string => `http://localhost:${port}`;

/**
 * Starts Auth0, STS, API Gateway with its functions, and DynamoDB on this machine, as
 * template.yaml, openapi.yaml and the tenant file describe them.
 *
 * @throws UnsupportedTemplate, UnsupportedPolicy if one of them holds what is not known here
 */
export async function startCloud({
  ports,
  directory,
  explain = false,
  log,
}: CloudOptions): Promise<Cloud> {
  const template = await readLocalTemplate(ports);
  const roles = readRoles(template);
  const provider = readOidcProvider(template);
  const api = importApi(template);
  const definitions = ofType(template.resources, 'AWS::Serverless::Function').map(
    ([name, resource]) => functionDefinition(name, resource, backend),
  );

  if (directory) await mkdir(directory, { recursive: true });
  const vault = new SessionVault(await vaultKey(directory));
  const executionRoles = new Map(definitions.map((one) => [accessKeyOf(one), one]));
  const dynamodb = await startDynamoDb({
    directory: directory && join(directory, 'dynamodb'),
    region: REGION,
    tableArn: template.arnOf,
    policiesOf: (accessKeyId) => {
      const definition = executionRoles.get(accessKeyId);
      return definition && { role: `${definition.name}Role`, policies: definition.policies };
    },
    log: (line) => log('dynamodb', line),
  });
  const functions = new Map(
    definitions.map((one) => [
      one.name,
      new LambdaFunction(
        one,
        {
          AWS_ENDPOINT_URL_DYNAMODB: localhost(ports.dynamodb),
          AWS_ACCESS_KEY_ID: accessKeyOf(one),
          AWS_SECRET_ACCESS_KEY: randomBytes(30).toString('base64'),
        },
        (line) => log('api', `${one.name}: ${readable(line)}`),
      ),
    ]),
  );
  const auth0 = await createAuth0({
    issuer: `${localhost(ports.auth0)}/`,
    siteUrl: localhost(ports.page),
    clientId: CLIENT_ID,
    directory: directory && join(directory, 'auth0'),
    log: (line) => log('auth0', line),
  });

  const servers = await Promise.all([
    listen(ports.auth0, auth0.listener),
    listen(
      ports.sts,
      createSts({ provider, roles, vault, explain, log: (line) => log('sts', line) }),
    ),
    listen(
      ports.api,
      createGateway({ api, functions, roles, vault, explain, log: (line) => log('api', line) }),
    ),
    listen(ports.dynamodb, dynamodb.listener),
  ]);
  await fillTables(template, dynamodb.owner);

  return {
    config: { ...pageConfig(template.outputs), stsEndpoint: localhost(ports.sts) },
    async close() {
      await Promise.all(servers.map(closeServer));
      for (const one of functions.values()) one.close();
      await auth0.close();
      await dynamodb.close();
    },
  };
}

/** The template with local addresses: what AWS serves by TLS on names of its own is here on ports. */
function readLocalTemplate(ports: CloudOptions['ports']): Promise<Template> {
  const onAws = `https://${API_ID}.execute-api.${REGION}.${PSEUDO_PARAMETERS['AWS::URLSuffix']}`;
  return readTemplate(join(backend, 'template.yaml'), {
    parameters: { Auth0Domain: `localhost:${ports.auth0}`, Auth0ClientId: CLIENT_ID },
    addresses: [
      [onAws, localhost(ports.api)],
      [`https://localhost:${ports.auth0}`, localhost(ports.auth0)],
    ],
  });
}

/** Creates the tables that are missing; a new one gets a dozen pets. */
async function fillTables(template: Template, owner: DynamoDBClient): Promise<void> {
  for (const [name, resource] of ofType(template.resources, 'AWS::DynamoDB::Table')) {
    if (!(await createTable(owner, name, resource))) continue;
    const file = await readFile(join(import.meta.dirname, 'pets.json'), 'utf8');
    const { pets } = JSON.parse(file) as { pets: Record<string, unknown>[] };
    const documents = DynamoDBDocumentClient.from(owner);
    const items = pets.map((pet) => ({ username: 'default', ...pet }));
    await Promise.all(
      items.map((Item) => documents.send(new PutCommand({ TableName: name, Item }))),
    );
  }
}

/** A structured log line as a person reads it: without what is the same on every line. */
function readable(line: string): string {
  try {
    const {
      level,
      message,
      timestamp: _,
      service: __,
      sampling_rate: ___,
      ...rest
    } = JSON.parse(line) as Record<string, unknown>;
    const details = Object.entries(rest).filter(([key]) => !/^(cold_start|function_)/.test(key));
    const texts = details.map(([key, value]) => `${key}=${JSON.stringify(value)}`);
    return [String(level).toLowerCase(), message, ...texts].join(' ');
  } catch {
    return line;
  }
}

/** The access key of a function's execution role. */
const accessKeyOf = ({ name }: FunctionDefinition): string => `ASIALOCAL${name.toUpperCase()}`;

async function vaultKey(directory: string | undefined): Promise<Uint8Array> {
  if (!directory) return randomBytes(32);
  const file = join(directory, 'sts.key');
  const kept = await readFile(file).catch(() => undefined);
  if (kept?.length === 32) return kept;
  const key = randomBytes(32);
  await writeFile(file, key, { mode: 0o600 });
  return key;
}

function listen(port: number, listener: RequestListener): Promise<Server> {
  const server = createServer(listener);
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, 'localhost', () => resolve(server));
  });
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
