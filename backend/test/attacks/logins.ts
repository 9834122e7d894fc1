import { authorizeRequest, type Page } from '../../../local-cloud/testing/visitor.ts';
import type { Attack } from './attack.ts';
import { encode } from './forge.ts';
import { outcome } from './outcome.ts';
import type { Outcome } from './outcome.ts';
import type { Scene } from './scene.ts';

/** How a visit ended, and where if that is not the shop. */
const seen = ({ site }: Scene, { status, headers, body, leftTo }: Page): Outcome => {
  const location = leftTo && { location: leftTo.href };
  const end = outcome(status, { ...Object.fromEntries(headers), ...location }, body);
  if (!leftTo || leftTo.origin === site) return end;
  return { ...end, summary: `${end.summary} at ${leftTo.origin}` };
};

/** An authorization request of the page, changed; `more` is added to it as it is. */
export const authorize = async (
  scene: Scene,
  changes: Record<string, string | undefined>,
  more = '',
): Promise<Outcome> => {
  const { path } = authorizeRequest({ redirect_uri: scene.site, ...changes });
  return seen(scene, await scene.visitor().open(`${path}${more}`));
};

export const logOut = async (scene: Scene, returnTo: string): Promise<Outcome> => {
  const query = new URLSearchParams({ client_id: scene.shop.config['auth0ClientId']!, returnTo });
  return seen(scene, await scene.visitor().open(`/v2/logout?${query.toString()}`));
};

/** A page that leads nowhere. */
const REFUSED = '400';

/** Addresses that look like the shop's. */
const addresses: [string, (site: string) => string][] = [
  ['of another origin', () => 'https://evil.example'],
  ['of another port', () => 'http://localhost:6666'],
  ['of another scheme', (site) => site.replace('http:', 'https:')],
  ['of another host on this machine', (site) => site.replace('localhost', '127.0.0.1')],
  ['of a subdomain', (site) => site.replace('localhost', 'shop.localhost')],
  ['that begins like the shop’s', (site) => `${site}.evil.example`],
  ['with the shop for a user name', (site) => `${site}@evil.example`],
  ['with the shop after a backslash', (site) => `https://evil.example\\@${site.slice(7)}`],
  ['with the shop in its fragment', (site) => `https://evil.example/#${site}`],
  ['with a slash more', (site) => `${site}/`],
  ['with a path more', (site) => `${site}/elsewhere`],
  ['with a way up', (site) => `${site}/../elsewhere`],
  ['with a query more', (site) => `${site}?next=evil`],
  ['with a fragment more', (site) => `${site}#evil`],
  ['in upper case', (site) => site.toUpperCase()],
  ['that is a script', () => 'javascript:alert(1)'],
];

const redirected = addresses.flatMap(([what, address]): Attack[] => [
  {
    name: `a login that returns to an address ${what}`,
    refused: REFUSED,
    attempt: (scene) => authorize(scene, { redirect_uri: address(scene.site) }),
  },
  {
    name: `a logout that returns to an address ${what}`,
    refused: REFUSED,
    attempt: (scene) => logOut(scene, address(scene.site)),
  },
]);

/** Authorization requests that ask for more than a code with PKCE. */
const authorizations: [string, Record<string, string | undefined>, string | RegExp][] = [
  [
    'without PKCE',
    { code_challenge: undefined, code_challenge_method: undefined },
    '303 invalid_request',
  ],
  ['with plain PKCE', { code_challenge_method: 'plain' }, '303 invalid_request'],
  ['with PKCE of no method', { code_challenge_method: undefined }, '303 invalid_request'],
  ['with an empty challenge', { code_challenge: '' }, '303 invalid_request'],
  ['with a challenge that is too short', { code_challenge: 'x' }, '303 invalid_request'],
  ...['token', 'id_token', 'id_token token', 'code token', 'code id_token', 'none'].map(
    (response_type) =>
      [
        `for the response type ${response_type}`,
        { response_type, response_mode: undefined },
        '303 unsupported_response_type',
      ] as [string, Record<string, string | undefined>, string],
  ),
  ['of another client', { client_id: 'someone-else' }, REFUSED],
  ['of no client', { client_id: undefined }, REFUSED],
  [
    'in a request object without a signature',
    { request: `${encode({ alg: 'none' })}.${encode({ redirect_uri: 'https://evil.example' })}.` },
    /^303 request_not_supported|^400 /,
  ],
  ['without a login before', { prompt: 'none' }, '303 login_required'],
];

const authorized = authorizations.map(([how, changes, refused]): Attack => ({
  name: `an authorization request ${how}`,
  refused,
  attempt: (scene) => authorize(scene, changes),
}));

/** What is sent with a code of the attacker's own. */
const exchanges: [string, Record<string, string>, string | RegExp][] = [
  ['with another verifier', { code_verifier: 'x'.repeat(43) }, '400 invalid_grant'],
  ['with an empty verifier', { code_verifier: '' }, /^400 invalid_(grant|request)/],
  ['for another address', { redirect_uri: 'https://evil.example' }, '400 invalid_grant'],
  ['by another client', { client_id: 'someone-else' }, /^40[01] invalid_client/],
  ['with a guessed code', { code: 'x'.repeat(43) }, '400 invalid_grant'],
  ['with members of every object', { code: '__proto__' }, '400 invalid_grant'],
];

const exchanged = exchanges.map(([how, changes, refused]): Attack => ({
  name: `a code is exchanged ${how}`,
  refused,
  attempt: async (scene) => scene.exchange(await scene.logIn(), changes),
}));

const grants: [string, Record<string, string>][] = [
  ['client_credentials', { client_secret: 'x' }],
  ['password', { username: 'admin@example.com', password: 'admin' }],
  [
    'http://auth0.com/oauth/grant-type/password-realm',
    { username: 'admin@example.com', password: 'admin', realm: 'Username-Password-Authentication' },
  ],
  ['urn:ietf:params:oauth:grant-type:device_code', { device_code: 'x' }],
  ['urn:ietf:params:oauth:grant-type:token-exchange', { subject_token: 'x' }],
  ['urn:ietf:params:oauth:grant-type:jwt-bearer', { assertion: 'x' }],
  ['implicit', {}],
  ['__proto__', {}],
];

const granted = grants.map(([grant_type, form]): Attack => ({
  name: `tokens are asked for by the grant ${grant_type}`,
  refused: /^400 (unsupported_grant_type|unauthorized_client|invalid_request)/,
  attempt: (scene) => scene.tokens({ grant_type, ...form }),
}));

const foreignOrigins = ['https://evil.example', 'null', 'http://localhost:6666'].flatMap(
  (origin): Attack[] => [
    {
      name: `a page of ${origin} exchanges a code`,
      refused: '400 invalid_request unreadable',
      attempt: async (scene) => readable(await scene.exchange(await scene.logIn(), {}, origin)),
    },
    {
      name: `a page of ${origin} asks whether it may call the token endpoint`,
      refused: /unreadable$/,
      attempt: async (scene) =>
        readable(
          await scene.send('auth0', {
            method: 'OPTIONS',
            target: '/oauth/token',
            headers: { origin, 'access-control-request-method': 'POST' },
          }),
        ),
    },
  ],
);

function readable(answer: Outcome): Outcome {
  const allowed = answer.headers['access-control-allow-origin'];
  return { ...answer, summary: `${answer.summary} ${allowed ? 'readable' : 'unreadable'}` };
}

/** Refresh tokens of a login of the attacker's own. */
async function refreshToken(scene: Scene): Promise<string> {
  const { body } = await scene.exchange(await scene.logIn());
  return (JSON.parse(body) as { refresh_token: string }).refresh_token;
}

const refresh = (scene: Scene, refresh_token: string, changes = {}): Promise<Outcome> =>
  scene.tokens({ grant_type: 'refresh_token', refresh_token, ...changes });

const reused: Attack[] = [
  {
    name: 'a code is exchanged a second time',
    refused: '400 invalid_grant',
    attempt: async (scene) => {
      const login = await scene.logIn();
      await scene.exchange(login);
      return scene.exchange(login);
    },
  },
  {
    name: 'a refresh token is used a second time, and then its successor',
    refused: ['400 invalid_grant', '400 invalid_grant'],
    attempt: async (scene) => {
      const first = await refreshToken(scene);
      const { body } = await refresh(scene, first);
      const { refresh_token } = JSON.parse(body) as { refresh_token: string };
      return [await refresh(scene, first), await refresh(scene, refresh_token)];
    },
  },
  {
    name: 'a refresh token is used by another client',
    refused: /^40[01] invalid_client/,
    attempt: async (scene) =>
      refresh(scene, await refreshToken(scene), { client_id: 'someone-else' }),
  },
  {
    name: 'a refresh token is used for more than it was given for',
    refused: '400 invalid_scope',
    attempt: async (scene) =>
      refresh(scene, await refreshToken(scene), { scope: 'openid phone address admin' }),
  },
  {
    name: 'an ID token is used as an access token',
    refused: '401 invalid_token',
    attempt: (scene) =>
      scene.send('auth0', {
        method: 'GET',
        target: '/userinfo',
        headers: { authorization: `Bearer ${scene.ann.idToken}` },
      }),
  },
];

const loginUrl = async (scene: Scene): Promise<string> => {
  const { path } = authorizeRequest({ redirect_uri: scene.site });
  return new URL((await scene.visitor().open(path)).url).pathname;
};

const pages: Attack[] = [
  {
    name: 'a login page is opened in a browser that did not ask for it',
    refused: REFUSED,
    attempt: async (scene) => seen(scene, await scene.visitor().open(await loginUrl(scene))),
  },
  {
    name: 'a login form is posted by a browser that did not ask for it',
    refused: REFUSED,
    attempt: async (scene) =>
      seen(
        scene,
        await scene.visitor().open(await loginUrl(scene), {
          email: 'admin@example.com',
          password: 'admin',
        }),
      ),
  },
  {
    name: 'a session that the attacker made up gets a code',
    refused: '303 login_required',
    attempt: async (scene) => {
      const { path } = authorizeRequest({ redirect_uri: scene.site, prompt: 'none' });
      const headers = { cookie: 'auth0=fixed; auth0.sig=fixed' };
      return scene.send('auth0', { method: 'GET', target: path, headers });
    },
  },
  ...[
    ['a wrong password', 'admin@example.com', 'guess'],
    ['no password', 'admin@example.com', ''],
    ['a buyer’s address', 'ann@example.com', 'admin'],
    ['a query for a password', 'admin@example.com', "' OR '1'='1"],
  ].map(([what = '', email = '', password = '']): Attack => ({
    name: `a keeper’s login with ${what}`,
    refused: REFUSED,
    attempt: async (scene) => {
      const visitor = scene.visitor();
      const { path } = authorizeRequest({ redirect_uri: scene.site });
      const { pathname } = new URL((await visitor.open(path)).url);
      return seen(scene, await visitor.open(pathname, { email, password }));
    },
  })),
  {
    name: 'a login page in a frame, sniffed or cached',
    refused: "200 frame-ancestors 'none' nosniff no-store",
    attempt: async (scene) => {
      const page = await authorize(scene, {});
      const [ancestors] =
        /frame-ancestors [^;]*/.exec(String(page.headers['content-security-policy'])) ?? [];
      const { 'x-content-type-options': sniffing, 'cache-control': caching } = page.headers;
      return { ...page, summary: [page.summary, ancestors, sniffing, caching].join(' ') };
    },
  },
  {
    name: 'a script in the address that a login page is opened with',
    refused: '200 without it',
    attempt: async (scene) => {
      const page = await authorize(scene, { login_hint: '"><script>alert(1)</script>' });
      const has = page.body.includes('<script') ? 'with' : 'without';
      return { ...page, summary: `${page.summary} ${has} it` };
    },
  },
  ...[
    '/dbconnections/signup',
    '/oidc/register',
    '/oauth/device/code',
    '/oauth/par',
    '/introspect',
  ].map((target): Attack => ({
    name: `a stranger posts to ${target}`,
    refused: /^404/,
    attempt: (scene) => {
      const headers = { 'content-type': 'application/json' };
      return scene.send('auth0', { method: 'POST', target, headers, body: '{}' });
    },
  })),
  {
    name: 'a request object that Auth0 would have to fetch from the attacker',
    refused: /^303 request_uri_not_supported|^400 /,
    attempt: (scene) => authorize(scene, { request_uri: `${scene.forge.lure}request` }),
  },
  {
    name: 'a login that returns to two addresses',
    refused: /^400 |^303 invalid_request$/,
    attempt: (scene) => authorize(scene, {}, '&redirect_uri=https://evil.example'),
  },
];

export const loginAttacks: readonly Attack[] = [
  ...redirected,
  ...authorized,
  ...exchanged,
  ...granted,
  ...foreignOrigins,
  ...reused,
  ...pages,
];
