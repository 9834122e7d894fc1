import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAuth0, type Auth0Options } from '../src/auth0/provider.ts';
import { type Visitor, authorizeRequest } from '../testing/visitor.ts';

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
      tenantFile: new URL('../../backend/auth0/tenant.yaml', import.meta.url),
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

export const credentials = { email: 'admin@example.com', password: 'admin' };

/** Logs in and gives where the browser ended, with the verifier of the request. */
export async function logIn(
  visitor: Visitor,
  how = 'database',
  changes: Record<string, string | undefined> = {},
  form: Record<string, string> = {},
) {
  const { path, verifier } = authorizeRequest(changes);
  const { pathname } = new URL((await visitor.open(path)).url);
  const page =
    how === 'database'
      ? await visitor.open(pathname, credentials)
      : await visitor.open(`${pathname}?connection=${how}`, {
          email: 'Jane.Doe@example.org',
          ...form,
        });
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
