import { generateKeyPairSync, randomUUID, type KeyObject } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SignJWT } from 'jose';
import type { verifyIdToken } from '../src/auth/id-token.ts';

const MINUTE = 60_000;

/** A key of the tenant. */
class Key {
  readonly kid: string = randomUUID();
  readonly #pair = generateKeyPairSync('rsa', { modulusLength: 2048 }) as Record<
    'publicKey' | 'privateKey',
    KeyObject
  >;

  get jwk(): object {
    return { ...this.#pair.publicKey.export({ format: 'jwk' }), kid: this.kid, use: 'sig' };
  }

  token(issuer: string, kid = this.kid): Promise<string> {
    const tags = { principal_tags: { role: ['social'], session: ['amazon-1'] } };
    return new SignJWT({ email: 'ann@example.org', 'https://aws.amazon.com/tags': tags })
      .setProtectedHeader({ alg: 'RS256', kid })
      .setIssuer(issuer)
      .setAudience('client')
      .setSubject('amazon|1')
      .setExpirationTime('1h')
      .sign(this.#pair.privateKey);
  }
}

describe('The keys of the tenant', () => {
  const first = new Key();
  const second = new Key();
  let server: Server;
  let issuer: string;
  let answer: (response: ServerResponse) => void;
  let fetches: number;
  let verify: typeof verifyIdToken;
  let now: () => number;

  const publish = (...keys: Key[]): void => {
    const body = JSON.stringify({ keys: keys.map(({ jwk }) => jwk) });
    answer = (response) => response.end(body);
  };
  const sub = async (key: Key): Promise<string> => (await verify(await key.token(issuer))).sub;
  /** The status with which a token is refused. */
  const refusal = async (key: Key, kid?: string): Promise<unknown> => {
    const token = await key.token(issuer, kid);
    try {
      await verify(token);
      return 'taken';
    } catch (error) {
      return error instanceof Error && 'status' in error ? error.status : error;
    }
  };
  const pass = (milliseconds: number): void => {
    const before = now;
    now = () => before() + milliseconds;
  };

  beforeAll(async () => {
    server = createServer((_, response) => {
      fetches++;
      answer(response);
    }).listen(0, 'localhost');
    await once(server, 'listening');
    issuer = `http://localhost:${(server.address() as AddressInfo).port}/`;
    Object.assign(process.env, {
      AUTH0_ISSUER: issuer,
      AUTH0_CLIENT_ID: 'client',
      POWERTOOLS_LOG_LEVEL: 'SILENT',
    });
  });

  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  beforeEach(async () => {
    const real = Date.now;
    now = () => real();
    spyOn(Date, 'now').and.callFake(() => now());
    fetches = 0;
    publish(first);
    // A function that starts anew.
    const module = `../src/auth/id-token.ts?${randomUUID()}`;
    verify = ((await import(module)) as { verifyIdToken: typeof verifyIdToken }).verifyIdToken;
  });

  it('are fetched once for all tokens', async () => {
    expect(await Promise.all([sub(first), sub(first)])).toEqual(['amazon|1', 'amazon|1']);
    await sub(first);
    expect(fetches).toBe(1);
  });

  it('can be rotated: a token by the new key is taken at once', async () => {
    await sub(first);
    publish(first, second);
    expect(await sub(second)).toBe('amazon|1');
    expect(await sub(first)).toBe('amazon|1');
    expect(fetches).toBe(2);
  });

  it('can be rotated right after a token named a key that nobody knows', async () => {
    await sub(first);
    expect(await refusal(first, 'unknown')).toBe(401);
    publish(first, second);
    expect(await sub(second)).toBe('amazon|1');
  });

  it('are not fetched by each of many tokens that name unknown keys', async () => {
    await sub(first);
    const refusals = [];
    for (let i = 0; i < 50; i++) refusals.push(await refusal(second, `unknown-${i}`));
    expect(fetches).toBe(5);
    expect(refusals.slice(0, 4)).toEqual([401, 401, 401, 401]);
    expect(new Set(refusals.slice(4))).toEqual(new Set([429]));
    expect(await sub(first)).toBe('amazon|1');
    publish(first, second);
    expect(await refusal(second)).toBe(429);
    pass(10_000);
    expect(await sub(second)).toBe('amazon|1');
  });

  it('are not fetched for a token that names none', async () => {
    const token = await first.token(issuer);
    const header = Buffer.from('{"alg":"RS256"}').toString('base64url');
    const nameless = [header, ...token.split('.').slice(1)].join('.');
    await expectAsync(verify(nameless)).toBeRejectedWith(jasmine.objectContaining({ status: 401 }));
    expect(fetches).toBe(0);
  });

  const failures: [string, (response: ServerResponse) => void][] = [
    ['HTML', (response) => response.end('<!doctype html><title>Just a moment…</title>')],
    ['an empty set', (response) => response.end('{"keys":[]}')],
    ['JSON without keys', (response) => response.end('{"error":"no"}')],
    ['half of themselves', (response) => response.end('{"keys":[{"kty":"RSA","kid":')],
    ['keys of no kind', (response) => response.end('{"keys":[{"kid":"1"}]}')],
    ['an error', (response) => response.writeHead(500).end('{"keys":[]}')],
    ['a refusal', (response) => response.writeHead(404).end('Not found')],
    ['a closed connection', (response) => response.destroy()],
    ['nothing, for seconds', () => undefined],
    ['a beginning, and then nothing', (response) => void response.write('{"keys":[')],
  ];
  for (const [what, failure] of failures) {
    it(`that come as ${what} say nothing about a token`, async () => {
      answer = failure;
      expect(await refusal(first)).toBe(503);
      publish(first);
      expect(await sub(first)).toBe('amazon|1');
      answer = failure;
      expect(await refusal(second)).toBe(503);
      expect(await sub(first)).toBe('amazon|1');
    });
  }

  it('are waited for three seconds, no longer', async () => {
    answer = () => undefined;
    const start = performance.now();
    expect(await refusal(first)).toBe(503);
    expect(performance.now() - start).toBeLessThan(4500);
  });

  it('that the tenant took away are taken for five minutes, no longer', async () => {
    await sub(first);
    publish(second);
    pass(5 * MINUTE - 2000);
    expect(await sub(first)).toBe('amazon|1');
    pass(2000);
    expect(await refusal(first)).toBe(401);
    expect(await sub(second)).toBe('amazon|1');
  });

  it('serve for ten minutes while the tenant does not answer, and then no longer', async () => {
    await sub(first);
    answer = (response) => response.writeHead(503).end();
    pass(10 * MINUTE - 2000);
    for (let i = 0; i < 10; i++) expect(await sub(first)).toBe('amazon|1');
    expect(fetches).toBe(6);
    pass(2000);
    expect(await refusal(first)).toBe(503);
    pass(MINUTE);
    publish(first);
    expect(await sub(first)).toBe('amazon|1');
  });
});
