import { addressAttacks } from './addresses.ts';
import type { Attack } from './attack.ts';
import { bodyAttacks } from './bodies.ts';
import { choiceAttacks } from './choices.ts';
import { dataAttacks } from './data.ts';
import { idTokenAttacks } from './id-tokens.ts';
import { authorize, logOut, loginAttacks } from './logins.ts';
import { purchaseAttacks } from './purchases.ts';
import { roleAttacks } from './roles.ts';
import { OWN, Scene } from './scene.ts';
import { signatureAttacks } from './signatures.ts';

const table: Record<string, readonly Attack[]> = {
  'ID tokens': idTokenAttacks,
  roles: roleAttacks,
  signatures: signatureAttacks,
  'addresses, methods and headers': addressAttacks,
  bodies: bodyAttacks,
  'choices and what is put back': choiceAttacks,
  purchases: purchaseAttacks,
  logins: loginAttacks,
  data: dataAttacks,
};

describe('Attacks on', () => {
  let scene: Scene;
  let logged = 0;

  beforeAll(async () => {
    scene = await Scene.open();
  });
  afterAll(() => scene.close());

  for (const [group, attacks] of Object.entries(table)) {
    describe(group, () => {
      for (const { name, attempt, refused } of attacks) {
        it(`don’t get in: ${name}`, async () => {
          const before = await scene.state();
          const outcomes = [await attempt(scene)].flat();
          expect(outcomes.map(({ summary }) => summary)).toEqual(
            [refused]
              .flat()
              .map((one) => (typeof one === 'string' ? one : jasmine.stringMatching(one))),
          );
          expect(await scene.state()).toEqual(before);
          for (const { seen } of outcomes) expectNoSecretIn(seen);
          expect(scene.lured).toEqual([]);
          expectNothingPolluted();
          for (const line of scene.shop.log.slice(logged)) expectLoggable(line);
          logged = scene.shop.log.length;
        });
      }
    });
  }

  it('leave what is allowed alone', async () => {
    const { ann, keeper, forge, site } = scene;
    const token = forge.token();
    const outcomes = [
      await scene.sts(token),
      await scene.buy(OWN.ann, token, ann),
      await scene.purchases(token, ann),
      await scene.purchases(keeper.idToken, keeper),
      await scene.api({ method: 'GET', target: '/api/pets' }),
      await scene.api({ method: 'DELETE', target: '/api/pets/999' }, keeper),
      await authorize(scene, {}),
      await logOut(scene, site),
      await scene.exchange(await scene.logIn()),
    ];
    expect(outcomes.map(({ summary }) => summary)).toEqual([
      '200',
      '200',
      '200',
      '200',
      '200',
      '204',
      '200',
      `302 to ${site}/`,
      '200',
    ]);
  });

  function expectNoSecretIn(seen: string): void {
    expect(seen).not.toContain('ann@example.org');
    for (const { credentials } of [scene.ann, scene.keeper]) {
      expect(seen).not.toContain(credentials.secretAccessKey);
    }
  }

  function expectNothingPolluted(): void {
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  }

  function expectLoggable(line: string): void {
    expect(line).not.toMatch(/eyJ[\w-]{10}|@example\./);
    for (const { credentials } of [scene.ann, scene.eve, scene.keeper]) {
      expect(line).not.toContain(credentials.secretAccessKey);
      expect(line).not.toContain(credentials.sessionToken);
    }
  }
});
