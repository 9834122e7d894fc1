import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { root } from '../process.ts';
import type { ManagementApi } from './management-api.ts';

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
    for (const key of ['callbacks', 'allowed_logout_urls', 'web_origins'] as const) {
      if (client[key]?.some(lacks)) Reflect.deleteProperty(client, key);
    }
  }
  for (const connection of assets.connections) {
    if (lacks(connection.options?.['client_id'])) delete connection.options;
  }
  return assets;
}

/**
 * Adds what the tenant has beside the shop, which auth0-deploy-cli would switch off: a connection's
 * other applications, and other Actions of the login. They come before the shop's, whose roles they
 * then can't change.
 *
 * @returns what is kept, in sentences
 */
export async function keepOthers(assets: Assets, api: ManagementApi): Promise<string[]> {
  const sentences: string[] = [];
  const ours = assets.clients.map(({ name }) => name);
  const clients = (await api.get('clients?fields=client_id,name&per_page=100')) as {
    client_id: string;
    name: string;
  }[];
  const connections = (await api.get('connections?per_page=100')) as { id: string; name: string }[];
  for (const connection of [...assets.databases, ...assets.connections]) {
    const id = connections.find(({ name }) => name === connection.name)?.id;
    if (!id) continue;
    const enabled = (await api.get(`connections/${id}/clients?take=100`)) as {
      clients: { client_id: string }[];
    };
    for (const { client_id } of enabled.clients) {
      const name = clients.find((one) => one.client_id === client_id)?.name ?? client_id;
      if (ours.includes(name)) continue;
      connection.enabled_clients.push(client_id);
      sentences.push(`"${name}" also logs in by ${connection.name}.`);
    }
  }
  for (const [trigger, bindings] of Object.entries(assets.triggers)) {
    const bound = (await api.get(`actions/triggers/${trigger}/bindings?per_page=100`)) as {
      bindings: { display_name: string; action: { name: string } }[];
    };
    const others = bound.bindings
      .filter(({ action }) => !bindings.some(({ action_name }) => action_name === action.name))
      .map(({ display_name, action }) => ({ action_name: action.name, display_name }));
    bindings.unshift(...others);
    for (const { action_name } of others)
      sentences.push(`The Action "${action_name}" stays in ${trigger}.`);
  }
  return sentences;
}
