import type { Attack } from './attack.ts';

/** Reading what anyone may read; the table's own check finds another's secret in an answer. */
export const dataAttacks: readonly Attack[] = [
  {
    name: 'a visitor reads buyers’ addresses off the list',
    refused: '200',
    attempt: (setup) => setup.api({ method: 'GET', target: '/api/pets?limit=100' }),
  },
  {
    name: 'a buyer reads other buyers’ addresses off the list',
    refused: '200',
    attempt: (setup) => setup.api({ method: 'GET', target: '/api/pets?limit=100' }, setup.eve),
  },
  {
    name: 'a buyer reads other buyers’ addresses off the own purchases',
    refused: '200',
    attempt: (setup) => setup.purchases(setup.eve.idToken, setup.eve),
  },
  {
    name: 'a visitor reads the private half of the provider’s key',
    refused: '200 without it',
    attempt: async (setup) => {
      const keys = await setup.send('auth0', { method: 'GET', target: '/.well-known/jwks.json' });
      const isPrivate = /"(d|p|q|dp|dq|qi)":/.test(keys.body);
      return { ...keys, summary: `${keys.summary} ${isPrivate ? 'with' : 'without'} it` };
    },
  },
];
