import { evaluate } from '../src/iam/evaluate.ts';
import type { AccessRequest } from '../src/iam/evaluate.ts';
import { parsePolicy } from '../src/iam/policy.ts';
import type { Principal } from '../src/iam/policy.ts';

const API = 'arn:aws:execute-api:us-east-1:123456789012:a1b2c3';
const PROVIDER: Principal = {
  type: 'Federated',
  value: 'arn:aws:iam::123456789012:oidc-provider/shop.eu.auth0.com/',
};

/** The shape of the template's trust policies. */
function trustPolicy(role: string) {
  const statement = {
    Effect: 'Allow',
    Principal: { Federated: PROVIDER.value },
    Action: ['sts:AssumeRoleWithWebIdentity', 'sts:TagSession'],
    Condition: {
      StringEquals: { 'shop.eu.auth0.com/:aud': 'ClientId1', 'aws:RequestTag/role': role },
      'ForAllValues:StringEquals': { 'aws:TagKeys': ['role'] },
    },
  };
  return parsePolicy(
    JSON.stringify({ Version: '2012-10-17', Statement: [statement] }),
    `${role}.AssumeRolePolicyDocument`,
  );
}

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

const ADMIN_CLAIMS = {
  'shop.eu.auth0.com/:aud': 'ClientId1',
  'shop.eu.auth0.com/:sub': 'auth0|1',
  'aws:RequestTag/role': 'admin',
  'aws:TagKeys': ['role'],
};

function assume(role: string, request: Partial<AccessRequest> = {}): boolean {
  const decisions = ['sts:AssumeRoleWithWebIdentity', 'sts:TagSession'].map((action) =>
    evaluate([trustPolicy(role)], {
      action,
      principal: PROVIDER,
      context: ADMIN_CLAIMS,
      ...request,
    }),
  );
  return decisions.every(({ allowed }) => allowed);
}

describe("The shop's roles", () => {
  it('give an admin the admin role', () => {
    expect(assume('admin')).toBeTrue();
  });

  it('give a buyer the social role', () => {
    const context = { ...ADMIN_CLAIMS, 'aws:RequestTag/role': 'social' };

    expect(assume('social', { context })).toBeTrue();
  });

  const attacks: [string, string, Partial<AccessRequest>][] = [
    ['the social role to an admin', 'social', {}],
    [
      'the admin role to a buyer',
      'admin',
      { context: { ...ADMIN_CLAIMS, 'aws:RequestTag/role': 'social' } },
    ],
    [
      'a role to a token of another client',
      'admin',
      { context: { ...ADMIN_CLAIMS, 'shop.eu.auth0.com/:aud': 'ClientId2' } },
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
      { context: { ...ADMIN_CLAIMS, 'aws:TagKeys': ['role', 'department'] } },
    ],
    [
      'a role to a token without tags',
      'admin',
      { context: { 'shop.eu.auth0.com/:aud': 'ClientId1' } },
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
    ['a role for another action', 'admin', { action: 'sts:AssumeRole' }],
  ];
  for (const [what, role, request] of attacks) {
    it(`don't give ${what}`, () => {
      expect(assume(role, request)).toBeFalse();
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
