import { setTimeout as sleep } from 'node:timers/promises';
import { Problem, reason } from './problem.ts';

const TIMEOUT_MS = 10_000;
const PAUSE_MS = 2000;

/** The site as it should answer now. */
export interface Expected {
  readonly siteUrl: string;
  readonly apiUrl: string;
  readonly page: string;
  readonly config: string;
  /** How long CloudFront may take to show the new page. */
  readonly patienceMs: number;
}

/** Headers of the page that stand in the template's response-headers policy. */
const SECURITY_HEADERS = [
  'content-security-policy',
  'strict-transport-security',
  'x-content-type-options',
  'referrer-policy',
];

/**
 * Visits the live site as a browser does: the new page with its headers, its config.json and the
 * script that it starts, the public list, and that nobody unknown can change the list.
 *
 * @throws Problem naming the first thing that isn't as it should be
 */
export async function smokeTest(expected: Expected): Promise<void> {
  const { siteUrl, apiUrl, page, config } = expected;
  const home = `${siteUrl}/`;
  const shown = await freshPage(home, expected);
  const missing = SECURITY_HEADERS.filter((name) => !shown.headers.get(name));
  must(missing.length === 0, home, `the headers ${missing.join(', ')} are missing`);
  hasHeader(shown, 'cache-control', /no-cache/);

  const configured = await get(`${siteUrl}/config.json`);
  must((await configured.text()) === config, configured.url, 'it is not the new config.json');

  const [, script] = /<script src="([^"]+)" type="module"/.exec(page) ?? [];
  must(script !== undefined, home, 'the page names no module that starts it');
  const started = await get(`${siteUrl}/${script}`);
  hasHeader(started, 'content-type', /javascript/);
  hasHeader(started, 'cache-control', /immutable/);

  const list = await get(`${apiUrl}/pets`);
  must(Array.isArray(await list.json()), list.url, 'the list of pets is no list');
  must(list.headers.has('access-control-allow-origin'), list.url, 'the page may not read the list');

  const unsigned = await request(`${apiUrl}/pets`, { method: 'POST', body: '{"pets":[]}' });
  must(
    unsigned.status === 403,
    `POST ${apiUrl}/pets`,
    `without a signature its status is ${unsigned.status} and must be 403`,
  );
}

/** The page, as soon as it is the new one. */
async function freshPage(url: string, { page, patienceMs }: Expected): Promise<Response> {
  const started = performance.now();
  for (;;) {
    let seen: string;
    try {
      const response = await get(url);
      if ((await response.text()) === page) return response;
      seen = 'it still shows the page of before';
    } catch (error) {
      seen = error instanceof Problem ? error.why : reason(error);
    }
    must(performance.now() - started < patienceMs, url, seen);
    await sleep(PAUSE_MS);
  }
}

async function get(url: string): Promise<Response> {
  const response = await request(url, {});
  must(response.status === 200, url, `its status is ${response.status} and must be 200`);
  return response;
}

async function request(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, {
      ...init,
      signal: AbortSignal.timeout(TIMEOUT_MS),
      headers: { 'Content-Type': 'application/json', Origin: new URL(url).origin },
    });
  } catch (error) {
    throw wrong(url, `it does not answer: ${reason(error)}`);
  }
}

function hasHeader(response: Response, name: string, pattern: RegExp): void {
  const value = response.headers.get(name) ?? 'nothing';
  must(
    pattern.test(value),
    response.url,
    `its ${name} is ${value} and must be like ${pattern.source}`,
  );
}

function must(condition: boolean, where: string, why: string): asserts condition {
  if (!condition) throw wrong(where, why);
}

const wrong = (where: string, why: string): Problem =>
  new Problem(
    'The site is up, but not as it should be.',
    `${where}: ${why}.`,
    'Wait a minute and open the site. If it stays, look at the events of the stack in the CloudFormation console, and run npm run deploy again, which is safe.',
  );
