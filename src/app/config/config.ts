import { InjectionToken } from '@angular/core';

/** Where the page finds the rest of the system: config.json, the outputs of the SAM template. */
export interface Config {
  /** The API with its stage, without a slash at the end: `https://….amazonaws.com/api`. */
  readonly apiUrl: string;
  /** The region to sign for and to ask STS in. */
  readonly region: string;
  /** The IAM role of shopkeepers. */
  readonly adminRoleArn: string;
  /** The IAM role of buyers. */
  readonly socialRoleArn: string;
  /** The Auth0 tenant, a host or an origin. */
  readonly auth0Domain: string;
  readonly auth0ClientId: string;
  /** Where STS answers; AWS's own endpoint for the region when it isn't given. */
  readonly stsEndpoint?: string;
}

/** The page's configuration, checked before Angular starts. */
export const CONFIG = new InjectionToken<Config>('config.json');

/** One thing that is wrong with config.json. `expectedValue` says what should be there. */
export interface ConfigProblem {
  /** The key in config.json; none when the file as a whole is the problem. */
  readonly key?: keyof Config;
  readonly actual: string;
}

/** config.json can't be used. Holds every problem, not only the first. */
export class ConfigError extends Error {
  readonly problems: readonly ConfigProblem[];

  constructor(problems: readonly ConfigProblem[]) {
    super(problems.map(({ key = 'config.json', actual }) => `${key}: got ${actual}`).join('; '));
    this.name = 'ConfigError';
    this.problems = problems;
  }
}

const isRoleArn = (value: string): boolean =>
  /^arn:aws(-[a-z]+)*:iam::\d{12}:role\/[\w+=,.@/-]+$/.test(value);

/** Whether a value fits its key. */
const rules: Record<keyof Config, (value: string) => boolean> = {
  apiUrl: (value) => isSafeUrl(value) && !/[?#]|\/$/.test(value),
  region: (value) => /^[a-z]{2}(-[a-z]+)+-\d{1,2}$/.test(value),
  adminRoleArn: isRoleArn,
  socialRoleArn: isRoleArn,
  auth0Domain: (value) =>
    /^https?:/i.test(value)
      ? isSafeUrl(value) && new URL(value).origin === value
      : /^[a-z\d-]+(\.[a-z\d-]+)+$/i.test(value),
  auth0ClientId: (value) => /^[\w-]+$/.test(value),
  stsEndpoint: (value) => isSafeUrl(value) && !/[?#]/.test(value),
};

const keys = Object.keys(rules) as (keyof Config)[];
const optional: ReadonlySet<keyof Config> = new Set(['stsEndpoint'] as const);

/** Tokens and credentials travel to these URLs: only this machine may do without TLS. */
function isSafeUrl(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const { protocol, hostname, username, password } = new URL(value);
  const local = /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
  return (
    username === '' && password === '' && (protocol === 'https:' || (protocol === 'http:' && local))
  );
}

/**
 * Reads the parsed content of config.json. Keys that it doesn't know are left out.
 *
 * @throws ConfigError with every key that is missing or malformed.
 */
export function parseConfig(content: unknown): Config {
  if (typeof content !== 'object' || content === null || Array.isArray(content)) {
    throw new ConfigError([{ actual: shown(content) }]);
  }
  const given = new Map<string, unknown>(Object.entries(content));
  const config: Record<string, string> = {};
  const problems: ConfigProblem[] = [];
  for (const key of keys) {
    const value = given.get(key);
    if (value === undefined && optional.has(key)) continue;
    if (typeof value === 'string' && rules[key](value)) config[key] = value;
    else problems.push({ key, actual: shown(value) });
  }
  if (problems.length > 0) throw new ConfigError(problems);
  return config as Record<keyof Config, string>;
}

/** The file is where the page came from a moment ago. */
const TIMEOUT_MS = 10_000;

/**
 * Fetches and reads config.json, which is next to index.html.
 *
 * @throws ConfigError if it can't be fetched, isn't JSON or isn't complete.
 */
export async function loadConfig(): Promise<Config> {
  const text = await fetchText('config.json');
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    throw new ConfigError([{ actual: shown(text) }]);
  }
  return parseConfig(content);
}

async function fetchText(url: string): Promise<string> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) });
    if (!response.ok) throw new ConfigError([{ actual: `status ${response.status}` }]);
    return await response.text();
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    throw new ConfigError([{ actual: 'no answer from the server' }]);
  }
}

function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = JSON.stringify(value);
  return text.length > 100 ? `${Array.from(text).slice(0, 100).join('')}…` : text;
}

/** What a key of config.json, or the whole file, should hold, for those who have to fix it. */
export const expectedValue = (key: keyof Config | undefined): string => (key ? ofKey[key] : ofFile);

const ofFile = 'a config.json file next to index.html, with a JSON object in it';
const roleArn = 'the ARN of an IAM role, like arn:aws:iam::123456789012:role/Name';

const ofKey: Readonly<Record<keyof Config, string>> = {
  apiUrl:
    'the URL of the API without a trailing slash, like https://abc123.execute-api.us-east-1.amazonaws.com/api (http only for localhost)',
  region: 'an AWS region, like us-east-1',
  adminRoleArn: roleArn,
  socialRoleArn: roleArn,
  auth0Domain:
    'the domain of the Auth0 tenant, like example.eu.auth0.com (an http origin only for localhost)',
  auth0ClientId: 'the client ID of the Auth0 application, letters and digits',
  stsEndpoint: 'the URL of STS, like https://sts.us-east-1.amazonaws.com (http only for localhost)',
};
