import { readLocalTemplate } from '../src/cloud.ts';
import { evaluate } from '../src/iam/evaluate.ts';
import type { AccessRequest } from '../src/iam/evaluate.ts';
import { parsePolicy } from '../src/iam/policy.ts';
import type { Principal } from '../src/iam/policy.ts';
import { readRoles } from '../src/roles.ts';

const API = 'arn:aws:execute-api:us-east-1:123456789012:a1b2c3';
const PROVIDER: Principal = {
  type: 'Federated',
  value: 'arn:aws:iam::123456789012:oidc-provider/localhost:2/',
};

/** The template's own. */
const roles = readRoles(
  readLocalTemplate({ ports: { page: 1, auth0: 2, sts: 3, api: 4, dynamodb: 5 } }),
);
const ROLES = { admin: roles.get('Auth0ApiRole')!, social: roles.get('Auth0ApiSocialRole')! };

function permissions(...routes: string[]) {
  const Resource = routes.map((route) => `${API}/api/${route}`);
  return parsePolicy(
    {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 'execute-api:Invoke', Resource }],
    },
    'Permissions',
  );
}

const ADMIN_TAGS = {
  'aws:RequestTag/role': 'admin',
  'aws:RequestTag/session': 'auth0-1',
  'aws:TagKeys': ['role', 'session'],
};
const ADMIN_CLAIMS = {
  ...ADMIN_TAGS,
  'localhost:2/:aud': 'secured-pets-local',
  'localhost:2/:sub': 'auth0|1',
  'sts:RoleSessionName': 'auth0-1',
};

const allows = (role: 'admin' | 'social', request: Partial<AccessRequest>): boolean =>
  evaluate([ROLES[role].trustPolicy], {
    action: 'sts:AssumeRoleWithWebIdentity',
    principal: PROVIDER,
    context: ADMIN_CLAIMS,
    ...request,
  }).allowed;

describe("The shop's roles", () => {
  it('give an admin the admin role', () => {
    expect(allows('admin', {})).toBeTrue();
  });

  it('give a buyer the social role', () => {
    const context = { ...ADMIN_CLAIMS, 'aws:RequestTag/role': 'social' };

    expect(allows('social', { context })).toBeTrue();
  });

  it('let the session be tagged, with no more known of it than its tags', () => {
    const tagging = { action: 'sts:TagSession', context: ADMIN_TAGS };
    expect(allows('admin', tagging)).toBeTrue();
    expect(allows('social', tagging)).toBeFalse();
    const more = { ...ADMIN_TAGS, 'aws:TagKeys': ['role', 'session', 'department'] };
    expect(allows('admin', { ...tagging, context: more })).toBeFalse();
    const service = { ...PROVIDER, type: 'Service' } as const;
    expect(allows('admin', { ...tagging, principal: service })).toBeFalse();
  });

  const attacks: [string, 'admin' | 'social', Partial<AccessRequest>][] = [
    ['the social role to an admin', 'social', {}],
    [
      'the admin role to a buyer',
      'admin',
      { context: { ...ADMIN_CLAIMS, 'aws:RequestTag/role': 'social' } },
    ],
    [
      'a role to a token of another client',
      'admin',
      { context: { ...ADMIN_CLAIMS, 'localhost:2/:aud': 'another-client' } },
    ],
    [
      'a role to a token of another provider',
      'admin',
      { principal: { type: 'Federated', value: `${PROVIDER.value}x` } },
    ],
    [
      'a role to somebody with an AWS identity',
      'admin',
      { principal: { ...PROVIDER, type: 'AWS' } },
    ],
    [
      'a role to a token with two roles',
      'admin',
      { context: { ...ADMIN_CLAIMS, 'aws:RequestTag/role': ['admin', 'social'] } },
    ],
    [
      'a role to a token with further tags',
      'admin',
      { context: { ...ADMIN_CLAIMS, 'aws:TagKeys': ['role', 'session', 'department'] } },
    ],
    [
      'a role to a token without tags',
      'admin',
      { context: { 'localhost:2/:aud': 'secured-pets-local' } },
    ],
    [
      'a role by a tag that only looks like the right one',
      'admin',
      { context: { ...ADMIN_CLAIMS, 'aws:RequestTag/role': 'Admin' } },
    ],
    [
      'a role by a wildcard in the token',
      'admin',
      { context: { ...ADMIN_CLAIMS, 'aws:RequestTag/role': '*' } },
    ],
    [
      'a role under another session name',
      'admin',
      { context: { ...ADMIN_CLAIMS, 'sts:RoleSessionName': 'auth0-2' } },
    ],
    [
      'a role to a token without a session name',
      'admin',
      { context: { ...ADMIN_CLAIMS, 'aws:RequestTag/session': [] } },
    ],
    ['a role for another action', 'admin', { action: 'sts:AssumeRole' }],
  ];
  for (const [what, role, request] of attacks) {
    it(`don't give ${what}`, () => {
      expect(allows(role, request)).toBeFalse();
    });
  }

  it('may call their own routes and no others', () => {
    const admin = permissions('POST/pets', 'PUT/pets/*', 'DELETE/pets/*', 'GET/pets/purchase');
    const social = permissions('POST/pets/purchase', 'GET/pets/purchase');
    const may = (policy: typeof admin, route: string) =>
      evaluate([policy], {
        action: 'execute-api:Invoke',
        resource: `${API}/api/${route}`,
        context: {},
      }).allowed;
    const table: [route: string, admin: boolean, social: boolean][] = [
      ['POST/pets', true, false],
      ['PUT/pets/7', true, false],
      ['DELETE/pets/7', true, false],
      ['GET/pets/purchase', true, true],
      ['POST/pets/purchase', false, true],
      ['PUT/pets', false, false],
      ['PATCH/pets/7', false, false],
    ];
    for (const [route, byAdmin, bySocial] of table) {
      expect(may(admin, route)).withContext(`admin ${route}`).toBe(byAdmin);
      expect(may(social, route)).withContext(`social ${route}`).toBe(bySocial);
    }
  });

  it('may call no other stage, API, account or region', () => {
    const admin = permissions('PUT/pets/*');
    for (const arn of [
      'arn:aws:execute-api:us-east-1:123456789012:a1b2c3/prod/PUT/pets/7',
      'arn:aws:execute-api:us-east-1:123456789012:zzzzzz/api/PUT/pets/7',
      'arn:aws:execute-api:us-east-1:999999999999:a1b2c3/api/PUT/pets/7',
      'arn:aws:execute-api:eu-west-1:123456789012:a1b2c3/api/PUT/pets/7',
    ]) {
      const request = { action: 'execute-api:Invoke', resource: arn, context: {} };

      expect(evaluate([admin], request).allowed)
        .withContext(arn)
        .toBeFalse();
    }
  });
});
