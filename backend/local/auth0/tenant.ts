import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';

/** What the stand-in needs of the tenant file, in the file's own words. */
export type Tenant = Awaited<ReturnType<typeof readTenant>>;

/** A way to log in through someone else's accounts. */
export type Connection = Tenant['connections'][number];

/**
 * Reads a tenant file in the format of auth0-deploy-cli, with `##SITE_URL##` filled in.
 * Throws, naming the key, on whatever the stand-in does not know: what is not enforced here would
 * otherwise differ from the deployed tenant without anyone noticing.
 *
 * @see https://auth0.com/docs/deploy-monitor/deploy-cli-tool
 */
export async function readTenant(file: URL, siteUrl: string) {
  const yaml = (await readFile(file, 'utf8')).replaceAll('##SITE_URL##', siteUrl);
  const { clients, databases, connections, actions, triggers } = tenantFile(parse(yaml), '');
  const [client] = clients;
  const isEnabled = (connection: { enabled_clients: string[] }) =>
    connection.enabled_clients.includes(client.name);

  return {
    client,
    /** The name of the database connection. */
    database: databases.find(isEnabled)?.name,
    /** The social connections. */
    connections: connections.filter(isEnabled),
    /** The post-login Actions in the order in which they run. */
    actions: triggers['post-login'].map(({ action_name }, index) => {
      const action = actions.find(({ name }) => name === action_name);
      const key = `triggers.post-login[${index}].action_name`;
      if (!action) return refuse(key, 'the name of an Action', action_name);
      return { name: action.name, file: new URL(action.code, file) };
    }),
  };
}

type Reader<T> = (value: unknown, key: string) => T;

function refuse(key: string, expected: string, found: unknown): never {
  const shown = found === undefined ? 'nothing' : JSON.stringify(found);
  throw new Error(
    `tenant.yaml: ${key || 'the file'} must be ${expected}, found ${shown}. ` +
      'The local Auth0 stand-in knows nothing else there.',
  );
}

const text: Reader<string> = (value, key) => {
  if (typeof value !== 'string' || value === '') refuse(key, 'text', value);
  if (/##\w+##|@@\w+@@/.test(value)) refuse(key, 'free of keywords but ##SITE_URL##', value);
  return value;
};

const seconds: Reader<number> = (value, key) =>
  typeof value === 'number' && Number.isSafeInteger(value) && value > 0
    ? value
    : refuse(key, 'a positive number of seconds', value);

function only<const T>(...allowed: T[]): Reader<T> {
  return (value, key) =>
    allowed.find((one) => one === value) ??
    refuse(key, allowed.map((one) => JSON.stringify(one)).join(' or '), value);
}

function list<T>(item: Reader<T>): Reader<T[]> {
  return (value, key) =>
    Array.isArray(value)
      ? value.map((one, index) => item(one, `${key}[${index}]`))
      : refuse(key, 'a list', value);
}

function single<T>(item: Reader<T>): Reader<[T]> {
  return (value, key) =>
    Array.isArray(value) && value.length === 1
      ? [item(value[0], `${key}[0]`)]
      : refuse(key, 'a list of one', value);
}

function record<T extends object>(fields: { [Name in keyof T]: Reader<T[Name]> }): Reader<T> {
  return (value, key) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      return refuse(key, 'a mapping', value);
    }
    const under = (name: string) => (key ? `${key}.${name}` : name);
    for (const name of Object.keys(value)) {
      if (!Object.hasOwn(fields, name)) refuse(under(name), 'left out', Reflect.get(value, name));
    }
    const entries = Object.entries<Reader<unknown>>(fields);
    return Object.fromEntries(
      entries.map(([name, read]) => [name, read(Reflect.get(value, name), under(name))]),
    ) as T;
  };
}

const tenantFile = record({
  clients: single(
    record({
      name: text,
      app_type: only('spa'),
      token_endpoint_auth_method: only('none'),
      oidc_conformant: only(true),
      grant_types: list(only('authorization_code', 'refresh_token')),
      jwt_configuration: record({ alg: only('RS256'), lifetime_in_seconds: seconds }),
      callbacks: list(text),
      allowed_logout_urls: list(text),
      web_origins: list(text),
      refresh_token: record({
        rotation_type: only('rotating'),
        expiration_type: only('expiring'),
        token_lifetime: seconds,
        idle_token_lifetime: seconds,
        leeway: only(0),
      }),
    }),
  ),
  databases: single(
    record({
      name: text,
      strategy: only('auth0'),
      enabled_clients: list(text),
      options: record({ disable_signup: only(true) }),
    }),
  ),
  connections: list(
    record({
      name: text,
      strategy: only('amazon', 'google-oauth2'),
      display_name: text,
      enabled_clients: list(text),
    }),
  ),
  actions: list(
    record({
      name: text,
      code: text,
      runtime: text,
      deployed: only(true),
      supported_triggers: single(record({ id: only('post-login'), version: only('v3') })),
    }),
  ),
  triggers: record({ 'post-login': list(record({ action_name: text, display_name: text })) }),
});
