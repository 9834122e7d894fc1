import { refusals } from './attack.ts';
import type { Attack } from './attack.ts';
import type { RawRequest } from './outcome.ts';
import type { Setup, SigningOptions } from './setup.ts';

const { accessDenied, missingToken, invalidSignature, incompleteSignature } = refusals;

const MINUTE = 60_000;
const pet = JSON.stringify({ type: 'dragon', price: 1 });
const put: RawRequest = { method: 'PUT', target: '/api/pets/1', body: pet };
const remove: RawRequest = { method: 'DELETE', target: '/api/pets/1' };
const replace: RawRequest = { method: 'POST', target: '/api/pets', body: '{"pets":[]}' };

type Change = (signed: RawRequest, setup: Setup) => RawRequest;
type Edit = (signed: RawRequest) => RawRequest;

/** A keeper's request, caught on its way, changed and sent again. */
const replayed = (
  what: string,
  request: (setup: Setup) => RawRequest,
  change: Change,
  refused: Attack['refused'] = invalidSignature,
): Attack => ({
  name: `a keeper’s signed request with ${what}`,
  refused,
  attempt: async (setup) => {
    const signed = await setup.signed(request(setup), setup.keeper);
    return setup.send('api', change(signed, setup));
  },
});

const withHeaders =
  (changes: Record<string, string | string[]>): Edit =>
  ({ headers, ...signed }) => ({ ...signed, headers: { ...headers, ...changes } });

const without =
  (name: string): Edit =>
  ({ headers = {}, ...signed }) => {
    const others = Object.entries(headers).filter(([one]) => one.toLowerCase() !== name);
    return { ...signed, headers: Object.fromEntries(others) };
  };

const authorization =
  (change: (text: string) => string): Edit =>
  (signed) => {
    const text = String(signed.headers?.['authorization'] ?? signed.headers?.['Authorization']);
    return withHeaders({ authorization: change(text) })(without('authorization')(signed));
  };

const sales = ({ keeper }: Setup): RawRequest => ({
  method: 'GET',
  target: '/api/pets/purchase?limit=1',
  headers: { 'x-id-token': keeper.idToken },
});

const replays = [
  replayed(
    'another body',
    () => put,
    (signed) => ({ ...signed, body: '{"type":"cat","price":1}' }),
  ),
  replayed(
    'no body',
    () => put,
    ({ body: _, ...signed }) => signed,
  ),
  replayed(
    'another path',
    () => put,
    (signed) => ({ ...signed, target: '/api/pets/2' }),
  ),
  replayed(
    'another method',
    () => put,
    (signed) => ({ ...signed, method: 'DELETE' }),
  ),
  replayed('another query', sales, (signed) => ({
    ...signed,
    target: '/api/pets/purchase?limit=1000',
  })),
  replayed('one more parameter', sales, (signed) => ({
    ...signed,
    target: `${signed.target}&a=1`,
  })),
  replayed('no query', sales, (signed) => ({ ...signed, target: '/api/pets/purchase' })),
  replayed('another ID token', sales, (signed, { eve }) =>
    withHeaders({ 'x-id-token': eve.idToken })(signed),
  ),
  replayed('a second ID token', sales, (signed, { eve, keeper }) =>
    withHeaders({ 'x-id-token': [eve.idToken, keeper.idToken] })(signed),
  ),
  replayed(
    'its condition taken out',
    () => ({ ...put, headers: { 'if-none-match': '*' } }),
    without('if-none-match'),
  ),
  replayed(
    'a fresh date',
    () => put,
    (signed) => withHeaders({ 'x-amz-date': basic(new Date(Date.now() + MINUTE)) })(signed),
  ),
  replayed(
    'a second host',
    () => put,
    (signed, { shop }) =>
      withHeaders({ host: [`localhost:${shop.ports.api}`, 'shop.example'] })(signed),
  ),
  replayed(
    'another host',
    () => put,
    (signed, { shop }) => withHeaders({ host: `127.0.0.1:${shop.ports.api}` })(signed),
  ),
  replayed('an AWS header that is not signed', () => put, withHeaders({ 'x-amz-acl': 'public' })),
  replayed(
    'a second session token',
    () => put,
    (signed, { eve }) => {
      const name = 'x-amz-security-token';
      const own = String(signed.headers?.[name]);
      return withHeaders({ [name]: [own, eve.credentials.sessionToken] })(signed);
    },
    /^403 (UnrecognizedClient|InvalidSignature)/,
  ),
  replayed(
    'the body’s hash renounced',
    () => put,
    withHeaders({ 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' }),
  ),
  replayed('no signature', () => put, without('authorization'), missingToken),
  replayed(
    'an empty signature',
    () => put,
    authorization((text) => text.replace(/Signature=\w+/, 'Signature=')),
    incompleteSignature,
  ),
  replayed(
    'a signature of zeros',
    () => put,
    authorization((text) => text.replace(/Signature=\w+/, `Signature=${'0'.repeat(64)}`)),
  ),
  replayed(
    'a signature cut short',
    () => put,
    authorization((text) => text.slice(0, -1)),
  ),
  replayed(
    'a weaker algorithm',
    () => put,
    authorization((text) => text.replace('SHA256', 'SHA1')),
    incompleteSignature,
  ),
  replayed(
    'fewer signed headers',
    () => put,
    authorization((text) => text.replace(/SignedHeaders=[^,]+/, 'SignedHeaders=x-amz-date')),
  ),
  replayed(
    'two signatures',
    () => put,
    authorization((text) => `${text}, Signature=${'0'.repeat(64)}`),
    /^403 (Invalid|Incomplete)Signature/,
  ),
];

/** Validly signed by the keeper, but not for this service or not for now. */
const misplaced: [string, () => SigningOptions][] = [
  ['six minutes ago', () => ({ at: new Date(Date.now() - 6 * MINUTE) })],
  ['yesterday', () => ({ at: new Date(Date.now() - 24 * 60 * MINUTE) })],
  ['six minutes from now', () => ({ at: new Date(Date.now() + 6 * MINUTE) })],
  ['for another region', () => ({ region: 'eu-west-1' })],
  ['for the service s3', () => ({ service: 's3' })],
  ['for the service sts', () => ({ service: 'sts' })],
];

const scoped = misplaced.map(([how, options]): Attack => ({
  name: `a keeper’s request that was signed ${how}`,
  refused: invalidSignature,
  attempt: async (setup) => setup.send('api', await setup.signed(put, setup.keeper, options())),
}));

const guarded: [string, RawRequest][] = [
  ['replace the list', replace],
  ['list a pet', put],
  ['remove a pet', remove],
  [
    'buy a pet',
    { method: 'POST', target: '/api/pets/purchase', body: '{"petId":1,"authToken":"x"}' },
  ],
  [
    'see purchases',
    { method: 'GET', target: '/api/pets/purchase', headers: { 'x-id-token': 'x' } },
  ],
];

const strangers: [string, () => Record<string, string>, string][] = [
  ['who signs nothing', () => ({}), missingToken],
  ['with an empty Authorization', () => ({ authorization: '' }), missingToken],
  ['with a password', () => ({ authorization: 'Basic YWRtaW46YWRtaW4=' }), incompleteSignature],
  [
    'with a signature of nobody',
    () => ({
      'x-amz-date': basic(new Date()),
      authorization: `AWS4-HMAC-SHA256 Credential=AKIAEXAMPLE/${basic(new Date()).slice(0, 8)}/us-east-1/execute-api/aws4_request, SignedHeaders=host;x-amz-date, Signature=${'0'.repeat(64)}`,
    }),
    refusals.unknownCredentials,
  ],
];

const unsigned = guarded.flatMap(([what, request]) =>
  strangers.map(([who, headers, refused]): Attack => ({
    name: `a stranger ${who} tries to ${what}`,
    refused,
    attempt: (setup) => setup.api({ ...request, headers: { ...request.headers, ...headers() } }),
  })),
);

const bearers: [string, (setup: Setup) => string][] = [
  ['ID token', ({ keeper }) => keeper.idToken],
  ['session token', ({ keeper }) => keeper.credentials.sessionToken],
];

const bearing = bearers.map(([what, token]): Attack => ({
  name: `a stranger with a keeper’s ${what} for a bearer token`,
  refused: incompleteSignature,
  attempt: (setup) =>
    setup.api({ ...remove, headers: { authorization: `Bearer ${token(setup)}` } }),
}));

const others: [string, RawRequest, 'eve' | 'keeper'][] = [
  ['a buyer replaces the list', replace, 'eve'],
  ['a buyer lists a pet', put, 'eve'],
  ['a buyer lists a pet under a new id', { ...put, target: '/api/pets/77' }, 'eve'],
  ['a buyer removes a pet', remove, 'eve'],
];

const overreaching = others.map(([name, request, who]): Attack => ({
  name,
  refused: accessDenied,
  attempt: (setup) => setup.api(request, setup[who]),
}));

/** Signatures in the query, where API Gateway takes them too. */
const presigned: [string, () => Record<string, string>][] = [
  ['of zeros', () => ({ 'X-Amz-Signature': '0'.repeat(64) })],
  [
    'of nobody',
    () => ({
      'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
      'X-Amz-Credential': `AKIAEXAMPLE/${basic(new Date()).slice(0, 8)}/us-east-1/execute-api/aws4_request`,
      'X-Amz-Date': basic(new Date()),
      'X-Amz-SignedHeaders': 'host',
      'X-Amz-Signature': '0'.repeat(64),
    }),
  ],
];

const inQuery = presigned.map(([what, query]): Attack => ({
  name: `a stranger with a signature ${what} in the query`,
  refused: /^403 (Missing|Incomplete|Unrecognized|InvalidSig)/,
  attempt: (setup) =>
    setup.api({ ...remove, target: `${remove.target}?${new URLSearchParams(query()).toString()}` }),
}));

function basic(date: Date): string {
  return date.toISOString().replace(/[:-]|\.\d{3}/g, '');
}

export const signatureAttacks: readonly Attack[] = [
  ...replays,
  ...scoped,
  ...unsigned,
  ...bearing,
  ...overreaching,
  ...inQuery,
  {
    name: 'a keeper buys a pet',
    refused: accessDenied,
    attempt: (setup) => setup.buy(1, setup.keeper.idToken, setup.keeper),
  },
];
