import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readLocalTemplate } from '../../local-cloud/src/cloud.ts';
import { evaluate } from '../../local-cloud/src/iam/evaluate.ts';
import { parsePolicy } from '../../local-cloud/src/iam/policy.ts';
import { readRoles, tagKeys } from '../../local-cloud/src/roles.ts';

/** The policy that docs/security.md says to put, for one user's session. */
function documentedPolicy(session: string): unknown {
  const markdown = readFileSync(join(import.meta.dirname, '../../docs/security.md'), 'utf8');
  const [, document = ''] = /--policy-document '([^']*'"\$session"'[^']*)'/.exec(markdown) ?? [];
  return JSON.parse(document.replace(`'"$session"'`, session));
}

describe('The policy that ends one user’s sessions', () => {
  const ports = { page: 1, auth0: 2, sts: 3, api: 4, dynamodb: 5 };
  const roles = readRoles(readLocalTemplate({ ports }));
  const revoked = parsePolicy(documentedPolicy('amazon-stolen'), 'Revoked');

  for (const [name, role, method] of [
    ['Auth0ApiRole', 'admin', 'PUT/pets/7'],
    ['Auth0ApiSocialRole', 'social', 'POST/pets/purchase'],
  ] as const) {
    it(`denies that session every call of ${name}, and no other session any`, () => {
      const decide = (session: string) =>
        evaluate([...roles.get(name)!.policies, revoked], {
          action: 'execute-api:Invoke',
          resource: `arn:aws:execute-api:us-east-1:123456789012:local/api/${method}`,
          context: tagKeys('aws:PrincipalTag', { role, session }),
        });
      expect(decide('amazon-stolen').by).toBe('explicit deny');
      expect(decide('amazon-other').by).toBe('allow');
      expect(decide('amazon-stolen-2').by).toBe('allow');
    });
  }
});
