import { createRemoteJWKSet, jwtVerify } from 'jose';
import { authorizeRequest, Visitor } from '../testing/visitor.ts';
import {
  clientId,
  credentials,
  exchangeCode,
  logIn,
  refresh,
  requestTokens,
  siteUrl,
  startAuth0,
  type RunningAuth0,
} from './auth0-visitor.ts';

const OFFLINE = { scope: 'openid profile email offline_access' };

/** The session name that the Action gives a user. */
const sessionLike = (sub = '') =>
  jasmine.stringMatching(new RegExp(`^${sub.replace('|', '-')}-[\\w-]{22}$`));

describe('Auth0 stand-in: logging in', () => {
  let auth0: RunningAuth0;
  let visitor: Visitor;

  beforeAll(async () => {
    auth0 = await startAuth0();
  });
  afterAll(() => auth0.stop());
  beforeEach(() => {
    visitor = new Visitor(auth0.issuer);
    auth0.lines.length = 0;
  });

  async function idTokenClaims(idToken: string) {
    const keys = createRemoteJWKSet(new URL(`${auth0.issuer}.well-known/jwks.json`));
    const options = { issuer: auth0.issuer, audience: clientId, algorithms: ['RS256'] };
    return (await jwtVerify(idToken, keys, options)).payload;
  }

  async function tokensOf(login: { code: string; verifier: string }) {
    const { status, tokens } = await exchangeCode(auth0.issuer, login.code, login.verifier);
    expect(status).toBe(200);
    return tokens;
  }

  it('makes the database user a shopkeeper, with the role from the tenant’s own Action', async () => {
    const login = await logIn(visitor);
    expect(login.leftTo?.origin).toBe(siteUrl);
    expect(login.leftTo?.searchParams.get('state')).toBe('the-state');

    const tokens = await tokensOf(login);
    const claims = await idTokenClaims(tokens.id_token);
    expect(claims).toEqual({
      iss: auth0.issuer,
      aud: clientId,
      sub: jasmine.stringMatching(/^auth0\|[0-9a-f]{24}$/),
      iat: jasmine.any(Number),
      exp: claims.iat! + 900,
      nonce: 'the-nonce',
      nickname: 'admin',
      name: 'admin@example.com',
      email: 'admin@example.com',
      email_verified: true,
      updated_at: jasmine.any(String),
      'https://aws.amazon.com/tags': {
        principal_tags: { role: ['admin'], session: [sessionLike(claims.sub)] },
      },
    });
    expect(tokens.refresh_token).toBeUndefined();
  });

  for (const [connection, sub] of [
    ['amazon', /^amazon\|[0-9a-f]{24}$/],
    ['google-oauth2', /^google-oauth2\|[0-9a-f]{24}$/],
  ] as const) {
    it(`makes anyone who comes through ${connection} a buyer, the same one each time`, async () => {
      const first = await idTokenClaims(
        (await tokensOf(await logIn(visitor, connection))).id_token,
      );
      expect(first).toEqual(
        jasmine.objectContaining({
          sub: jasmine.stringMatching(sub),
          nickname: 'jane.doe',
          email: 'jane.doe@example.org',
          email_verified: true,
          'https://aws.amazon.com/tags': {
            principal_tags: { role: ['social'], session: [sessionLike(first.sub)] },
          },
        }),
      );
      const again = await logIn(new Visitor(auth0.issuer), connection);
      expect((await idTokenClaims((await tokensOf(again)).id_token)).sub).toBe(first.sub);
    });
  }

  const kinds: [string, Record<string, unknown>, string[]][] = [
    ['no-email', { name: 'jane.doe', nickname: 'jane.doe' }, ['email', 'email_verified']],
    ['unverified-email', { email: 'jane.doe@example.org', email_verified: false }, []],
    ['no-nickname', { nickname: '', email_verified: true }, []],
    ['emoji-nickname', { nickname: '🐈‍⬛ jane.doe', email_verified: true }, []],
    ['of-nobody-s-invention', { nickname: 'jane.doe', email_verified: true }, []],
  ];
  for (const [kind, expected, missing] of kinds) {
    it(`gives an account of the kind ${kind}, to the same user as any other`, async () => {
      const usual = await idTokenClaims((await tokensOf(await logIn(visitor, 'amazon'))).id_token);
      const other = new Visitor(auth0.issuer);
      const login = await logIn(other, 'amazon', {}, { account: kind });
      const claims = await idTokenClaims((await tokensOf(login)).id_token);
      expect(claims).toEqual(jasmine.objectContaining({ ...expected, sub: usual.sub! }));
      for (const claim of missing) expect(claims[claim]).toBeUndefined();
    });
  }

  it('gives the shopkeeper no other kind of account', async () => {
    const { path, verifier } = authorizeRequest();
    const { pathname } = new URL((await visitor.open(path)).url);
    const { leftTo } = await visitor.open(pathname, { ...credentials, account: 'no-email' });
    const code = leftTo?.searchParams.get('code') ?? '';
    const { email } = await idTokenClaims((await tokensOf({ code, verifier })).id_token);
    expect(email).toBe('admin@example.com');
  });

  it('leads from the page of a connection back to the others', async () => {
    const { pathname } = new URL((await visitor.open(authorizeRequest().path)).url);
    const page = await visitor.open(`${pathname}?connection=google-oauth2`);
    expect(page.body).toContain('<h1>Sign in with Google</h1>');
    expect(page.body).not.toContain('Password');
    expect(page.body).toContain('<a href="?">Back</a>');
    expect((await visitor.open(`${pathname}?`)).body).toContain('Continue with Amazon');
  });

  it('fills in the login hint', async () => {
    const page = await visitor.open(authorizeRequest({ login_hint: 'someone@example.com' }).path);
    expect(page.body).toContain('value="someone@example.com"');
  });

  it('tolerates parameters it does not know, as Auth0 does', async () => {
    const unknown = { audience: 'https://api.example', screen_hint: 'signup', 'ext-flavour': 'a' };
    expect((await logIn(visitor, 'database', unknown)).code).not.toBe('');
  });

  it('asks no second time while the session lasts, and again for prompt=login', async () => {
    await logIn(visitor);
    const silent = await visitor.open(authorizeRequest().path);
    expect(silent.leftTo?.searchParams.get('code')).toBeTruthy();
    const asked = await visitor.open(authorizeRequest({ prompt: 'login' }).path);
    expect(asked.body).toContain('Continue with Amazon');
  });

  it('lets another user take over with prompt=login', async () => {
    await logIn(visitor);
    const { path, verifier } = authorizeRequest({ prompt: 'login' });
    const { pathname } = new URL((await visitor.open(path)).url);
    const form = { email: 'someone@example.com' };
    const page = await visitor.open(`${pathname}?connection=amazon`, form);
    const fields = [...page.body.matchAll(/name="(\w+)" value="([^"]+)"/g)];
    const [, action = ''] = /action="([^"]+)"/.exec(page.body) ?? [];
    const last = await visitor.open(
      action,
      Object.fromEntries(fields.map(([, name, value]) => [name, value])) as Record<string, string>,
    );
    const code = last.leftTo?.searchParams.get('code') ?? '';
    const { email } = await idTokenClaims((await tokensOf({ code, verifier })).id_token);
    expect(email).toBe('someone@example.com');
  });

  it('refuses a wrong password, saying no more than that, and keeps the address', async () => {
    for (const form of [
      { email: 'admin@example.com', password: 'Admin' },
      { email: 'nobody@example.com', password: 'admin' },
      { email: 'admin@example.com', password: '' },
    ]) {
      const { pathname } = new URL((await visitor.open(authorizeRequest().path)).url);
      const page = await visitor.open(pathname, form);
      expect(page.status).toBe(400);
      expect(page.body).toContain('role="alert"');
      expect(page.body).toContain('Wrong email or password.');
      expect(page.body).toContain(`value="${form.email}"`);
    }
    expect(visitor.cookieNames).not.toContain('_session');
  });

  it('refuses what is not an email address on a social page', async () => {
    const { pathname } = new URL((await visitor.open(authorizeRequest().path)).url);
    for (const email of [
      '',
      'jane',
      'jane@',
      '@example.org',
      'a@b',
      'a b@example.org',
      `${'a'.repeat(250)}@example.org`,
    ]) {
      const page = await visitor.open(`${pathname}?connection=amazon`, { email });
      expect(page.status).withContext(email).toBe(400);
      expect(page.body).toContain('Enter a valid email address.');
    }
  });

  it('shows what was typed as text, never as markup', async () => {
    const { pathname } = new URL((await visitor.open(authorizeRequest().path)).url);
    const attack = `"><script>alert(1)</script><a href='&`;
    for (const path of [pathname, `${pathname}?connection=amazon`]) {
      const page = await visitor.open(path, { email: attack, password: attack });
      expect(page.status).toBe(400);
      expect(page.body).not.toContain('<script');
      expect(page.body).toContain('value="&#34;&#62;&#60;script&#62;alert(1)');
    }
    const hint = await visitor.open(authorizeRequest({ login_hint: attack }).path);
    expect(hint.body).not.toContain('<script');
  });

  it('lets nobody sign up', async () => {
    const page = await visitor.open(authorizeRequest({ screen_hint: 'signup' }).path);
    expect(page.body.toLowerCase()).not.toContain('sign up');
    const account = { client_id: clientId, email: 'new@example.com', password: 'longEnough1!' };
    const signUp = await visitor.open('/dbconnections/signup', account);
    expect(signUp.status).toBe(404);
  });

  it('takes no body larger than a login form', async () => {
    const { pathname } = new URL((await visitor.open(authorizeRequest().path)).url);
    const page = await visitor.open(pathname, { ...credentials, filler: 'x'.repeat(100_000) });
    expect(page.status).toBe(413);
    expect(visitor.cookieNames).not.toContain('_session');
  });

  it('takes no login without the cookie of the browser that began it', async () => {
    const { pathname } = new URL((await visitor.open(authorizeRequest().path)).url);
    const page = await new Visitor(auth0.issuer).open(pathname, credentials);
    expect(page.status).toBe(400);
    expect(page.body).toContain('This login page has expired');
    expect(page.body).toContain(`href="${siteUrl}"`);
  });

  it('keeps two logins in two tabs apart', async () => {
    const tabs = [];
    for (const request of [
      authorizeRequest({ state: 'one' }),
      authorizeRequest({ state: 'two' }),
    ]) {
      tabs.push(new URL((await visitor.open(request.path)).url).pathname);
    }
    const first = await visitor.open(tabs[0]!, credentials);
    expect(first.leftTo?.searchParams.get('state')).toBe('one');
  });

  it('shows a page that leads to the shop when a login page is used twice', async () => {
    const { pathname } = new URL((await visitor.open(authorizeRequest().path)).url);
    await visitor.open(pathname, credentials);
    const again = await visitor.open(pathname, credentials);
    expect(again.status).toBe(400);
    expect(again.body).toContain('This login page has expired');
  });

  it('tells the client when the visitor goes back to the shop', async () => {
    const { pathname } = new URL((await visitor.open(authorizeRequest().path)).url);
    const { leftTo } = await visitor.open(`${pathname}?cancel`);
    expect(leftTo?.origin).toBe(siteUrl);
    expect(leftTo?.searchParams.get('error')).toBe('access_denied');
    expect(leftTo?.searchParams.get('state')).toBe('the-state');
  });

  it('answers /userinfo for the access token', async () => {
    const { access_token } = await tokensOf(await logIn(visitor));
    const headers = { authorization: `Bearer ${access_token}` };
    const answer = await fetch(`${auth0.issuer}userinfo`, { headers });
    expect(await answer.json()).toEqual(
      jasmine.objectContaining({ email: 'admin@example.com', nickname: 'admin' }),
    );
  });

  it('gives a new refresh token at each refresh, and the role again', async () => {
    const first = await tokensOf(await logIn(visitor, 'amazon', OFFLINE));
    const { status, tokens } = await refresh(auth0.issuer, first.refresh_token);
    expect(status).toBe(200);
    expect(tokens.refresh_token).not.toBe(first.refresh_token);
    const claims = await idTokenClaims(tokens.id_token);
    expect(claims['https://aws.amazon.com/tags']).toEqual({
      principal_tags: { role: ['social'], session: [sessionLike(claims.sub)] },
    });
    expect(claims['email']).toBe('jane.doe@example.org');
  });

  it('takes a refresh token again whose answer got lost', async () => {
    const first = await tokensOf(await logIn(visitor, 'amazon', OFFLINE));
    await refresh(auth0.issuer, first.refresh_token);
    const again = await refresh(auth0.issuer, first.refresh_token);
    expect(again.status).toBe(200);
    expect((await refresh(auth0.issuer, again.tokens.refresh_token)).status).toBe(200);
  });

  it('revokes the whole family when a used refresh token comes back after its successor', async () => {
    const first = await tokensOf(await logIn(visitor, 'amazon', OFFLINE));
    const second = (await refresh(auth0.issuer, first.refresh_token)).tokens;
    const third = (await refresh(auth0.issuer, second.refresh_token)).tokens;
    const stolen = await refresh(auth0.issuer, first.refresh_token);
    expect(stolen.status).toBe(400);
    expect(stolen.tokens.error).toBe('invalid_grant');
    expect((await refresh(auth0.issuer, third.refresh_token)).tokens.error).toBe('invalid_grant');
  });

  it('refuses a refresh token with the words by which auth0-spa-js asks the session instead', async () => {
    const { status, tokens } = await refresh(auth0.issuer, 'no-such-token');
    expect(status).toBe(400);
    expect(tokens).toEqual(
      jasmine.objectContaining({
        error: 'invalid_grant',
        error_description: 'Unknown or invalid refresh token.',
      }),
    );
  });

  it('keeps refresh tokens good after a logout, as Auth0 does', async () => {
    const first = await tokensOf(await logIn(visitor, 'amazon', OFFLINE));
    await visitor.open(`/v2/logout?client_id=${clientId}`);
    const { status } = await refresh(auth0.issuer, first.refresh_token);
    expect(status).toBe(200);
  });

  it('takes a code once, and revokes what it gave when the code comes back', async () => {
    const login = await logIn(visitor, 'amazon', OFFLINE);
    const { refresh_token } = await tokensOf(login);
    const again = await exchangeCode(auth0.issuer, login.code, login.verifier);
    expect(again.tokens.error).toBe('invalid_grant');
    expect((await refresh(auth0.issuer, refresh_token)).tokens.error).toBe('invalid_grant');
  });

  it('takes no code without the verifier of its request', async () => {
    const { code } = await logIn(visitor);
    const stolen = await exchangeCode(auth0.issuer, code, authorizeRequest().verifier);
    expect(stolen.tokens.error).toBe('invalid_grant');
    const form = { grant_type: 'authorization_code', code, redirect_uri: siteUrl };
    const without = await requestTokens(auth0.issuer, form);
    expect(without.tokens.error).toBe('invalid_grant');
  });

  it('knows no grant but the client’s own', async () => {
    for (const grant_type of ['password', 'client_credentials', 'implicit']) {
      const form = { grant_type, username: credentials.email, password: credentials.password };
      const { status, tokens } = await requestTokens(auth0.issuer, form);
      expect(status).toBe(400);
      expect(tokens.error).toBe('unsupported_grant_type');
    }
  });

  it('logs each login in one line, without an address, a code or a token', async () => {
    const login = await logIn(visitor, 'amazon', OFFLINE);
    const tokens = await tokensOf(login);
    await refresh(auth0.issuer, tokens.refresh_token);
    expect(auth0.lines).toEqual(['login through amazon']);

    const { pathname } = new URL(
      (await visitor.open(authorizeRequest({ prompt: 'login' }).path)).url,
    );
    await visitor.open(pathname, { email: 'admin@example.com', password: 'oops' });
    expect(auth0.lines[1]).toBe('login through secured-pets-keepers refused');
  });
});
