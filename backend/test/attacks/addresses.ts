import { refusals, sent } from './attack.ts';
import type { Attack } from './attack.ts';

const { accessDenied, missingToken } = refusals;

const pet = '{"type":"dragon","price":1}';

/** Other ways to write `/api/pets/1`, and what they are for a buyer. */
const paths: [string, string][] = [
  ['/api//pets/1', missingToken],
  ['//api/pets/1', missingToken],
  ['/api/pets//1', missingToken],
  ['/api/./pets/1', missingToken],
  ['/api/pets/./1', missingToken],
  ['/api/pets/../pets/1', missingToken],
  ['/api/pets/purchase/../1', missingToken],
  ['/api/pets/%2e%2e/pets/1', missingToken],
  ['/api/%2e/pets/1', missingToken],
  ['/api/PETS/1', missingToken],
  ['/API/pets/1', missingToken],
  ['/api/pets/1/', missingToken],
  ['/api/pets/1/.', missingToken],
  ['/api%2Fpets/1', missingToken],
  ['/api/pets%2F1', missingToken],
  ['/api/%2Fpets/1', missingToken],
  ['/api/pe%74s/1', missingToken],
  ['/api/pets;x=y/1', missingToken],
  ['/api/pets\\1', missingToken],
  ['/api;/pets/1', missingToken],
  ['/pets/1', missingToken],
  ['/prod/pets/1', missingToken],
  ['/api/api/pets/1', missingToken],
  ['/api/pets/1?/../purchase', accessDenied],
  ['/api/pets/1;x=y', accessDenied],
  ['/api/pets/%31', accessDenied],
  ['/api/pets/1%2F', accessDenied],
  ['/api/pets/1%00', accessDenied],
  ['/api/pets/..', accessDenied],
  ['/api/pets/%2e%2e%2fpets%2f1', accessDenied],
  ['/api/pets/purchase%2F..%2F1', accessDenied],
  ['/api/pets/%70urchase', accessDenied],
  ['/api/pets/*', accessDenied],
  ['/api/pets/purchase', missingToken],
  ['http://localhost/api/pets/1', missingToken],
];

const misspelt = paths.flatMap(([target, refused]) => [
  sent(`a buyer puts a pet to ${target}`, { method: 'PUT', target, body: pet }, refused, 'eve'),
  sent(`a stranger puts a pet to ${target}`, { method: 'PUT', target, body: pet }, missingToken),
]);

/** Ids that only a keeper gets as far as the function with. */
const ids = [
  '1;x=y',
  '1%00',
  '..',
  '%2e%2e',
  '*',
  '0',
  '-1',
  '1.5',
  '1e0',
  '0x1',
  '%20',
  '__proto__',
  '9007199254740993',
  'NaN',
  '1%2F2',
].map((id) =>
  sent(
    `a keeper puts a pet to the id ${id}`,
    { method: 'PUT', target: `/api/pets/${id}`, body: pet },
    /^400 |^403 MissingAuthenticationToken/,
    'keeper',
  ),
);

const methods = ['PATCH', 'HEAD', 'TRACE', 'DELETE', 'PROPFIND', 'put', 'post'].map((method) =>
  sent(`a stranger calls the list by ${method}`, { method, target: '/api/pets' }, /^40[03]/),
);

/** What frameworks take for another method or another address. */
const overrides: Record<string, string>[] = [
  { 'x-http-method-override': 'DELETE' },
  { 'x-http-method': 'DELETE' },
  { 'x-method-override': 'DELETE' },
  { 'x-original-url': '/api/pets/1' },
  { 'x-rewrite-url': '/api/pets/1' },
  { 'x-forwarded-prefix': '/api/pets/1' },
  { 'x-amzn-apigateway-api-id': 'other' },
  { 'x-forwarded-for': '127.0.0.1' },
  { forwarded: 'for=127.0.0.1;host=localhost' },
  { constructor: 'polluted' },
];

const overriding = overrides.flatMap((headers) => {
  const [[name, value] = []] = Object.entries(headers);
  return [
    sent(
      `a stranger reads the list with ${name}: ${value}`,
      { method: 'GET', target: '/api/pets', headers },
      '200',
    ),
    sent(
      `a buyer calls a keeper’s method with ${name}: ${value}`,
      { method: 'DELETE', target: '/api/pets/1', headers },
      accessDenied,
      'eve',
    ),
  ];
});

const queries = [
  '_method=DELETE',
  '__proto__=polluted',
  '__proto__[polluted]=1',
  'constructor[prototype][polluted]=1',
  'username=other',
].map((query) =>
  sent(
    `a stranger reads the list with ?${query}`,
    { method: 'GET', target: `/api/pets?${query}` },
    '200',
  ),
);

const badQueries = [
  'limit=0',
  'limit=101',
  'limit=1e1',
  'limit=%00',
  'before=-1',
  'before[$gt]=1',
  'limit=1&limit=0',
  'limit=1&limit=100&limit[]=2',
].map((query) =>
  sent(
    `a stranger reads the list with ?${query}`,
    { method: 'GET', target: `/api/pets?${query}` },
    query.includes('$') ? '200' : /^400 /,
  ),
);

/** Headers that tell a server another name of its own. */
const names: Record<string, string>[] = [
  { host: 'evil.example' },
  { 'x-forwarded-host': 'evil.example' },
  { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'evil.example' },
  { forwarded: 'host=evil.example' },
];

const hosts = names.map((headers): Attack => ({
  name: `a visitor has Auth0 name another host by ${JSON.stringify(headers)}`,
  refused: 'names its own only',
  attempt: async (setup) => {
    const target = '/.well-known/openid-configuration';
    const outcome = await setup.send('auth0', { method: 'GET', target, headers });
    const named = outcome.body.includes('evil.example') ? 'another' : 'its own only';
    return { ...outcome, summary: `names ${named}` };
  },
}));

export const addressAttacks: readonly Attack[] = [
  ...misspelt,
  ...ids,
  ...methods,
  ...overriding,
  ...queries,
  ...badQueries,
  sent(
    'a stranger reads the list with a header called __proto__',
    { method: 'GET', target: '/api/pets', headers: { ['__proto__']: 'polluted' } },
    '200',
  ),
  ...hosts,
];
