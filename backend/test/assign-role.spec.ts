import fc from 'fast-check';

/** JavaScript without types, as Auth0 takes it. */
const file = new URL('../auth0/actions/assign-role.cjs', import.meta.url);
const { default: action } = (await import(file.href)) as {
  default: { onExecutePostLogin(event: object, api: object): Promise<void> };
};

const RUNS = { seed: 20261126, numRuns: 2000 };

type Tags = { principal_tags: { role: string[]; session: [string] } };

/** What the Action puts into the ID token of a user who came by a connection. */
async function tagsOf(connection: string, user_id = 'auth0|1'): Promise<Tags | undefined> {
  const claims: Record<string, unknown> = {};
  const setCustomClaim = (name: string, value: unknown) => void (claims[name] = value);
  const event = { connection: { name: connection, strategy: 'auth0' }, user: { user_id } };
  await action.onExecutePostLogin(event, { idToken: { setCustomClaim } });
  return claims['https://aws.amazon.com/tags'] as Tags | undefined;
}

async function sessionOf(userId: string): Promise<string> {
  return (await tagsOf('amazon', userId))!.principal_tags.session[0];
}

describe('The Action', () => {
  for (const [connection, role] of [
    ['secured-pets-keepers', 'admin'],
    ['amazon', 'social'],
    ['google-oauth2', 'social'],
  ] as const) {
    it(`gives users of ${connection} the role ${role}`, async () => {
      expect((await tagsOf(connection))?.principal_tags.role).toEqual([role]);
    });
  }

  for (const connection of [
    'Username-Password-Authentication',
    'secured-pets-keepers-2',
    'Secured-Pets-Keepers',
    'facebook',
    'auth0',
    'constructor',
    '',
  ]) {
    it(`gives users of the connection "${connection}" no role and no session`, async () => {
      expect(await tagsOf(connection)).toBeUndefined();
    });
  }

  describe('names sessions', () => {
    const userId = fc.oneof(
      fc.tuple(fc.constantFrom('auth0', 'amazon', 'google-oauth2'), fc.string({ maxLength: 90 })),
      fc.tuple(fc.constantFrom('oidc', 'samlp'), fc.string({ unit: 'binary', maxLength: 90 })),
    );
    const text = userId.map(([strategy, id]) => `${strategy}|${id}`);

    it('that are valid for STS, and as the value of a tag', async () => {
      await fc.assert(
        fc.asyncProperty(text, async (id) => {
          const session = await sessionOf(id);
          expect(session).toMatch(/^[\w+=,.@-]{2,64}$/);
          expect(session).toMatch(/^[\p{L}\p{Z}\p{N}_.:/=+\-@]{0,256}$/u);
        }),
        RUNS,
      );
    });

    it('that no two users share, and that a user keeps', async () => {
      const ids = new Map<string, string>();
      await fc.assert(
        fc.asyncProperty(text, async (id) => {
          const session = await sessionOf(id);
          expect(session).toBe(await sessionOf(id));
          expect(ids.get(session) ?? id).toBe(id);
          ids.set(session, id);
        }),
        RUNS,
      );
    });

    it('that differ where the user ids do so only in what a name can’t hold or has no room for', async () => {
      const long = `samlp|${'x'.repeat(70)}`;
      const ids = ['a|b', 'a-b', 'a,b', 'a b', 'a|B', long, `${long}y`, `${long}|`];
      const sessions = await Promise.all(ids.map(sessionOf));
      expect(new Set(sessions.map((session) => session.toLowerCase()))).toHaveSize(ids.length);
    });

    it('that an administrator recognizes', async () => {
      expect(await sessionOf('amazon|amzn1.account.AHX')).toMatch(
        /^amazon-amzn1\.account\.AHX-[\w-]{22}$/,
      );
    });
  });
});
