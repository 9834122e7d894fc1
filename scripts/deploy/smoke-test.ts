import { setTimeout as sleep } from 'node:timers/promises';
import { connect } from 'node:tls';
import { Problem, reason } from './problem.ts';

const TIMEOUT_MS = 10_000;
const PAUSE_MS = 2000;

/** The site as it should answer now. */
export interface Expected {
  readonly siteUrl: string;
  readonly apiUrl: string;
  /** Where STS answers, for the region of the stack. */
  readonly stsUrl: string;
  readonly page: string;
  readonly config: string;
  /** How long CloudFront may take to show the new page. */
  readonly patienceMs: number;
}

/** Headers of the page from the template's response-headers policy. */
const SECURITY_HEADERS = [
  'content-security-policy',
  'strict-transport-security',
  'x-content-type-options',
  'referrer-policy',
];

/** What the page sends with a signed call (src/app/aws/sigv4-interceptor.ts). */
const SIGNED = ['authorization', 'content-type', 'x-amz-date', 'x-amz-security-token'];

/** What the AWS SDK sends from a browser to STS. */
const SDK = ['amz-sdk-invocation-id', 'amz-sdk-request', 'content-type', 'x-amz-user-agent'];

/**
 * Tests the live site as a browser sees it: the new page with its headers, its config.json and its first
 * script; the public list at both addresses; that nobody can change the list without a signature; and that
 * a page of this origin may make signed calls and ask STS for credentials.
 *
 * @returns what it found, in words
 * @throws Problem naming the first thing that isn't as it should be
 */
export async function smokeTest(expected: Expected): Promise<string> {
  const { siteUrl, apiUrl, stsUrl, page, config } = expected;
  const home = `${siteUrl}/`;
  const shown = await freshPage(home, expected);
  const missing = SECURITY_HEADERS.filter((name) => !shown.headers.get(name));
  must(missing.length === 0, home, `the headers ${missing.join(', ')} are missing`);
  hasHeader(shown, 'cache-control', /no-cache/);

  const configured = await get(`${siteUrl}/config.json`);
  must((await configured.text()) === config, configured.url, "it isn't the new config.json");

  const [, script] = /<script src="([^"]+)" type="module"/.exec(page) ?? [];
  must(script !== undefined, home, 'the page has no script that starts it');
  const started = await get(`${siteUrl}/${script}`);
  hasHeader(started, 'content-type', /javascript/);
  hasHeader(started, 'cache-control', /immutable/);

  const list = await getList(`${apiUrl}/pets`);
  must(list.headers.has('access-control-allow-origin'), list.url, 'the page may not read the list');
  // Where visitors read. CloudFront keeps the list for them, browsers must not.
  const shared = await getList(`${siteUrl}${new URL(apiUrl).pathname}/pets`);
  hasHeader(shared, 'cache-control', /no-store/);

  const unsigned = await request(`${apiUrl}/pets`, { method: 'POST', body: '{"pets":[]}' });
  must(
    unsigned.status === 403,
    `POST ${apiUrl}/pets`,
    `without a signature its status is ${unsigned.status}, not 403`,
  );

  const origin = new URL(siteUrl).origin;
  await preflight(`${apiUrl}/pets/purchase`, origin, 'GET', [...SIGNED, 'x-id-token']);
  await preflight(`${apiUrl}/pets`, origin, 'POST', SIGNED);
  await preflight(stsUrl, origin, 'POST', SDK);

  const versions = [`the page over ${await httpVersion(siteUrl)}`];
  versions.push(`the API over ${await httpVersion(apiUrl)}`);
  return `${versions.join(', ')}; API and STS may be called from ${origin}`;
}

/** The page, as soon as it is the new one. */
async function freshPage(url: string, { page, patienceMs }: Expected): Promise<Response> {
  const started = performance.now();
  for (;;) {
    let seen: string;
    try {
      const response = await get(url);
      if ((await response.text()) === page) return response;
      seen = 'it still shows the old page';
    } catch (error) {
      seen = error instanceof Problem ? error.why : reason(error);
    }
    must(performance.now() - started < patienceMs, url, seen);
    await sleep(PAUSE_MS);
  }
}

/**
 * Asks as a browser does before a call that a page of another origin wants to make.
 *
 * @see https://fetch.spec.whatwg.org/#cors-preflight-fetch
 */
async function preflight(
  url: string,
  origin: string,
  method: string,
  headers: readonly string[],
): Promise<void> {
  const answer = await request(url, {
    method: 'OPTIONS',
    headers: {
      Origin: origin,
      'Access-Control-Request-Method': method,
      'Access-Control-Request-Headers': headers.join(','),
    },
  });
  const allowed = (name: string) =>
    (answer.headers.get(`access-control-allow-${name}`) ?? '').toLowerCase().split(/ *, */);
  const where = `OPTIONS ${url}`;
  must(answer.ok, where, `its status is ${answer.status}, not 200`);
  must(
    allowed('origin').some((one) => one === '*' || one === origin),
    where,
    `a page at ${origin} may not call it`,
  );
  // "*" means every header except Authorization.
  const refused = headers.filter(
    (name) =>
      !allowed('headers').includes(name) &&
      (name === 'authorization' || !allowed('headers').includes('*')),
  );
  must(refused.length === 0, where, `a page may not send ${refused.join(', ')}`);
}

/** What a server and a browser agree on, by TLS (ALPN). */
async function httpVersion(url: string): Promise<string> {
  const { protocol, hostname: host, port } = new URL(url);
  if (protocol !== 'https:') return 'HTTP/1.1 without TLS';
  const options = { host, servername: host, port: Number(port || 443), timeout: TIMEOUT_MS };
  return await new Promise((resolve, reject) => {
    const socket = connect({ ...options, ALPNProtocols: ['h2', 'http/1.1'] }, () => {
      resolve(socket.alpnProtocol === 'h2' ? 'HTTP/2' : 'HTTP/1.1 only');
      socket.end();
    });
    socket.once('error', reject).once('timeout', () => socket.destroy(new Error('no answer')));
  });
}

async function getList(url: string): Promise<Response> {
  const response = await get(url);
  const list: unknown = await response.json().catch(() => undefined);
  must(Array.isArray(list), url, "the list of pets isn't a list");
  return response;
}

async function get(url: string): Promise<Response> {
  const response = await request(url, {});
  must(response.status === 200, url, `its status is ${response.status}, not 200`);
  return response;
}

async function request(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, {
      headers: { 'Content-Type': 'application/json', Origin: new URL(url).origin },
      ...init,
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
  } catch (error) {
    throw wrong(url, `it doesn't answer: ${reason(error)}`);
  }
}

function hasHeader(response: Response, name: string, pattern: RegExp): void {
  const value = response.headers.get(name) ?? 'nothing';
  must(
    pattern.test(value),
    response.url,
    `its ${name} is ${value}, but must match ${pattern.source}`,
  );
}

function must(condition: boolean, where: string, why: string): asserts condition {
  if (!condition) throw wrong(where, why);
}

const wrong = (where: string, why: string): Problem =>
  new Problem(
    "The site is up, but it isn't as it should be.",
    `${where}: ${why}.`,
    "Wait a minute and open the site. If the problem persists, look at the stack's events in the CloudFormation console, then run npm run deploy again. That is safe.",
  );
