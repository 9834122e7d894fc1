import type { Management, ManagementClient } from 'auth0';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { root } from '../process.ts';
import { Problem, reason } from './problem.ts';

/** The tenant file as far as a deployment must know it. */
export interface Assets {
  clients: (Named & {
    callbacks?: string[];
    allowed_logout_urls?: string[];
    web_origins?: string[];
  })[];
  databases: Connection[];
  connections: Connection[];
  actions: Named[];
  triggers: Record<string, Binding[]>;
  attackProtection: Record<string, unknown>;
}

interface Named {
  name: string;
}

interface Connection extends Named {
  enabled_clients: string[];
  options?: Record<string, unknown>;
}

interface Binding {
  action_name: string;
  display_name: string;
}

/** The kinds of things that the file describes, and so all that a deployment may touch. */
export const KINDS: readonly (keyof Assets)[] = [
  'clients',
  'databases',
  'connections',
  'actions',
  'triggers',
  'attackProtection',
];

/** Where a browser may be sent after login and logout, and from where the page may ask silently. */
const ADDRESSES = ['callbacks', 'allowed_logout_urls', 'web_origins'] as const;

/** The folder of the tenant file, from which it names the Action's code. */
export const tenantFolder = join(root, 'backend/auth0');

/**
 * The tenant file, its `##…##` still in it. What has no value is left out, so that Auth0 keeps what
 * it has: the URLs while the shop has no address, a social connection's keys.
 *
 * @param values of the `##…##`, empty for none
 */
export async function readAssets(values: Readonly<Record<string, string>>): Promise<Assets> {
  const lacks = (text: unknown) => !values[String(text).replaceAll('#', '')];
  const assets = parse(await readFile(join(tenantFolder, 'tenant.yaml'), 'utf8')) as Assets;
  for (const client of assets.clients) {
    for (const key of ADDRESSES) {
      if (client[key]?.some(lacks)) Reflect.deleteProperty(client, key);
    }
  }
  for (const connection of assets.connections) {
    if (lacks(connection.options?.['client_id'])) delete connection.options;
  }
  return assets;
}

/** Lets users log in at one more address. */
export function allowAddress(assets: Assets, url: string): void {
  for (const client of assets.clients) for (const key of ADDRESSES) client[key]?.push(url);
}

/**
 * The shop's application in the tenant, and the names of the connections by which users log in to it;
 * undefined while there is none.
 */
export async function findApplication(
  assets: Assets,
  api: ManagementClient,
): Promise<{ clientId: string; connections: string[] } | undefined> {
  const name = assets.clients[0]?.name;
  const clients = await Array.fromAsync(await api.clients.list({ fields: 'client_id,name' }));
  const clientId = clients.find((client) => client.name === name)?.client_id;
  if (clientId === undefined) return undefined;
  const enabled = await Array.fromAsync(await api.clients.connections.get(clientId));
  return { clientId, connections: enabled.flatMap((one) => one.name ?? []) };
}

/**
 * Compares the application's connections with those in the tenant file. Through any other, people could
 * log in whom the shop doesn't know.
 *
 * @throws Problem that names the others
 */
export function refuseOthers(assets: Assets, enabled: readonly string[]): void {
  const ours = connectionsOf(assets);
  const others = enabled.filter((name) => !ours.includes(name));
  if (others.length === 0) return;
  throw new Problem(
    `Users could log in through a connection that isn't the shop's.`,
    `Also enabled for "${assets.clients[0]?.name}": ${others.join(', ')}.`,
    'Disable them at https://manage.auth0.com under Applications, in the Connections of this application, then run this again. Auth0 may enable every connection for a new application.',
  );
}

/**
 * Checks that the connections were enabled, since auth0-deploy-cli only logs a failure.
 *
 * @throws Problem naming those that were not
 */
export function requireOurs(assets: Assets, enabled: readonly string[]): void {
  const missing = connectionsOf(assets).filter((name) => !enabled.includes(name));
  if (missing.length === 0) return;
  throw new Problem(
    "Some of the shop's connections are not enabled for its application.",
    `Missing: ${missing.join(', ')}. auth0-deploy-cli may have said why above.`,
    'Run this again. If the problem persists, enable them at https://manage.auth0.com under Applications, in the Connections of this application.',
  );
}

const connectionsOf = ({ databases, connections }: Assets): string[] =>
  [...databases, ...connections].map(({ name }) => name);

/**
 * Adds what else is in the tenant, which auth0-deploy-cli would disable: a connection's
 * other applications, and other Actions of the login. They come before the shop's, whose roles they
 * then can't change.
 *
 * @returns what is kept, in sentences
 */
export async function keepOthers(assets: Assets, api: ManagementClient): Promise<string[]> {
  const sentences: string[] = [];
  const ours = assets.clients.map(({ name }) => name);
  const clients = await Array.fromAsync(await api.clients.list({ fields: 'client_id,name' }));
  for await (const { id = '', name } of await api.connections.list()) {
    const connection = [...assets.databases, ...assets.connections].find(
      (one) => one.name === name,
    );
    if (!connection) continue;
    for await (const { client_id } of await api.connections.clients.get(id)) {
      const client = clients.find((one) => one.client_id === client_id)?.name ?? client_id;
      if (ours.includes(client)) continue;
      connection.enabled_clients.push(client_id);
      sentences.push(`"${client}" also uses the connection ${connection.name}.`);
    }
  }
  for (const [trigger, bindings] of Object.entries(assets.triggers)) {
    const others: Binding[] = [];
    for await (const { display_name = '', action } of await api.actions.triggers.bindings.list(
      trigger as Management.ActionTriggerTypeEnum,
    )) {
      const name = action?.name ?? '';
      if (bindings.some(({ action_name }) => action_name === name)) continue;
      others.push({ action_name: name, display_name });
      sentences.push(`The Action "${name}" also runs in ${trigger}.`);
    }
    bindings.unshift(...others);
  }
  return sentences;
}

/** What the machine-to-machine application must be allowed in the Management API. */
export const PERMISSIONS =
  'read, create and update for clients, connections, connections_options, actions, triggers and attack_protection (there is no create for the last two)';

/** What to do when the Management API refuses. */
export function refused(domain: string, error: unknown): Problem {
  return new Problem(
    'Auth0 refuses access.',
    `https://${domain}: ${reason(error)}`,
    `Check the machine-to-machine application at https://manage.auth0.com: its client ID and secret, and under APIs its authorization for the Auth0 Management API, with ${PERMISSIONS}. If you use a custom domain, also give the tenant's own domain as --tenant-domain.`,
  );
}
