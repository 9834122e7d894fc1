import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import known from './known-tenant.json' with { type: 'json' };

/** Every list has as many items as in the example, at least one. */
type AsLong<T> = T extends (infer Item)[]
  ? [AsLong<Item>, ...AsLong<Item>[]]
  : { [Key in keyof T]: AsLong<T[Key]> };

/** What the stand-in needs of the tenant file, in the file's own words, and of its surroundings. */
export type Tenant = ReturnType<typeof readTenant>;

/** A way to log in through someone else's accounts. */
export type SocialConnection = Tenant['connections'][number];

/**
 * Reads a tenant file in the format of auth0-deploy-cli, with `##SITE_URL##` filled in.
 * Throws, naming the key, unless it is as known-tenant.json: what is not enforced here would
 * otherwise differ from the deployed tenant without anyone noticing.
 *
 * @see https://auth0.com/docs/deploy-monitor/deploy-cli-tool
 */
export function readTenant(file: URL, siteUrl: string, clientId: string) {
  const yaml = readFileSync(file, 'utf8').replaceAll('##SITE_URL##', siteUrl);
  const tenant = parse(yaml) as AsLong<typeof known>;
  check(tenant, known, 'tenant');
  const [client] = tenant.clients;
  const [{ name, code }] = tenant.actions;
  check(tenant.triggers['post-login'][0].action_name, name, 'tenant.triggers.post-login');
  const isOn = (one: { enabled_clients: string[] }) => one.enabled_clients.includes(client.name);
  const database = tenant.databases.find(isOn);
  const connections = tenant.connections.filter(isOn);
  const action = { name, file: new URL(code, file) };
  return { siteUrl, clientId, client, database, connections, action };
}

/** Compares with an example, in which "(text)" stands for any text and 1 for any positive number. */
function check(actual: unknown, example: unknown, key: string): void {
  if (actual instanceof Object && example instanceof Object) {
    for (const name of new Set([...Object.keys(example), ...Object.keys(actual)])) {
      check(Reflect.get(actual, name), Reflect.get(example, name), `${key}.${name}`);
    }
    return;
  }
  const isText = typeof actual === 'string' && !/^$|##|@@/.test(actual);
  const isPositive = Number.isSafeInteger(actual) && Number(actual) > 0;
  const isLike = example === '(text)' ? isText : example === 1 ? isPositive : actual === example;
  const [must, is] = [example, actual].map((value) => JSON.stringify(value) ?? 'left out');
  if (!isLike) throw new Error(`${key} must be like ${must}, not ${is}: see known-tenant.json.`);
}
