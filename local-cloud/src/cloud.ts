import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createAuth0 } from './auth0/provider.ts';
import { SessionVault } from './credentials.ts';
import { createDynamoDb, fillTables, type Seed } from './dynamodb.ts';
import { openDynalite, type TableEngine } from './engine/engine.ts';
import { importApi } from './gateway/api.ts';
import { createGateway } from './gateway/gateway.ts';
import { LambdaFunction, functionDefinition } from './lambda.ts';
import { localOnly } from './local-only.ts';
import type { Part, Ports } from './ports.ts';
import { makePrivate } from './private.ts';
import { readOidcProvider, readRoles } from './roles.ts';
import { createSts } from './sts.ts';
import { API_ID, ofType, readTemplate, REGION, type Template } from './template.ts';

const backend = join(import.meta.dirname, '../../backend');

/** What runs by default: this repository's shop. */
export const SHOP = {
  template: join(backend, 'template.yaml'),
  tenant: join(backend, 'auth0/tenant.yaml'),
  seed: join(backend, 'seed.ts'),
  clientId: 'secured-pets-local',
} as const;

export interface CloudOptions {
  ports: Ports;
  /** The SAM template. Paths in it are relative to its folder. */
  template?: string;
  /** Values of the template's parameters other than `Auth0Domain` and `Auth0ClientId`. */
  parameters?: Readonly<Record<string, string>>;
  /** The Auth0 tenant, as auth0-deploy-cli deploys it. */
  tenant?: string;
  /** Where the page is, if not at its port of `localhost`. */
  siteUrl?: string;
  /** The page's client id in the tenant. */
  clientId?: string;
  /** A module whose default export is a `Seed`: what new tables begin with. */
  seed?: string;
  /** Where data, sessions and keys are kept; in memory if undefined. */
  directory: string | undefined;
  /** Where `sam build` put the functions to run; their sources if undefined. */
  packages?: string | undefined;
  /** Where the functions find DynamoDB, if something is in between. */
  tableEndpoint?: string | undefined;
  /** Whether IAM's reasons are logged for allowed calls too. */
  explain?: boolean;
  /** How far global indexes lag behind their table, in milliseconds; 0 by default. */
  indexDelayMs?: number;
  /** What stores the tables, instead of dynalite in `directory`. */
  engine?: TableEngine | undefined;
  log: (part: Part, line: string) => void;
}

/** The whole cloud, running. */
export interface Cloud {
  /** What a page must know: the template's outputs, each with a lowercase first letter, STS, and its own address. */
  config: Readonly<Record<string, string>>;
  close(): Promise<void>;
  /** Stops the functions in the middle of their work, as a crash would; the next call restarts them. */
  endFunctions(): void;
}

const localhost = (port: number): string => `http://localhost:${port}`;

/**
 * Starts Auth0, STS, API Gateway with its functions, and DynamoDB on this machine, as the template,
 * the API's description in it and the tenant file describe them.
 *
 * @throws UnsupportedTemplate, UnsupportedPolicy if one of them holds what is not known here
 */
export async function startCloud(options: CloudOptions): Promise<Cloud> {
  const { ports, directory, explain = false } = options;
  const { template: templateFile, tenant, seed, clientId } = { ...SHOP, ...options };
  const logOf = (part: Part) => (line: string) => options.log(part, line);
  const inDirectory = (name: string) => directory && join(directory, name);

  const template = readLocalTemplate(options);
  const roles = readRoles(template);
  const issuer = `${localhost(ports.auth0)}/`;
  const siteUrl = options.siteUrl ?? localhost(ports.page);
  const provider = readOidcProvider(template, { issuer, clientId });
  const api = importApi(template);
  const definitions = ofType(template, 'AWS::Serverless::Function').map((resource) => {
    const accessKeyId = `ASIALOCAL${resource.name.toUpperCase()}`;
    return [
      accessKeyId,
      functionDefinition(resource, dirname(templateFile), options.packages),
    ] as const;
  });
  if (directory) makePrivate(directory);
  const vault = new SessionVault(vaultKey(inDirectory('sts.key')));

  const functions = definitions.map(([accessKeyId, definition]) => {
    const environment = {
      AWS_ENDPOINT_URL_DYNAMODB: options.tableEndpoint ?? localhost(ports.dynamodb),
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: randomBytes(30).toString('base64'),
    };
    const log = (line: string) => logOf('api')(`${definition.name}: ${readable(line)}`);
    return [definition.name, new LambdaFunction(definition, environment, log)] as const;
  });
  const auth0 = await createAuth0({
    issuer,
    siteUrl,
    clientId,
    tenantFile: pathToFileURL(tenant),
    directory: inDirectory('auth0'),
    log: logOf('auth0'),
  });
  const { default: first } = (await import(pathToFileURL(seed).href)) as { default: Seed };
  const tables = ofType(template, 'AWS::DynamoDB::Table');
  const fill = () => fillTables(localhost(ports.dynamodb), tables, first);
  const engine =
    options.engine ??
    (await openDynalite({
      directory: inDirectory('dynamodb'),
      indexDelayMs: options.indexDelayMs ?? 0,
      onRestart: () => void fill().catch((error: unknown) => logOf('dynamodb')(String(error))),
      log: logOf('dynamodb'),
    }));
  const dynamodb = createDynamoDb({
    engine,
    functions: new Map(definitions),
    log: logOf('dynamodb'),
  });
  const sts = createSts({ provider, roles, vault, explain, log: logOf('sts') });
  const gateway = createGateway({
    ...{ api, roles, vault, explain },
    functions: new Map(functions),
    log: logOf('api'),
  });

  const listeners = { auth0: auth0.listener, sts, api: gateway, dynamodb };
  const servers = Object.entries(listeners).map(([name, listener]) => {
    const part = name as keyof typeof listeners;
    const guard = { refusePages: part === 'dynamodb', log: logOf(part) };
    return createServer(localOnly(listener, guard)).listen(ports[part], 'localhost');
  });
  await Promise.all(servers.map((server) => once(server, 'listening')));
  await fill();

  const endFunctions = () => {
    for (const [, one] of functions) one.close();
  };
  return {
    config: { ...smallFirstLetters(template.outputs), stsEndpoint: localhost(ports.sts), siteUrl },
    async close() {
      await Promise.all(servers.map(closeServer));
      endFunctions();
      await engine.close();
    },
    endFunctions,
  };
}

/** The template with local addresses: what AWS serves by TLS on names of its own is here on ports. */
export function readLocalTemplate(
  options: Pick<CloudOptions, 'ports' | 'template' | 'parameters' | 'clientId'>,
): Template {
  const { ports, template, parameters, clientId } = { ...SHOP, ...options };
  const auth0 = `localhost:${ports.auth0}`;
  return readTemplate(template, {
    parameters: {
      ...parameters,
      Auth0Domain: auth0,
      Auth0ClientId: clientId,
      // Nothing here writes logs by a role.
      ApiGatewayLogRole: 'keep',
    },
    addresses: [
      [`https://${API_ID}.execute-api.${REGION}.amazonaws.com`, localhost(ports.api)],
      [`${API_ID}.execute-api.${REGION}.amazonaws.com`, `localhost:${ports.api}`],
      [`https://sts.${REGION}.amazonaws.com`, localhost(ports.sts)],
      [`https://${auth0}`, `http://${auth0}`],
    ],
  });
}

const smallFirstLetters = (outputs: Template['outputs']): Record<string, string> =>
  Object.fromEntries(
    Object.entries(outputs).map(([name, value]) => [
      name.charAt(0).toLowerCase() + name.slice(1),
      value,
    ]),
  );

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

/** The key of an earlier run, so that its sessions continue; a new one if there is none. */
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
