import { createHash } from 'node:crypto';
import { authorizeRequest, Visitor } from '../testing/visitor.ts';
import {
  clientId,
  exchangeCode,
  logIn,
  siteUrl,
  startAuth0,
  type RunningAuth0,
} from './auth0-visitor.ts';

const FOREIGN = 'http://localhost:6666';

describe('Auth0 stand-in: who gets in', () => {
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

  describe('authorization requests', () => {
    const errorOf = async (changes: Record<string, string | undefined>) =>
      (await visitor.open(authorizeRequest(changes).path)).leftTo?.searchParams.get('error');

    it('must use PKCE', async () => {
      const none = { code_challenge: undefined, code_challenge_method: undefined };
      expect(await errorOf(none)).toBe('invalid_request');
      expect(auth0.lines).toEqual([jasmine.stringMatching(/^refused: .*PKCE/)]);
    });

    it('must not use plain PKCE', async () => {
      expect(await errorOf({ code_challenge_method: 'plain' })).toBe('invalid_request');
      expect(await errorOf({ code_challenge_method: undefined })).toBe('invalid_request');
    });

    it('must ask for a code', async () => {
      for (const response_type of ['token', 'id_token', 'code id_token']) {
        const page = await visitor.open(
          authorizeRequest({ response_type, response_mode: undefined }).path,
        );
        const answer = `${page.leftTo?.search ?? ''}${page.leftTo?.hash ?? ''}`;
        expect(answer)
          .withContext(response_type)
          .toMatch(/error=unsupported_response_type/);
      }
    });

    it('are never answered to a redirect URI that is not exactly the client’s', async () => {
      for (const redirect_uri of [
        FOREIGN,
        `${siteUrl}/`,
        `${siteUrl}/elsewhere`,
        `${siteUrl}?a`,
        'http://localhost:4200.evil.example',
        'http://127.0.0.1:4200',
        'https://localhost:4200',
      ]) {
        for (const response_mode of ['query', 'web_message']) {
          const request = authorizeRequest({ redirect_uri, response_mode });
          const page = await visitor.open(request.path);
          expect(page.leftTo).withContext(redirect_uri).toBeUndefined();
          expect(page.status).toBe(400);
          expect(page.body).toContain('This login can’t continue');
          expect(page.body).not.toContain('postMessage');
        }
      }
    });

    it('of an unknown client end on a page that leads to the shop', async () => {
      const page = await visitor.open(authorizeRequest({ client_id: 'someone-else' }).path);
      expect(page.status).toBe(400);
      expect(page.headers.get('content-type')).toContain('text/html');
      expect(page.body).toContain(`href="${siteUrl}"`);
    });
  });

  describe('silent login', () => {
    const silent = { prompt: 'none', response_mode: 'web_message' };
    const messageOf = ({ body }: { body: string }) =>
      JSON.parse(/application\/json"[^>]*>([^<]+)</.exec(body)?.[1] ?? '{}') as {
        target: string;
        message: { type: string; response: Record<string, string> };
      };

    it('posts a code to the site, and to nobody else, while the session lasts', async () => {
      await logIn(visitor);
      const { path, verifier } = authorizeRequest(silent);
      const page = await visitor.open(path);
      expect(page.status).toBe(200);
      const { target, message } = messageOf(page);
      expect(target).toBe(siteUrl);
      expect(message.type).toBe('authorization_response');
      expect(message.response['state']).toBe('the-state');
      const { status } = await exchangeCode(auth0.issuer, message.response['code'] ?? '', verifier);
      expect(status).toBe(200);
    });

    it('may be framed by the site alone, and runs only its own script', async () => {
      const { headers } = await visitor.open(authorizeRequest(silent).path);
      const policy = headers.get('content-security-policy');
      expect(policy).toContain(`frame-ancestors ${siteUrl}`);
      expect(policy).toMatch(/script-src 'sha256-[^']+';/);
    });

    it('posts login_required without a session', async () => {
      const { target, message } = messageOf(await visitor.open(authorizeRequest(silent).path));
      expect(target).toBe(siteUrl);
      expect(message.response).toEqual(
        jasmine.objectContaining({ error: 'login_required', state: 'the-state' }),
      );
    });

    it('keeps a state that looks like markup from ending the script', async () => {
      const state = '</script><script>alert(1)</script>';
      const page = await visitor.open(authorizeRequest({ ...silent, state }).path);
      expect(page.body).not.toContain('alert(1)</script>');
      expect(messageOf(page).message.response['state']).toBe(state);
    });
  });

  describe('pages', () => {
    it('may not be framed, sniffed or cached', async () => {
      const login = await visitor.open(authorizeRequest().path);
      const unknown = await visitor.open('/nothing');
      const refused = await visitor.open(authorizeRequest({ redirect_uri: FOREIGN }).path);
      for (const { headers } of [login, unknown, refused]) {
        const policy = headers.get('content-security-policy') ?? '';
        expect(policy).toContain("frame-ancestors 'none'");
        expect(policy).toContain("default-src 'none'");
        expect(policy).toContain(`form-action 'self' ${siteUrl};`);
        expect(headers.get('x-content-type-options')).toBe('nosniff');
        expect(headers.get('cache-control')).toBe('no-store');
      }
    });
  });

  it('sends its pages with the style that their policy allows', async () => {
    const { body, headers } = await visitor.open(authorizeRequest().path);
    const [, style = ''] = /<style>([^]*?)<\/style>/.exec(body) ?? [];
    const hash = createHash('sha256').update(style).digest('base64');
    expect(headers.get('content-security-policy')).toContain(`style-src 'sha256-${hash}'`);
    expect(body).not.toMatch(/ style=|<script/);
  });

  describe('logout', () => {
    const logout = (query: Record<string, string>) =>
      visitor.open(`/v2/logout?${new URLSearchParams(query).toString()}`);
    const isLoggedIn = async () =>
      (await visitor.open(authorizeRequest({ prompt: 'none' }).path)).leftTo?.searchParams.has(
        'code',
      );

    it('ends the session and returns to the site', async () => {
      await logIn(visitor);
      expect(await isLoggedIn()).toBeTrue();
      const page = await logout({ client_id: clientId, returnTo: siteUrl, auth0Client: 'e30=' });
      expect(page.status).toBe(302);
      expect(page.leftTo?.href).toBe(`${siteUrl}/`);
      expect(await isLoggedIn()).toBeFalse();
      expect(auth0.lines).toContain('logout');
    });

    it('makes a copied session cookie worthless', async () => {
      await logIn(visitor);
      const thief = visitor.copy();
      await logout({ client_id: clientId });
      const page = await thief.open(authorizeRequest({ prompt: 'none' }).path);
      expect(page.leftTo?.searchParams.get('error')).toBe('login_required');
    });

    it('goes to no address but the allowed ones', async () => {
      await logIn(visitor);
      for (const query of [
        { client_id: clientId, returnTo: FOREIGN },
        { client_id: clientId, returnTo: `${siteUrl}/` },
        { client_id: clientId, returnTo: `${siteUrl}@evil.example` },
        { client_id: clientId, returnTo: '' },
        { client_id: 'someone-else', returnTo: siteUrl },
        { returnTo: siteUrl },
      ]) {
        const page = await logout(query);
        expect(page.status).withContext(JSON.stringify(query)).toBe(400);
        expect(page.leftTo).toBeUndefined();
      }
      expect(await isLoggedIn()).toBeTrue();
    });

    it('returns to the first allowed address when none is asked for', async () => {
      expect((await logout({ client_id: clientId })).leftTo?.href).toBe(`${siteUrl}/`);
    });

    it('is not done by POST', async () => {
      await logIn(visitor);
      expect((await visitor.open(`/v2/logout?client_id=${clientId}`, {})).status).toBe(404);
      expect(await isLoggedIn()).toBeTrue();
    });
  });

  describe('scripts of other origins', () => {
    const READABLE = [
      'oauth/token',
      'userinfo',
      '.well-known/jwks.json',
      '.well-known/openid-configuration',
    ];
    const preflight = (path: string, origin: string) =>
      fetch(`${auth0.issuer}${path}`, {
        method: 'OPTIONS',
        headers: {
          origin,
          'access-control-request-method': 'POST',
          'access-control-request-headers': 'auth0-client',
        },
      });

    it('of the site may call every endpoint that the SDK uses', async () => {
      for (const path of READABLE) {
        const { status, headers } = await preflight(path, siteUrl);
        expect(status).withContext(path).toBe(204);
        expect(headers.get('access-control-allow-origin')).toBe(siteUrl);
        expect(headers.get('access-control-allow-headers')).toBe('auth0-client');
      }
    });

    it('of foreign origins get no preflight through', async () => {
      for (const path of READABLE) {
        for (const origin of [FOREIGN, 'null', `${siteUrl}.evil.example`]) {
          const { headers } = await preflight(path, origin);
          expect(headers.get('access-control-allow-origin')).withContext(path).toBeNull();
        }
      }
    });

    it('of foreign origins get no tokens, nor can they read any answer', async () => {
      const { code, verifier } = await logIn(visitor);
      const { status, headers, tokens } = await exchangeCode(auth0.issuer, code, verifier, FOREIGN);
      expect(status).toBe(400);
      expect(tokens.access_token).toBeUndefined();
      expect(headers.get('access-control-allow-origin')).toBeNull();

      for (const path of READABLE) {
        const answer = await fetch(`${auth0.issuer}${path}`, { headers: { origin: FOREIGN } });
        expect(answer.headers.get('access-control-allow-origin')).withContext(path).toBeNull();
      }
    });

    it('of the site get tokens and may read them', async () => {
      const { code, verifier } = await logIn(visitor);
      const { status, headers } = await exchangeCode(auth0.issuer, code, verifier);
      expect(status).toBe(200);
      expect(headers.get('access-control-allow-origin')).toBe(siteUrl);
    });
  });
});
