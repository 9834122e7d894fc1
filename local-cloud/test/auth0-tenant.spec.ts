import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { authorizeRequest, Visitor } from '../testing/visitor.ts';
import { exchangeCode, logIn, refresh, siteUrl, startAuth0 } from './auth0-visitor.ts';

const OFFLINE = { scope: 'openid profile email offline_access' };

describe('Auth0 stand-in: what it keeps and what it reads', () => {
  let directory: string;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'auth0-'));
  });
  afterEach(() => rm(directory, { recursive: true }));

  describe('the directory', () => {
    const stateFile = () => join(directory, 'auth0.json');

    it('keeps sessions, refresh tokens and keys over a restart', async () => {
      const before = await startAuth0({ directory });
      const port = Number(new URL(before.issuer).port);
      const visitor = new Visitor(before.issuer);
      const { code, verifier } = await logIn(visitor, 'amazon', OFFLINE);
      const { tokens } = await exchangeCode(before.issuer, code, verifier);
      const keys = await (await fetch(`${before.issuer}.well-known/jwks.json`)).text();
      await before.stop();

      const after = await startAuth0({ directory }, port);
      try {
        const page = await visitor.open(authorizeRequest({ prompt: 'none' }).path);
        expect(page.leftTo?.searchParams.has('code')).toBeTrue();
        expect((await refresh(after.issuer, tokens.refresh_token)).status).toBe(200);
        expect(await (await fetch(`${after.issuer}.well-known/jwks.json`)).text()).toBe(keys);
      } finally {
        await after.stop();
      }
    });

    it('holds one file, for the owner’s eyes only, and no half-written one', async () => {
      const auth0 = await startAuth0({ directory });
      await logIn(new Visitor(auth0.issuer));
      await auth0.stop();
      expect(await readdir(directory)).toEqual(['auth0.json']);
      expect((await stat(stateFile())).mode & 0o777).toBe(0o600);
    });

    it('never shows the private key', async () => {
      const auth0 = await startAuth0({ directory });
      const published = await (await fetch(`${auth0.issuer}.well-known/jwks.json`)).text();
      await auth0.stop();
      const { signingKey } = JSON.parse(await readFile(stateFile(), 'utf8')) as {
        signingKey: Record<string, string>;
      };
      expect(published).toContain(signingKey['n']!);
      for (const secret of ['d', 'p', 'q']) expect(published).not.toContain(signingKey[secret]!);
    });

    for (const [how, damage] of [
      ['cut off', '{"signingKey":{"kty":"RSA","n":"'],
      ['empty', ''],
      ['of another shape', '{"signingKey":{},"cookieKeys":[],"entries":{}}'],
      ['null', 'null'],
    ] as const) {
      it(`starts anew, and says so once, when the file is ${how}`, async () => {
        await writeFile(stateFile(), damage);
        const auth0 = await startAuth0({ directory });
        try {
          expect(auth0.lines).toEqual([jasmine.stringContaining('is damaged')]);
          expect((await logIn(new Visitor(auth0.issuer))).code).not.toBe('');
        } finally {
          await auth0.stop();
        }
      });
    }
  });

  it('starts without a word on the console', async () => {
    const spies = (['log', 'info', 'warn', 'error'] as const).map((name) => spyOn(console, name));
    const auth0 = await startAuth0();
    const { code, verifier } = await logIn(new Visitor(auth0.issuer), 'amazon', OFFLINE);
    const { tokens } = await exchangeCode(auth0.issuer, code, verifier);
    await refresh(auth0.issuer, tokens.refresh_token);
    await auth0.stop();
    for (const spy of spies) expect(spy).not.toHaveBeenCalled();
  });

  describe('the tenant file', () => {
    const original = new URL('../../backend/auth0/tenant.yaml', import.meta.url);

    async function tenantWith(change: (yaml: string) => string, action?: string): Promise<URL> {
      const actionFile = join(directory, 'action.cjs');
      if (action !== undefined) await writeFile(actionFile, action);
      const code =
        action === undefined
          ? new URL('../../backend/auth0/actions/assign-role.cjs', import.meta.url).pathname
          : actionFile;
      const yaml = (await readFile(original, 'utf8')).replace('./actions/assign-role.cjs', code);
      const file = join(directory, 'tenant.yaml');
      await writeFile(file, change(yaml));
      return pathToFileURL(file);
    }

    for (const [what, from, to, key] of [
      ['an unknown section', 'clients:', 'guardianFactors: []\nclients:', 'guardianFactors'],
      [
        'an unknown client setting',
        'app_type: spa',
        'app_type: spa\n    cross_origin_auth: true',
        'clients.0.cross_origin_auth',
      ],
      ['another kind of client', 'app_type: spa', 'app_type: native', 'clients.0.app_type'],
      ['another algorithm', 'alg: RS256', 'alg: HS256', 'clients.0.jwt_configuration.alg'],
      [
        'refresh tokens that do not rotate',
        'rotation_type: rotating',
        'rotation_type: non-rotating',
        'clients.0.refresh_token.rotation_type',
      ],
      [
        'open sign-up',
        'disable_signup: true',
        'disable_signup: false',
        'databases.0.options.disable_signup',
      ],
      ['an unknown strategy', 'strategy: amazon', 'strategy: facebook', 'connections.0.strategy'],
      [
        'a keyword without a value',
        'display_name: Amazon',
        "display_name: '##AMAZON##'",
        'connections.0.display_name',
      ],
      [
        'another trigger',
        'id: post-login',
        'id: pre-user-registration',
        'actions.0.supported_triggers.0.id',
      ],
      [
        'an Action that is not there',
        'action_name: Assign role',
        'action_name: Other',
        'triggers.post-login',
      ],
    ] as const) {
      it(`is refused at start for ${what}, by the name of the key`, async () => {
        const tenantFile = await tenantWith((yaml) => yaml.replace(from, to));
        await expectAsync(startAuth0({ tenantFile })).toBeRejectedWithError(
          new RegExp(`^tenant\\.${key.replaceAll('.', '\\.')} must be like`),
        );
      });
    }

    it('decides which connections the login page offers', async () => {
      const tenantFile = await tenantWith((yaml) =>
        yaml.replace(/(name: amazon[^]*?enabled_clients: )\[Secured Pets\]/, '$1[Another]'),
      );
      const auth0 = await startAuth0({ tenantFile });
      try {
        const visitor = new Visitor(auth0.issuer);
        const page = await visitor.open(authorizeRequest().path);
        expect(page.body).toContain('Continue with Google');
        expect(page.body).not.toContain('Continue with Amazon');
        const { pathname } = new URL(page.url);
        const form = { email: 'jane@example.org' };
        expect((await visitor.open(`${pathname}?connection=amazon`, form)).status).toBe(400);
      } finally {
        await auth0.stop();
      }
    });

    async function logInWithAction(action: string) {
      const auth0 = await startAuth0({ tenantFile: await tenantWith((yaml) => yaml, action) });
      try {
        const login = await logIn(new Visitor(auth0.issuer), 'amazon', OFFLINE);
        const query = login.leftTo?.searchParams;
        const { tokens } = await exchangeCode(auth0.issuer, login.code, login.verifier);
        const refreshed = await refresh(auth0.issuer, tokens.refresh_token);
        return {
          error: query?.get('error'),
          description: query?.get('error_description'),
          claims: tokens.id_token && claimsOf(tokens.id_token),
          refreshed,
          lines: auth0.lines,
        };
      } finally {
        await auth0.stop();
      }
    }

    const claimsOf = (jwt: string) =>
      JSON.parse(Buffer.from(jwt.split('.')[1]!, 'base64url').toString()) as Record<
        string,
        unknown
      >;

    it('names the Action, which sees the event in Auth0’s shape', async () => {
      const { claims } = await logInWithAction(
        `exports.onExecutePostLogin = async (event, api) => api.idToken.setCustomClaim('seen', event);`,
      );
      const sub = jasmine.stringMatching(/^amazon\|/);
      expect((claims as Record<string, unknown>)['seen']).toEqual({
        client: { client_id: 'secured-pets-local', name: 'Secured Pets' },
        connection: { name: 'amazon', strategy: 'amazon' },
        transaction: {
          protocol: 'oidc-basic-profile',
          requested_scopes: ['openid', 'profile', 'email', 'offline_access'],
        },
        user: jasmine.objectContaining({
          user_id: sub,
          email: 'jane.doe@example.org',
          nickname: 'jane.doe',
        }),
      });
    });

    it('makes the login fail when the Action throws, and gives no address away', async () => {
      const { error, lines } = await logInWithAction(
        `exports.onExecutePostLogin = async (event) => { throw new Error('bad ' + event.user.email); };`,
      );
      expect(error).toBe('access_denied');
      expect(lines.join('\n')).toContain('the Action "Assign role" failed: Error: bad (address)');
      expect(lines.join('\n')).not.toContain('jane');
    });

    it('makes the login fail with the Action’s own words when it denies access', async () => {
      const { error, description, lines } = await logInWithAction(
        `exports.onExecutePostLogin = async (event, api) => api.access.deny('Closed for ' + event.user.email);`,
      );
      expect([error, description]).toEqual(['access_denied', 'Closed for jane.doe@example.org']);
      expect(lines.join()).not.toContain('jane');
    });

    it('names what an Action uses that the stand-in does not have', async () => {
      const { error, lines } = await logInWithAction(
        `exports.onExecutePostLogin = async (event, api) => api.redirect.sendUserTo('http://x');`,
      );
      expect(error).toBe('access_denied');
      expect(lines.join('\n')).toContain('has no api.redirect, only access, idToken');
    });

    it('lets no Action claim to be someone else', async () => {
      const { claims } = await logInWithAction(
        `exports.onExecutePostLogin = async (event, api) => {
          for (const claim of ['sub', 'iss', 'aud', 'exp', 'email', 'nonce']) {
            api.idToken.setCustomClaim(claim, 'x');
          }
        };`,
      );
      expect(Object.values(claims as Record<string, unknown>)).not.toContain('x');
    });

    it('asks the Action again at each refresh', async () => {
      const { error, refreshed } = await logInWithAction(
        `exports.onExecutePostLogin = async (event, api) => {
          if (event.transaction.protocol === 'oauth2-refresh-token') api.access.deny('Not any more.');
        };`,
      );
      expect(error).toBeNull();
      expect(refreshed.status).toBe(400);
      expect(refreshed.tokens.error).toBe('access_denied');
    });

    it('says for how long a used refresh token is good', async () => {
      const tenantFile = await tenantWith((yaml) => yaml.replace('leeway: 15', 'leeway: 1'));
      const auth0 = await startAuth0({ tenantFile });
      try {
        const { code, verifier } = await logIn(new Visitor(auth0.issuer), 'amazon', OFFLINE);
        const first = (await exchangeCode(auth0.issuer, code, verifier)).tokens.refresh_token;
        const { tokens } = await refresh(auth0.issuer, first);
        expect((await refresh(auth0.issuer, first)).status).toBe(200);
        await setTimeout(1100);
        expect((await refresh(auth0.issuer, first)).tokens.error).toBe('invalid_grant');
        const successor = await refresh(auth0.issuer, tokens.refresh_token);
        expect(successor.tokens.error).toBe('invalid_grant');
      } finally {
        await auth0.stop();
      }
    });

    it('gives no role to users of another connection than the shop’s own', async () => {
      const tenantFile = await tenantWith((yaml) =>
        yaml
          .replace('name: secured-pets-keepers', 'name: Username-Password-Authentication')
          .replace('name: amazon', 'name: amazon-of-another-app'),
      );
      const auth0 = await startAuth0({ tenantFile });
      try {
        for (const [how, role] of [
          ['database', undefined],
          ['amazon-of-another-app', undefined],
          ['google-oauth2', 'social'],
        ] as const) {
          const { code, verifier } = await logIn(new Visitor(auth0.issuer), how);
          const { tokens } = await exchangeCode(auth0.issuer, code, verifier);
          const { 'https://aws.amazon.com/tags': tags } = claimsOf(tokens.id_token);
          if (role) expect(JSON.stringify(tags)).toContain(role);
          else expect(tags).withContext(how).toBeUndefined();
        }
      } finally {
        await auth0.stop();
      }
    });

    it('refreshes for each who asks while a slow Action runs', async () => {
      const tenantFile = await tenantWith(
        (yaml) => yaml,
        `exports.onExecutePostLogin = () => new Promise((resolve) => setTimeout(resolve, 50));`,
      );
      const auth0 = await startAuth0({ tenantFile });
      try {
        const { code, verifier } = await logIn(new Visitor(auth0.issuer), 'amazon', OFFLINE);
        const { tokens } = await exchangeCode(auth0.issuer, code, verifier);
        const answers = await Promise.all(
          [1, 2, 3].map(() => refresh(auth0.issuer, tokens.refresh_token)),
        );
        expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
      } finally {
        await auth0.stop();
      }
    });

    it('leaves someone whom the Action denies the way to another account', async () => {
      const tenantFile = await tenantWith(
        (yaml) => yaml,
        `exports.onExecutePostLogin = async (event, api) => {
          if (event.connection.name === 'amazon') api.access.deny('No buyers today.');
        };`,
      );
      const auth0 = await startAuth0({ tenantFile });
      try {
        const visitor = new Visitor(auth0.issuer);
        const denied = await logIn(visitor, 'amazon');
        expect(denied.leftTo?.searchParams.get('error')).toBe('access_denied');
        const page = await visitor.open(authorizeRequest({ prompt: 'login' }).path);
        expect(page.body).toContain('Continue with Amazon');
      } finally {
        await auth0.stop();
      }
    });

    it('must name an Action that exports its handler', async () => {
      const tenantFile = await tenantWith((yaml) => yaml, `exports.onLogin = () => {};`);
      await expectAsync(startAuth0({ tenantFile })).toBeRejectedWithError(/onExecutePostLogin/);
    });

    it('fills in the address of the site', async () => {
      const auth0 = await startAuth0({ siteUrl: 'http://localhost:4999' });
      try {
        const page = await new Visitor(auth0.issuer).open(authorizeRequest().path);
        expect(page.status).withContext(siteUrl).toBe(400);
      } finally {
        await auth0.stop();
      }
    });
  });
});
