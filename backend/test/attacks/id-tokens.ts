import { createPublicKey, sign as signBytes } from 'node:crypto';
import { CompactEncrypt } from 'jose';
import { refusals } from './attack.ts';
import type { Attack } from './attack.ts';
import { encode, hs256, nothing, rs256 } from './forge.ts';
import type { Changes, Forge } from './forge.ts';
import type { Setup } from './setup.ts';

type Mint = (forge: Forge, setup: Setup) => string | Promise<string>;

const { stsToken, stsDenied, invalidToken, lackingToken } = refusals;
/** Of many tokens that name unknown keys, those after the first are put off (src/auth/tenant-keys.ts). */
const unknownKey = /^(401 The ID token is not valid|429 Too many ID tokens name unknown keys)\./;
const TAGS = 'https://aws.amazon.com/tags';
const now = (): number => Math.floor(Date.now() / 1000);

/** A token at all three that take one: STS, a purchase and the purchases, signed with Ann's own credentials. */
const forged = (
  what: string,
  mint: Mint,
  sts = stsToken,
  api: string | RegExp = invalidToken,
): Attack => ({
  name: `an ID token ${what}`,
  refused: [sts, api, api],
  attempt: async (setup) => {
    const token = await mint(setup.forge, setup);
    return [
      await setup.sts(token),
      await setup.buy(1, token, setup.ann),
      await setup.purchases(token, setup.ann),
    ];
  },
});

/** A token that STS may take, but the shop must not. */
const unfitForShop = (what: string, mint: Mint, api: string): Attack => ({
  name: `an ID token ${what}, at the shop`,
  refused: [api, api],
  attempt: async (setup) => {
    const token = await mint(setup.forge, setup);
    return [await setup.buy(1, token, setup.ann), await setup.purchases(token, setup.ann)];
  },
});

const changed =
  (changes: Changes | ((forge: Forge) => Changes)): Mint =>
  (forge) =>
    forge.token(typeof changes === 'function' ? changes(forge) : changes);

const parts = (token: string): [string, string, string] =>
  token.split('.') as [string, string, string];

const tagged = (tags: Record<string, unknown>): Mint =>
  changed(({ claims }) => {
    const { principal_tags } = claims[TAGS] as { principal_tags: object };
    return { claims: { [TAGS]: { principal_tags: { ...principal_tags, ...tags } } } };
  });

const unsigned = ['none', 'None', 'NONE', 'nOnE', ''].flatMap((alg) => [
  forged(
    `with the algorithm "${alg}" and no signature`,
    changed({ header: { alg }, sign: nothing }),
  ),
  forged(`with the algorithm "${alg}" and the genuine signature`, ({ genuine, header }) => {
    const [, claims, signature] = parts(genuine);
    return `${encode({ ...header, alg })}.${claims}.${signature}`;
  }),
]);

const sharedSecrets: [string, (forge: Forge) => string | Buffer][] = [
  ['PEM', ({ provider }) => provider.publicKey.export({ type: 'spki', format: 'pem' })],
  ['PKCS #1 PEM', ({ provider }) => provider.publicKey.export({ type: 'pkcs1', format: 'pem' })],
  ['DER', ({ provider }) => provider.publicKey.export({ type: 'spki', format: 'der' })],
  ['JWK', ({ provider }) => JSON.stringify(provider.publicJwk)],
  ['modulus', ({ provider }) => Buffer.from(provider.publicJwk.n ?? '', 'base64url')],
];

const confused = sharedSecrets.map(([form, secret]) =>
  forged(
    `signed by HMAC with the provider’s public key as ${form}`,
    changed((forge) => ({ header: { alg: 'HS256' }, sign: hs256(secret(forge)) })),
  ),
);

const keyNames: [string, unknown, string][] = [
  ['an unknown one', 'own', ''],
  ['a path to an empty file', '../../../../dev/null', ''],
  ['an SQL query', "x' UNION SELECT 'secret' --", 'secret'],
  ['a shell command', 'x; cat /etc/passwd', ''],
  ['a member of every object', '__proto__', ''],
  ['a list', ['own'], ''],
  ['missing', undefined, ''],
];

const misnamed = keyNames.flatMap(([what, kid, secret]) => [
  forged(
    `whose key id is ${what}, signed by the attacker’s key`,
    changed(({ own }) => ({ header: { kid }, sign: rs256(own) })),
    stsToken,
    typeof kid === 'string' ? unknownKey : invalidToken,
  ),
  forged(
    `whose key id is ${what}, signed by HMAC`,
    changed({ header: { kid, alg: 'HS256' }, sign: hs256(secret) }),
  ),
]);

/** Headers that tell a credulous verifier where to find the key. */
const pointers: [string, (forge: Forge) => Record<string, unknown>, RegExp?][] = [
  ['key id, a URL,', ({ lure }) => ({ kid: `${lure}jwks` }), unknownKey],
  ['jku', ({ lure }) => ({ jku: `${lure}jwks` })],
  ['jku, with an own key id,', ({ lure }) => ({ jku: `${lure}jwks`, kid: 'own' }), unknownKey],
  ['x5u', ({ lure }) => ({ x5u: `${lure}jwks` })],
  ['jwk', (forge) => ({ jwk: forge.ownJwk() })],
  ['jwk, without a key id,', (forge) => ({ jwk: forge.ownJwk(undefined), kid: undefined })],
  [
    'x5c',
    ({ own }) => ({
      x5c: [own.publicKey.export({ type: 'spki', format: 'der' }).toString('base64')],
    }),
  ],
];

const pointed = pointers.map(([what, header, api]) =>
  forged(
    `whose ${what} leads to the attacker’s key`,
    changed((forge) => ({ header: header(forge), sign: rs256(forge.own) })),
    stsToken,
    api,
  ),
);

/** Claims that the provider's own key signed, but for someone or something else. */
const misdirected = [
  forged(
    'of the issuer without its slash',
    changed(({ claims }) => ({ claims: { iss: String(claims['iss']).slice(0, -1) } })),
  ),
  forged(
    'of the issuer in upper case',
    changed(({ claims }) => ({ claims: { iss: String(claims['iss']).toUpperCase() } })),
  ),
  forged(
    'of a list of issuers',
    changed(({ claims }) => ({ claims: { iss: [claims['iss']] } })),
  ),
  forged('of no issuer', changed({ claims: { iss: undefined } })),
  forged(
    'of an issuer that the attacker runs',
    changed(({ lure, own }) => ({ claims: { iss: lure }, sign: rs256(own) })),
  ),
  forged(
    'of another tenant, whose key has the same id',
    changed(({ own }) => ({ sign: rs256(own) })),
  ),
  forged('for another audience', changed({ claims: { aud: 'someone-else' } })),
  forged('for several other audiences', changed({ claims: { aud: ['one', 'other'] } })),
  forged('for no audience', changed({ claims: { aud: undefined } })),
  forged('for an empty list of audiences', changed({ claims: { aud: [] } })),
  forged(
    'that has expired',
    changed(() => ({ claims: { iat: now() - 7200, exp: now() - 3600 } })),
    '400 ExpiredTokenException',
    '401 The ID token has expired. Log in again.',
  ),
  forged('that never expires', changed({ claims: { exp: undefined } })),
  forged(
    'that expires at a text',
    changed(() => ({ claims: { exp: String(now() + 3600) } })),
  ),
  forged(
    'that is not valid yet',
    changed(() => ({ claims: { nbf: now() + 3600 } })),
  ),
  forged('of nobody', changed({ claims: { sub: undefined } }), stsToken, lackingToken),
  unfitForShop(
    'of someone with a number for a name',
    changed({ claims: { sub: 7 } }),
    invalidToken,
  ),
];

const tampered: [string, Record<string, unknown>][] = [
  ['email address', { email: 'eve@example.net' }],
  ['subject', { sub: 'amazon|amzn1.account.EVE' }],
  ['expiry', { exp: 4_102_444_800 }],
  ['role', { [TAGS]: { principal_tags: { role: ['admin'], session: ['eve'] } } }],
];

const altered = tampered.map(([what, claims]) =>
  forged(`whose ${what} was changed under the genuine signature`, (forge) => {
    const [header, , signature] = parts(forge.genuine);
    return `${header}.${encode({ ...forge.claims, ...claims })}.${signature}`;
  }),
);

const signatures: [string, (signature: Buffer) => Buffer][] = [
  ['is missing', () => Buffer.alloc(0)],
  ['is all zeros', (signature) => Buffer.alloc(signature.length)],
  ['is cut short', (signature) => signature.subarray(0, -1)],
  ['is too long', (signature) => Buffer.concat([signature, Buffer.alloc(1)])],
  [
    'has one bit flipped',
    (signature) => Buffer.from(signature.map((b, i) => (i === 9 ? b ^ 1 : b))),
  ],
];

const damaged = signatures.map(([how, damage]) =>
  forged(
    `whose signature ${how}`,
    changed(({ provider }) => ({ sign: (input) => damage(rs256(provider)(input)) })),
  ),
);

const otherAlgorithms: [string, string, (forge: Forge) => (input: string) => Buffer][] = [
  [
    'RS512',
    'of the right key',
    (forge) => (input) => signBytes('RSA-SHA512', Buffer.from(input), forge.provider.privateKey),
  ],
  [
    'PS256',
    'of the right key',
    (forge) => (input) =>
      signBytes('sha256', Buffer.from(input), {
        key: forge.provider.privateKey,
        padding: 6,
        saltLength: 32,
      }),
  ],
  ['ES256', 'of zeros', () => () => Buffer.alloc(64)],
  ['EdDSA', 'of zeros', () => () => Buffer.alloc(64)],
  ['RS256 ', 'of the right key', ({ provider }) => rs256(provider)],
];

const unexpected = otherAlgorithms.map(([alg, whose, sign]) =>
  forged(
    `with the algorithm "${alg}" and a signature ${whose}`,
    changed((forge) => ({ header: { alg }, sign: sign(forge) })),
  ),
);

const extended = [
  ['an extension that nobody knows', { crit: ['x'], x: 1 }],
  ['an unencoded payload', { crit: ['b64'], b64: false }],
  ['a claim', { crit: ['exp'] }],
  ['nothing', { crit: [] }],
] as const;

const critical = extended.map(([what, header]) =>
  forged(`that makes ${what} critical`, changed({ header })),
);

const shapes = [
  forged('in two parts', ({ genuine }) => genuine.slice(0, genuine.lastIndexOf('.'))),
  forged('in four parts', ({ genuine }) => `${genuine}.e30`),
  forged('in five parts', ({ genuine }) => `${genuine}.e30.e30`),
  forged('encrypted for the provider', ({ genuine, provider }) =>
    new CompactEncrypt(Buffer.from(genuine))
      .setProtectedHeader({ alg: 'RSA-OAEP-256', enc: 'A256GCM', cty: 'JWT' })
      .encrypt(createPublicKey(provider.publicKey.export({ type: 'spki', format: 'pem' }))),
  ),
  forged('as JSON', ({ genuine }) => {
    const [header, payload, signature] = parts(genuine);
    return JSON.stringify({ protected: header, payload, signature });
  }),
  forged('whose claims are no object', ({ provider, header }) => {
    const input = `${encode(header)}.${encode([])}`;
    return `${input}.${rs256(provider)(input).toString('base64url')}`;
  }),
  forged('that is an access token', async (_, setup) => {
    const { body } = await setup.exchange(await setup.logIn());
    return (JSON.parse(body) as { access_token: string }).access_token;
  }),
];

/** A token of a genuine buyer, to whom nothing can be sold. */
const withoutEmail = (claim: string, value: unknown): Attack => ({
  name: `a purchase with the claim ${claim}: ${JSON.stringify(value)} in the ID token`,
  refused: '403 The ID token has no verified email address.',
  attempt: async (setup) =>
    setup.buy(1, setup.forge.token({ claims: { [claim]: value } }), setup.ann),
});

const incomplete = [
  ...[undefined, 7, '', 'ann', ['ann@example.org']].map((email) => withoutEmail('email', email)),
  ...[undefined, false, 'true', 1, null].map((verified) =>
    withoutEmail('email_verified', verified),
  ),
  forged('without tags', changed({ claims: { [TAGS]: undefined } }), stsDenied, lackingToken),
  forged('without a role', tagged({ role: undefined }), stsDenied, lackingToken),
  forged('without a session name', tagged({ session: undefined }), stsDenied, lackingToken),
  forged('with a role that is none', tagged({ role: ['root'] }), stsDenied, lackingToken),
  forged('with a role in upper case', tagged({ role: ['SOCIAL'] }), stsDenied, lackingToken),
  forged('with two roles', tagged({ role: ['social', 'admin'] }), stsToken, lackingToken),
  forged(
    'with two roles, the other first',
    tagged({ role: ['admin', 'social'] }),
    stsToken,
    lackingToken,
  ),
  forged('with a role that is a text', tagged({ role: 'social' }), stsToken, lackingToken),
  forged('with a role in a nested list', tagged({ role: [['social']] }), stsToken, lackingToken),
  forged('with two session names', tagged({ session: ['one', 'other'] }), stsToken, lackingToken),
  ...[null, 'admin', [], { principal_tags: null }, { principal_tags: 'admin' }].map((claim) =>
    forged(
      `with the tags ${JSON.stringify(claim)}`,
      changed({ claims: { [TAGS]: claim } }),
      stsToken,
      lackingToken,
    ),
  ),
];

const oversize: Attack = {
  name: 'an ID token of thirty thousand characters',
  refused: ['400 ValidationError', refusals.badRequest, /^431/],
  attempt: async (setup) => {
    const token = setup.forge.token({ claims: { filler: 'x'.repeat(22_000) } });
    return [
      await setup.sts(token),
      await setup.buy(1, token, setup.ann),
      await setup.purchases(token, setup.ann),
    ];
  },
};

const misshapen: Attack[] = ['', null, 7, ['x'], { token: 'x' }, true].map((authToken) => ({
  name: `a purchase with ${JSON.stringify(authToken)} for an ID token`,
  refused: refusals.badRequest,
  attempt: (setup) => {
    const body = JSON.stringify({ petId: 1, authToken });
    return setup.api({ method: 'POST', target: '/api/pets/purchase', body }, setup.ann);
  },
}));

export const idTokenAttacks: readonly Attack[] = [
  ...unsigned,
  ...confused,
  ...misnamed,
  ...pointed,
  ...misdirected,
  ...altered,
  ...damaged,
  ...unexpected,
  ...critical,
  ...shapes,
  ...incomplete,
  oversize,
  ...misshapen,
];
