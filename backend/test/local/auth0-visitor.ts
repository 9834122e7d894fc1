import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAuth0, type Auth0Options } from '../../local/auth0/provider.ts';

export const siteUrl = 'http://localhost:4200';
export const clientId = 'secured-pets-local';

export interface RunningAuth0 {
  readonly issuer: string;
  readonly lines: string[];
  stop(): Promise<void>;
}

/** Starts the stand-in on a free port, or on `port`. */
export async function startAuth0(
  options: Partial<Auth0Options> = {},
  port = 0,
): Promise<RunningAuth0> {
  const server = createServer().listen(port, 'localhost');
  await once(server, 'listening');
  const issuer = `http://localhost:${(server.address() as AddressInfo).port}/`;
  const lines: string[] = [];
  const log = (line: string) => void lines.push(line);
  try {
    const auth0 = await createAuth0({
      issuer,
      siteUrl,
      clientId,
      directory: undefined,
      log,
      ...options,
    });
    server.on('request', auth0.listener);
    const stop = async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    };
    return { issuer, lines, stop };
  } catch (error) {
    server.close();
    throw error;
  }
}

export interface Page {
  readonly status: number;
  readonly url: string;
  readonly headers: Headers;
  readonly body: string;
  /** Where a redirect left the issuer to. */
  readonly leftTo: URL | undefined;
}

/** What a browser does with the stand-in: follows redirects and keeps cookies, each by its path. */
export class Visitor {
  readonly #issuer: string;
  #cookies: { name: string; value: string; path: string }[] = [];

  constructor(issuer: string) {
    this.#issuer = issuer;
  }

  async open(path: string, form?: Record<string, string>): Promise<Page> {
    let url = new URL(path, this.#issuer);
    let body = form && new URLSearchParams(form);
    for (;;) {
      const answer = await fetch(url, {
        redirect: 'manual',
        headers: { cookie: this.#cookiesFor(url.pathname), accept: 'text/html' },
        ...(body && { method: 'POST', body }),
      });
      this.#keep(answer.headers.getSetCookie());
      const { status, headers } = answer;
      const page = { status, headers, url: url.href, body: await answer.text() };
      const location = headers.get('location');
      if (!location) return { ...page, leftTo: undefined };
      const target = new URL(location, url);
      if (target.origin !== new URL(this.#issuer).origin) return { ...page, leftTo: target };
      url = target;
      body = undefined;
    }
  }

  /** Another browser with the same cookies. */
  copy(): Visitor {
    const copy = new Visitor(this.#issuer);
    copy.#cookies = [...this.#cookies];
    return copy;
  }

  get cookieNames(): string[] {
    return this.#cookies.map(({ name }) => name);
  }

  #cookiesFor(path: string): string {
    return this.#cookies
      .filter((cookie) => cookie.path === '/' || `${path}/`.startsWith(`${cookie.path}/`))
      .map(({ name, value }) => `${name}=${value}`)
      .join('; ');
  }

  #keep(lines: string[]): void {
    for (const line of lines) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      const path = /path=([^;]+)/i.exec(line)?.[1] ?? '/';
      this.#cookies = this.#cookies.filter((kept) => kept.name !== name || kept.path !== path);
      const expires = /expires=([^;]+)/i.exec(line)?.[1];
      if (!expires || Date.parse(expires) > Date.now()) this.#cookies.push({ name, value, path });
    }
  }
}

/** An authorization request as auth0-spa-js sends it. */
export function authorizeRequest(changes: Record<string, string | undefined> = {}) {
  const verifier = randomBytes(32).toString('base64url');
  const parameters = {
    client_id: clientId,
    response_type: 'code',
    response_mode: 'query',
    redirect_uri: siteUrl,
    scope: 'openid profile email',
    state: 'the-state',
    nonce: 'the-nonce',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    auth0Client: 'eyJuYW1lIjoiYXV0aDAtc3BhLWpzIn0=',
    ...changes,
  };
  const sent = Object.entries(parameters).filter(([, value]) => value !== undefined);
  const query = new URLSearchParams(sent);
  return { path: `/authorize?${query.toString()}`, verifier };
}

export const credentials = { email: 'admin@example.com', password: 'admin' };

/** Logs in and gives where the browser ended, with the verifier of the request. */
export async function logIn(
  visitor: Visitor,
  how: 'amazon' | 'google-oauth2' | 'database' = 'database',
  changes: Record<string, string | undefined> = {},
) {
  const { path, verifier } = authorizeRequest(changes);
  const { pathname } = new URL((await visitor.open(path)).url);
  const page =
    how === 'database'
      ? await visitor.open(pathname, credentials)
      : await visitor.open(`${pathname}?connection=${how}`, { email: 'Jane.Doe@example.org' });
  return { ...page, verifier, code: page.leftTo?.searchParams.get('code') ?? '' };
}

export interface Tokens {
  readonly access_token: string;
  readonly id_token: string;
  readonly refresh_token?: string;
  readonly expires_in: number;
  readonly scope: string;
  readonly error?: string;
}

/** Calls the token endpoint as a script of `origin` does. */
export async function requestTokens(
  issuer: string,
  form: Record<string, string>,
  origin = siteUrl,
): Promise<{ status: number; headers: Headers; tokens: Tokens }> {
  const answer = await fetch(`${issuer}oauth/token`, {
    method: 'POST',
    headers: { origin, 'auth0-client': 'eyJuYW1lIjoiYXV0aDAtc3BhLWpzIn0=' },
    body: new URLSearchParams({ client_id: clientId, ...form }),
  });
  return {
    status: answer.status,
    headers: answer.headers,
    tokens: (await answer.json()) as Tokens,
  };
}

export function exchangeCode(issuer: string, code: string, verifier: string, origin = siteUrl) {
  const grant_type = 'authorization_code';
  const form = { grant_type, code, code_verifier: verifier, redirect_uri: siteUrl };
  return requestTokens(issuer, form, origin);
}

export function refresh(issuer: string, refresh_token: string | undefined) {
  return requestTokens(issuer, {
    grant_type: 'refresh_token',
    refresh_token: refresh_token ?? '',
  });
}
