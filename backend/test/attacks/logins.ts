import { authorizeRequest, type Page } from '../../../local-cloud/testing/visitor.ts';
import type { Attack } from './attack.ts';
import { encode } from './forge.ts';
import { outcome } from './outcome.ts';
import type { Outcome } from './outcome.ts';
import type { Setup } from './setup.ts';

/** How a visit ended, and where if that is not the shop. */
const seen = ({ site }: Setup, { status, headers, body, leftTo }: Page): Outcome => {
  const location = leftTo && { location: leftTo.href };
  const end = outcome(status, { ...Object.fromEntries(headers), ...location }, body);
  if (!leftTo || leftTo.origin === site) return end;
  return { ...end, summary: `${end.summary} at ${leftTo.origin}` };
};

/** An authorization request of the page, changed; `more` is added to it as it is. */
export const authorize = async (
  setup: Setup,
  changes: Record<string, string | undefined>,
  more = '',
): Promise<Outcome> => {
  const { path } = authorizeRequest({ redirect_uri: setup.site, ...changes });
  return seen(setup, await setup.visitor().open(`${path}${more}`));
};

export const logOut = async (setup: Setup, returnTo: string): Promise<Outcome> => {
  const query = new URLSearchParams({ client_id: setup.shop.config['auth0ClientId']!, returnTo });
  return seen(setup, await setup.visitor().open(`/v2/logout?${query.toString()}`));
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
    attempt: (setup) => authorize(setup, { redirect_uri: address(setup.site) }),
  },
  {
    name: `a logout that returns to an address ${what}`,
    refused: REFUSED,
    attempt: (setup) => logOut(setup, address(setup.site)),
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
  attempt: (setup) => authorize(setup, changes),
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
  attempt: async (setup) => setup.exchange(await setup.logIn(), changes),
}));

const grants: [string, Record<string, string>][] = [
  ['client_credentials', { client_secret: 'x' }],
  ['password', { username: 'admin@example.com', password: 'admin' }],
  [
    'http://auth0.com/oauth/grant-type/password-realm',
    { username: 'admin@example.com', password: 'admin', realm: 'secured-pets-keepers' },
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
  attempt: (setup) => setup.tokens({ grant_type, ...form }),
}));

const foreignOrigins = ['https://evil.example', 'null', 'http://localhost:6666'].flatMap(
  (origin): Attack[] => [
    {
      name: `a page of ${origin} exchanges a code`,
      refused: '400 invalid_request unreadable',
      attempt: async (setup) => readable(await setup.exchange(await setup.logIn(), {}, origin)),
    },
    {
      name: `a page of ${origin} asks whether it may call the token endpoint`,
      refused: /unreadable$/,
      attempt: async (setup) =>
        readable(
          await setup.send('auth0', {
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
async function refreshToken(setup: Setup): Promise<string> {
  const { body } = await setup.exchange(await setup.logIn());
  return (JSON.parse(body) as { refresh_token: string }).refresh_token;
}

const refresh = (setup: Setup, refresh_token: string, changes = {}): Promise<Outcome> =>
  setup.tokens({ grant_type: 'refresh_token', refresh_token, ...changes });

const reused: Attack[] = [
  {
    name: 'a code is exchanged a second time',
    refused: '400 invalid_grant',
    attempt: async (setup) => {
      const login = await setup.logIn();
      await setup.exchange(login);
      return setup.exchange(login);
    },
  },
  {
    name: 'a refresh token is used after its successor, and then the newest',
    refused: ['400 invalid_grant', '400 invalid_grant'],
    attempt: async (setup) => {
      const first = await refreshToken(setup);
      const successor = async (token: string) =>
        (JSON.parse((await refresh(setup, token)).body) as { refresh_token: string }).refresh_token;
      const newest = await successor(await successor(first));
      return [await refresh(setup, first), await refresh(setup, newest)];
    },
  },
  {
    name: 'a refresh token is used by another client',
    refused: /^40[01] invalid_client/,
    attempt: async (setup) =>
      refresh(setup, await refreshToken(setup), { client_id: 'someone-else' }),
  },
  {
    name: 'a refresh token is used for more than it was given for',
    refused: '400 invalid_scope',
    attempt: async (setup) =>
      refresh(setup, await refreshToken(setup), { scope: 'openid phone address admin' }),
  },
  {
    name: 'an ID token is used as an access token',
    refused: '401 invalid_token',
    attempt: (setup) =>
      setup.send('auth0', {
        method: 'GET',
        target: '/userinfo',
        headers: { authorization: `Bearer ${setup.ann.idToken}` },
      }),
  },
];

const loginUrl = async (setup: Setup): Promise<string> => {
  const { path } = authorizeRequest({ redirect_uri: setup.site });
  return new URL((await setup.visitor().open(path)).url).pathname;
};

const pages: Attack[] = [
  {
    name: 'a login page is opened in a browser that did not ask for it',
    refused: REFUSED,
    attempt: async (setup) => seen(setup, await setup.visitor().open(await loginUrl(setup))),
  },
  {
    name: 'a login form is posted by a browser that did not ask for it',
    refused: REFUSED,
    attempt: async (setup) =>
      seen(
        setup,
        await setup.visitor().open(await loginUrl(setup), {
          email: 'admin@example.com',
          password: 'admin',
        }),
      ),
  },
  {
    name: 'a session that the attacker made up gets a code',
    refused: '303 login_required',
    attempt: async (setup) => {
      const { path } = authorizeRequest({ redirect_uri: setup.site, prompt: 'none' });
      const headers = { cookie: 'auth0=fixed; auth0.sig=fixed' };
      return setup.send('auth0', { method: 'GET', target: path, headers });
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
    attempt: async (setup) => {
      const visitor = setup.visitor();
      const { path } = authorizeRequest({ redirect_uri: setup.site });
      const { pathname } = new URL((await visitor.open(path)).url);
      return seen(setup, await visitor.open(pathname, { email, password }));
    },
  })),
  {
    name: 'a login page in a frame, sniffed or cached',
    refused: "200 frame-ancestors 'none' nosniff no-store",
    attempt: async (setup) => {
      const page = await authorize(setup, {});
      const [ancestors] =
        /frame-ancestors [^;]*/.exec(String(page.headers['content-security-policy'])) ?? [];
      const { 'x-content-type-options': sniffing, 'cache-control': caching } = page.headers;
      return { ...page, summary: [page.summary, ancestors, sniffing, caching].join(' ') };
    },
  },
  {
    name: 'a script in the address that a login page is opened with',
    refused: '200 without it',
    attempt: async (setup) => {
      const page = await authorize(setup, { login_hint: '"><script>alert(1)</script>' });
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
    attempt: (setup) => {
      const headers = { 'content-type': 'application/json' };
      return setup.send('auth0', { method: 'POST', target, headers, body: '{}' });
    },
  })),
  {
    name: 'a request object that Auth0 would have to fetch from the attacker',
    refused: /^303 request_uri_not_supported|^400 /,
    attempt: (setup) => authorize(setup, { request_uri: `${setup.forge.lure}request` }),
  },
  {
    name: 'a login that returns to two addresses',
    refused: /^400 |^303 invalid_request$/,
    attempt: (setup) => authorize(setup, {}, '&redirect_uri=https://evil.example'),
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
