import { refusals } from './attack.ts';
import type { Attack } from './attack.ts';
import { encode } from './forge.ts';
import type { Outcome } from './outcome.ts';
import { OWN } from './setup.ts';
import type { Setup } from './setup.ts';

const { foreignToken } = refusals;

/** Positions that Eve makes up to get from her purchases into Ann's. */
const positions: [string, string][] = [
  ['of a sale to someone else', `9999-12-31T23:59:59.999Z.${OWN.ann}`],
  ['before all sales', '0000-01-01T00:00:00.000Z.1'],
];
const misshapen: [string, string][] = [
  ['of the previous version', encode(['9999', OWN.ann, 'default'])],
  ['of the previous version, with a number that is none', encode(['2026', 1e300, 'default'])],
  ['that is an object', encode({ soldAt: '9999', id: 1, username: 'default', buyer: 'ann' })],
  ['with another shop', '9999-12-31T23:59:59.999Z.1.other'],
  ['with a number that is none', '9999-12-31T23:59:59.999Z.1e300'],
  ['with too high a number', '9999-12-31T23:59:59.999Z.9007199254740993'],
  ['with a time that is none', '../default.1'],
  ['with a placeholder', ':key.1'],
  ['with members of every object', '{"__proto__":{"length":3}}'],
  ['that is empty', ''],
];

const own = async (setup: Setup, position: string): Promise<Outcome> => {
  const after = encodeURIComponent(position);
  return setup.purchases(setup.eve.idToken, setup.eve, `?limit=10&after=${after}`);
};

export const purchaseAttacks: readonly Attack[] = [
  {
    name: 'a buyer buys with another buyer’s ID token',
    refused: foreignToken,
    attempt: (setup) => setup.buy(1, setup.ann.idToken, setup.eve),
  },
  {
    name: 'a buyer buys with a keeper’s ID token',
    refused: foreignToken,
    attempt: (setup) => setup.buy(1, setup.keeper.idToken, setup.eve),
  },
  {
    name: 'a buyer looks at another buyer’s purchases with their ID token',
    refused: foreignToken,
    attempt: (setup) => setup.purchases(setup.ann.idToken, setup.eve),
  },
  {
    name: 'a buyer looks at all sales with a keeper’s ID token',
    refused: foreignToken,
    attempt: (setup) => setup.purchases(setup.keeper.idToken, setup.eve),
  },
  {
    name: 'a keeper looks at a buyer’s purchases with their ID token',
    refused: foreignToken,
    attempt: (setup) => setup.purchases(setup.ann.idToken, setup.keeper),
  },
  {
    name: 'a visitor looks at the sale of a pet',
    refused: refusals.missingToken,
    attempt: (setup) =>
      setup.api({
        method: 'GET',
        target: `/api/pets/purchase?ids=${OWN.ann}`,
        headers: { 'x-id-token': setup.eve.idToken },
      }),
  },
  {
    name: 'a buyer looks at the sale of another buyer’s pet by its id, among the own',
    refused: '200 of 1',
    attempt: async (setup) => {
      const query = `?ids=${OWN.ann},${OWN.eve}`;
      const outcome = await setup.purchases(setup.eve.idToken, setup.eve, query);
      const { length } = JSON.parse(outcome.body) as unknown[];
      return { ...outcome, summary: `${outcome.summary} of ${length}` };
    },
  },
  {
    name: 'a buyer looks at the sale of another buyer’s pet by its id, with their ID token',
    refused: foreignToken,
    attempt: (setup) => setup.purchases(setup.ann.idToken, setup.eve, `?ids=${OWN.ann}`),
  },
  {
    name: 'a buyer smuggles more than a hundred ids in, by a parameter sent twice',
    refused: '400 ids must be given only once.',
    attempt: (setup) => {
      const many = Array.from({ length: 101 }, (_, i) => i + 1).join();
      return setup.purchases(setup.eve.idToken, setup.eve, `?ids=1&ids=${many}`);
    },
  },
  {
    name: 'a buyer sends a keeper’s ID token beside the own, in both orders',
    refused: [/^40[13] /, /^40[13] |^200$/],
    attempt: async (setup) => [
      await setup.purchases([setup.eve.idToken, setup.keeper.idToken], setup.eve),
      await setup.purchases([setup.keeper.idToken, setup.eve.idToken], setup.eve),
    ],
  },
  {
    name: 'a buyer buys a pet that is sold',
    refused: `409 Pet ${OWN.ann} is sold to someone else.`,
    attempt: (setup) => setup.buy(OWN.ann, setup.eve.idToken, setup.eve),
  },
  {
    name: 'a buyer buys a pet that is sold and removed',
    refused: `409 Pet ${OWN.removed} is sold to someone else.`,
    attempt: (setup) => setup.buy(OWN.removed, setup.eve.idToken, setup.eve),
  },
  {
    name: 'a buyer with the same address from another provider looks at the purchases',
    refused: '200',
    attempt: async (setup) => {
      const { body } = await setup.exchange(
        await setup.logIn({ connection: 'google-oauth2', email: 'ann@example.org' }),
      );
      const { id_token: idToken } = JSON.parse(body) as { id_token: string };
      const twin = { idToken, credentials: await setup.shop.assume('socialRoleArn', idToken) };
      return setup.purchases(twin.idToken, twin);
    },
  },
  ...positions.map(([what, position]): Attack => ({
    name: `a buyer looks on from a position ${what}`,
    refused: '200',
    attempt: (setup) => own(setup, position),
  })),
  ...misshapen.map(([what, position]): Attack => ({
    name: `a buyer looks on from a position ${what}`,
    refused: '400 after must come from the Link of the previous page.',
    attempt: (setup) => own(setup, position),
  })),
];
