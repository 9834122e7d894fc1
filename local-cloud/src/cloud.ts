import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { pageConfig, type PageConfig } from '../../backend/page-config.ts';
import { createAuth0 } from './auth0/provider.ts';
import { SessionVault } from './credentials.ts';
import { createDynamoDb, fillTables } from './dynamodb.ts';
import { importApi } from './gateway/api.ts';
import { createGateway } from './gateway/gateway.ts';
import { LambdaFunction, functionDefinition } from './lambda.ts';
import { readOidcProvider, readRoles } from './roles.ts';
import { createSts } from './sts.ts';
import { API_ID, ofType, readTemplate, REGION, type Template } from './template.ts';

/** The parts of the shop that listen on a port. */
export const PARTS = ['page', 'auth0', 'sts', 'api', 'dynamodb'] as const;
export type Part = (typeof PARTS)[number];

export interface CloudOptions {
  ports: Readonly<Record<Part, number>>;
  /** Where data, sessions and keys are kept; in memory if undefined. */
  directory: string | undefined;
  /** Where `sam build` put the functions to run; their sources if undefined. */
  packages?: string | undefined;
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

const backend = join(import.meta.dirname, '../../backend');
const localhost = (port: number): string => `http://localhost:${port}`;

/**
 * Starts Auth0, STS, API Gateway with its functions, and DynamoDB on this machine, as
 * template.yaml, openapi.yaml and the tenant file describe them.
 *
 * @throws UnsupportedTemplate, UnsupportedPolicy if one of them holds what is not known here
 */
export async function startCloud(options: CloudOptions): Promise<Cloud> {
  const { ports, directory, explain = false } = options;
  const logOf = (part: Part) => (line: string) => options.log(part, line);
  const inDirectory = (name: string) => directory && join(directory, name);

  const template = readLocalTemplate(ports);
  const roles = readRoles(template);
  const provider = readOidcProvider(template);
  const api = importApi(template);
  const definitions = ofType(template, 'AWS::Serverless::Function').map((resource) => {
    const accessKeyId = `ASIALOCAL${resource.name.toUpperCase()}`;
    return [accessKeyId, functionDefinition(resource, backend, options.packages)] as const;
  });
  if (directory) mkdirSync(directory, { recursive: true });
  const vault = new SessionVault(vaultKey(inDirectory('sts.key')));

  const functions = definitions.map(([accessKeyId, definition]) => {
    const environment = {
      AWS_ENDPOINT_URL_DYNAMODB: localhost(ports.dynamodb),
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: randomBytes(30).toString('base64'),
    };
    const log = (line: string) => logOf('api')(`${definition.name}: ${readable(line)}`);
    return [definition.name, new LambdaFunction(definition, environment, log)] as const;
  });
  const auth0 = await createAuth0({
    issuer: `${localhost(ports.auth0)}/`,
    siteUrl: localhost(ports.page),
    clientId: CLIENT_ID,
    directory: inDirectory('auth0'),
    log: logOf('auth0'),
  });
  const dynamodb = createDynamoDb({
    directory: inDirectory('dynamodb'),
    functions: new Map(definitions),
    log: logOf('dynamodb'),
  });
  const sts = createSts({ provider, roles, vault, explain, log: logOf('sts') });
  const gateway = createGateway({
    ...{ api, roles, vault, explain },
    functions: new Map(functions),
    log: logOf('api'),
  });

  const servers = [
    createServer(auth0.listener).listen(ports.auth0, 'localhost'),
    createServer(sts).listen(ports.sts, 'localhost'),
    createServer(gateway).listen(ports.api, 'localhost'),
    dynamodb.listen(ports.dynamodb, 'localhost'),
  ];
  await Promise.all(servers.map((server) => once(server, 'listening')));
  await fillTables(localhost(ports.dynamodb), ofType(template, 'AWS::DynamoDB::Table'));

  return {
    config: { ...pageConfig(template.outputs), stsEndpoint: localhost(ports.sts) },
    async close() {
      await Promise.all(servers.map(closeServer));
      for (const [, one] of functions) one.close();
    },
  };
}

/** The template with local addresses: what AWS serves by TLS on names of its own is here on ports. */
export function readLocalTemplate(ports: CloudOptions['ports']): Template {
  const auth0 = `localhost:${ports.auth0}`;
  return readTemplate(join(backend, 'template.yaml'), {
    parameters: { Auth0Domain: auth0, Auth0ClientId: CLIENT_ID },
    addresses: [
      [`https://${API_ID}.execute-api.${REGION}.amazonaws.com`, localhost(ports.api)],
      [`https://sts.${REGION}.amazonaws.com`, localhost(ports.sts)],
      [`https://${auth0}`, `http://${auth0}`],
    ],
  });
}

/** A structured log line as a person reads it: without what is the same on every line. */
function readable(line: string): string {
  try {
    const { level, message, ...rest } = JSON.parse(line) as Record<string, unknown>;
    const details = Object.entries(rest)
      .filter(([key]) => !/^(timestamp|service|sampling_rate|cold_start|function_.*)$/.test(key))
      .map(([key, value]) => `${key}=${JSON.stringify(value)}`);
    return [String(level).toLowerCase(), message, ...details].join(' ');
  } catch {
    return line;
  }
}

/** The key of an earlier run, so that its sessions go on; a new one if there is none. */
function vaultKey(file: string | undefined): Uint8Array {
  if (!file) return randomBytes(32);
  if (statSync(file, { throwIfNoEntry: false })?.size !== 32) {
    writeFileSync(file, randomBytes(32), { mode: 0o600 });
  }
  return readFileSync(file);
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
