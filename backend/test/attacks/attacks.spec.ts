import { addressAttacks } from './addresses.ts';
import type { Attack } from './attack.ts';
import { bodyAttacks } from './bodies.ts';
import { queryAttacks } from './queries.ts';
import { dataAttacks } from './data.ts';
import { idTokenAttacks } from './id-tokens.ts';
import { authorize, logOut, loginAttacks } from './logins.ts';
import { purchaseAttacks } from './purchases.ts';
import { roleAttacks } from './roles.ts';
import { OWN, Setup } from './setup.ts';
import { signatureAttacks } from './signatures.ts';

const table: Record<string, readonly Attack[]> = {
  'ID tokens': idTokenAttacks,
  roles: roleAttacks,
  signatures: signatureAttacks,
  'addresses, methods and headers': addressAttacks,
  bodies: bodyAttacks,
  'queries and changes': queryAttacks,
  purchases: purchaseAttacks,
  logins: loginAttacks,
  data: dataAttacks,
};

describe('Attacks on', () => {
  let setup: Setup;
  let logged = 0;

  beforeAll(async () => {
    setup = await Setup.open();
  });
  afterAll(() => setup.close());

  for (const [group, attacks] of Object.entries(table)) {
    describe(group, () => {
      for (const { name, attempt, refused } of attacks) {
        it(`don’t get in: ${name}`, async () => {
          const before = await setup.state();
          const outcomes = [await attempt(setup)].flat();
          expect(outcomes.map(({ summary }) => summary)).toEqual(
            [refused]
              .flat()
              .map((one) => (typeof one === 'string' ? one : jasmine.stringMatching(one))),
          );
          expect(await setup.state()).toEqual(before);
          for (const { seen } of outcomes) expectNoSecretIn(seen);
          expect(setup.lureRequests).toEqual([]);
          expectNothingPolluted();
          for (const line of setup.shop.log.slice(logged)) expectLoggable(line);
          logged = setup.shop.log.length;
        });
      }
    });
  }

  it('leave what is allowed alone', async () => {
    const { ann, keeper, forge, site } = setup;
    const token = forge.token();
    const outcomes = [
      await setup.sts(token),
      await setup.buy(OWN.ann, token, ann),
      await setup.purchases(token, ann),
      await setup.purchases(keeper.idToken, keeper),
      await setup.api({ method: 'GET', target: '/api/pets' }),
      await setup.api({ method: 'DELETE', target: `/api/pets/${OWN.removed}` }, keeper),
      await authorize(setup, {}),
      await logOut(setup, site),
      await setup.exchange(await setup.logIn()),
    ];
    expect(outcomes.map(({ summary }) => summary)).toEqual([
      '200',
      '200',
      '200',
      '200',
      '200',
      '200',
      '200',
      `302 to ${site}/`,
      '200',
    ]);
  });

  function expectNoSecretIn(seen: string): void {
    expect(seen).not.toContain('ann@example.org');
    for (const { credentials } of [setup.ann, setup.keeper]) {
      expect(seen).not.toContain(credentials.secretAccessKey);
    }
  }

  function expectNothingPolluted(): void {
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  }

  function expectLoggable(line: string): void {
    expect(line).not.toMatch(/eyJ[\w-]{10}|@example\./);
    for (const { credentials } of [setup.ann, setup.eve, setup.keeper]) {
      expect(line).not.toContain(credentials.secretAccessKey);
      expect(line).not.toContain(credentials.sessionToken);
    }
  }
});
