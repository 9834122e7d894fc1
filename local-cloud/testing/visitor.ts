/** A browser as far as a login needs one, for scripts and tests that log in to the local Auth0. */
import { createHash, randomBytes } from 'node:crypto';

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
      this.#cookies = this.#cookies.filter(
        (cookie) => cookie.name !== name || cookie.path !== path,
      );
      const expires = /expires=([^;]+)/i.exec(line)?.[1];
      if (!expires || Date.parse(expires) > Date.now()) this.#cookies.push({ name, value, path });
    }
  }
}

/** An authorization request as auth0-spa-js sends it. */
export function authorizeRequest(changes: Record<string, string | undefined> = {}) {
  const verifier = randomBytes(32).toString('base64url');
  const parameters = {
    client_id: 'secured-pets-local',
    response_type: 'code',
    response_mode: 'query',
    redirect_uri: 'http://localhost:4200',
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

export type Account = { keeper: true } | { buyer: string };

/**
 * Logs in as the page does: code flow with PKCE, at the local Auth0.
 *
 * @param auth0 its origin, without a slash at the end
 * @param siteUrl the origin of the page, to which Auth0 sends the code
 * @returns the ID token
 * @throws Error if Auth0 gives none, with its reason
 */
export async function logIn(
  { auth0, siteUrl, clientId }: { auth0: string; siteUrl: string; clientId: string },
  account: Account,
): Promise<string> {
  const visitor = new Visitor(`${auth0}/`);
  const { path, verifier } = authorizeRequest({ redirect_uri: siteUrl, client_id: clientId });
  const loginPage = await visitor.open(path);
  const { pathname } = new URL(loginPage.url);
  const { leftTo } =
    'keeper' in account
      ? await visitor.open(pathname, { email: 'admin@example.com', password: 'admin' })
      : await visitor.open(`${pathname}?connection=amazon`, { email: account.buyer });
  const code = leftTo?.searchParams.get('code');
  if (!code) throw new Error(`Auth0 gave no code: ${leftTo?.search ?? loginPage.status}`);
  const answer = await fetch(`${auth0}/oauth/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      client_id: clientId,
      code,
      code_verifier: verifier,
      redirect_uri: siteUrl,
    }),
  });
  const { id_token } = (await answer.json()) as { id_token?: string };
  if (!id_token) throw new Error(`Auth0 gave no ID token: status ${answer.status}`);
  return id_token;
}

/** The session name that an ID token's tags allow. */
export function sessionOf(idToken: string): string {
  const claims = JSON.parse(Buffer.from(idToken.split('.')[1] ?? '', 'base64url').toString()) as {
    'https://aws.amazon.com/tags': { principal_tags: { session: [string] } };
  };
  return claims['https://aws.amazon.com/tags'].principal_tags.session[0];
}
