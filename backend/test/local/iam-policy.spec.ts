import { contextKeys, evaluate, parsePolicy, UnsupportedPolicy } from '../../local/iam/policy.ts';
import type { AccessRequest } from '../../local/iam/policy.ts';

const API = 'arn:aws:execute-api:us-east-1:123456789012:a1b2c3';
const TABLE = 'arn:aws:dynamodb:us-east-1:123456789012:table/Pets';

function policyOf(...statements: Record<string, unknown>[]) {
  const complete = statements.map((statement) => ({
    Effect: 'Allow',
    Action: 'execute-api:Invoke',
    ...('Principal' in statement ? {} : { Resource: '*' }),
    ...statement,
  }));
  return parsePolicy({ Version: '2012-10-17', Statement: complete }, 'Role.Policy');
}

function decide(statement: Record<string, unknown>, request: Partial<AccessRequest> = {}) {
  return evaluate([policyOf(statement)], {
    action: 'execute-api:Invoke',
    resource: `${API}/api/POST/pets`,
    context: {},
    ...request,
  });
}

function allows(statement: Record<string, unknown>, request: Partial<AccessRequest> = {}) {
  return decide(statement, request).allowed;
}

describe('An IAM policy', () => {
  describe('decides', () => {
    it('by default against the request', () => {
      const decision = evaluate([], { action: 's3:GetObject', context: {} });

      expect(decision).toEqual({
        allowed: false,
        by: 'no statement',
        explanation: 'No statement allows s3:GetObject.',
      });
    });

    it('for it when a statement allows it, and says which', () => {
      expect(decide({ Sid: 'Shop' })).toEqual({
        allowed: true,
        by: 'allow',
        statement: { place: 'Role.Policy.Statement[0]', sid: 'Shop' },
        explanation: `Role.Policy.Statement[0] (Shop) allows execute-api:Invoke on "${API}/api/POST/pets".`,
      });
    });

    it('against it when any policy denies it, wherever the deny stands', () => {
      const allow = policyOf({});
      const deny = policyOf({ Effect: 'Deny' });
      for (const policies of [
        [allow, deny],
        [deny, allow],
      ]) {
        const decision = evaluate(policies, {
          action: 'execute-api:Invoke',
          resource: API,
          context: {},
        });

        expect(decision.allowed).toBeFalse();
        expect(decision.by).toBe('explicit deny');
        expect(decision.statement?.place).toBe('Role.Policy.Statement[0]');
      }
    });

    it('with all of Action, Resource, Principal and Condition, not with one of them', () => {
      const statement = {
        Action: 'execute-api:Invoke',
        Resource: `${API}/api/GET/*`,
        Principal: { AWS: '123456789012' },
        Condition: { StringEquals: { 'aws:PrincipalTag/role': 'admin' } },
      };
      const request: AccessRequest = {
        action: 'execute-api:Invoke',
        resource: `${API}/api/GET/pets`,
        principal: { type: 'AWS', value: 'arn:aws:iam::123456789012:user/ann' },
        context: { 'aws:PrincipalTag/role': 'admin' },
      };

      expect(allows(statement, request)).toBeTrue();
      expect(
        allows(statement, { ...request, action: 'execute-api:ManageConnections' }),
      ).toBeFalse();
      expect(allows(statement, { ...request, resource: `${API}/api/POST/pets` })).toBeFalse();
      expect(
        allows(statement, {
          ...request,
          principal: { type: 'AWS', value: 'arn:aws:iam::999999999999:user/ann' },
        }),
      ).toBeFalse();
      expect(allows(statement, { ...request, context: {} })).toBeFalse();
    });

    it('nothing for a request that names no resource where the statement wants one', () => {
      const decision = evaluate([policyOf({ Resource: '*' })], {
        action: 'execute-api:Invoke',
        context: {},
      });

      expect(decision.allowed).toBeFalse();
    });
  });

  describe('matches an Action', () => {
    const table: [string, string, boolean][] = [
      ['execute-api:Invoke', 'execute-api:Invoke', true],
      ['EXECUTE-API:invoke', 'execute-api:Invoke', true],
      ['execute-api:*', 'execute-api:Invoke', true],
      ['execute-api:Inv?ke', 'execute-api:Invoke', true],
      ['*', 'execute-api:Invoke', true],
      ['execute-api:Invok', 'execute-api:Invoke', false],
      ['execute-api:Invoke?', 'execute-api:Invoke', false],
      ['dynamodb:Get*', 'dynamodb:PutItem', false],
      ['dynamodb:*', 'dynamodbx:GetItem', false],
    ];
    for (const [written, asked, expected] of table) {
      it(`${written} ${expected ? 'allows' : "doesn't allow"} ${asked}`, () => {
        expect(allows({ Action: written }, { action: asked })).toBe(expected);
      });
    }

    it('when one of several matches', () => {
      const statement = { Action: ['dynamodb:GetItem', 'dynamodb:Query'] };

      expect(allows(statement, { action: 'dynamodb:Query' })).toBeTrue();
      expect(allows(statement, { action: 'dynamodb:Scan' })).toBeFalse();
    });
  });

  describe('matches a Resource', () => {
    const table: [string, string, boolean][] = [
      [`${API}/api/POST/pets`, `${API}/api/POST/pets`, true],
      [`${API}/api/POST/pets`, `${API}/api/POST/pets/1`, false],
      [`${API}/api/POST/pets`, `${API}/api/POST/PETS`, false],
      [`${API}/api/PUT/pets/*`, `${API}/api/PUT/pets/7`, true],
      [`${API}/api/PUT/pets/*`, `${API}/api/PUT/pets/7/toys`, true],
      [`${API}/api/PUT/pets/*`, `${API}/api/PUT/pets`, false],
      [`${API}/*/GET/*`, `${API}/api/GET/pets`, true],
      [`${API}/api/P?T/pets/1`, `${API}/api/PUT/pets/1`, true],
      [`${API}/api/P?T/pets/1`, `${API}/api/POST/pets/1`, false],
      [`${TABLE}/index/*`, TABLE, false],
      [TABLE, `${TABLE}/index/SalesByTime`, false],
      ['arn:aws:dynamodb:*:*:table/Pets', TABLE, true],
      ['arn:aws:dynamodb:*', TABLE, true],
      ['arn:aws:dynamodb:us-*-1:123456789012:table/Pets', TABLE, true],
      ['arn:aws:s3:::b*/x', 'arn:aws:s3:::b:c/x', false],
      ['arn:aws:s3:::b*', 'arn:aws:s3:::b:c/x', true],
      ['arn:aws:s3:::b?c', 'arn:aws:s3:::b:c', false],
      ['arn:aws:s3:::🐕/?', 'arn:aws:s3:::🐕/🐈', true],
    ];
    for (const [written, asked, expected] of table) {
      it(`${written} ${expected ? 'covers' : "doesn't cover"} ${asked}`, () => {
        expect(allows({ Resource: written }, { resource: asked })).toBe(expected);
      });
    }
  });

  describe('matches a Principal', () => {
    const federated = 'arn:aws:iam::123456789012:oidc-provider/shop.eu.auth0.com/';
    const session = 'arn:aws:sts::123456789012:assumed-role/Auth0ApiRole/ann';
    const table: [string, unknown, AccessRequest['principal'], boolean][] = [
      [
        'the provider itself',
        { Federated: federated },
        { type: 'Federated', value: federated },
        true,
      ],
      [
        'not a provider without the slash',
        { Federated: federated },
        { type: 'Federated', value: federated.slice(0, -1) },
        false,
      ],
      [
        'not the same name of another type',
        { Federated: session },
        { type: 'AWS', value: session },
        false,
      ],
      ['everyone by "*"', '*', { type: 'Federated', value: federated }, true],
      ['every account by AWS "*"', { AWS: '*' }, { type: 'AWS', value: session }, true],
      ['nobody federated by AWS "*"', { AWS: '*' }, { type: 'Federated', value: federated }, false],
      ['everyone in an account', { AWS: '123456789012' }, { type: 'AWS', value: session }, true],
      [
        'everyone in an account by its root',
        { AWS: 'arn:aws:iam::123456789012:root' },
        { type: 'AWS', value: session },
        true,
      ],
      [
        'nobody in another account',
        { AWS: '123456789013' },
        { type: 'AWS', value: session },
        false,
      ],
      [
        "a role's sessions",
        { AWS: 'arn:aws:iam::123456789012:role/shop/Auth0ApiRole' },
        { type: 'AWS', value: session },
        true,
      ],
      [
        "not another role's sessions",
        { AWS: 'arn:aws:iam::123456789012:role/Auth0ApiSocialRole' },
        { type: 'AWS', value: session },
        false,
      ],
      [
        'a service',
        { Service: ['lambda.amazonaws.com', 'apigateway.amazonaws.com'] },
        { type: 'Service', value: 'apigateway.amazonaws.com' },
        true,
      ],
      ['nobody when nobody asks', '*', undefined, false],
    ];
    for (const [name, written, principal, expected] of table) {
      it(name, () => {
        const request: AccessRequest = {
          action: 'execute-api:Invoke',
          context: {},
          ...(principal && { principal }),
        };

        expect(evaluate([policyOf({ Principal: written })], request).allowed).toBe(expected);
      });
    }
  });

  describe('replaces policy variables', () => {
    const own = { Resource: `${TABLE}/user/\${aws:PrincipalTag/name}` };
    const as = (name: string | string[], resource: string) => ({
      resource: `${TABLE}/user/${resource}`,
      context: { 'aws:PrincipalTag/name': name },
    });

    it('in a Resource, whatever the case of the key', () => {
      expect(allows(own, as('ann', 'ann'))).toBeTrue();
      expect(allows(own, as('ann', 'bob'))).toBeFalse();
      expect(
        allows(own, { resource: `${TABLE}/user/ann`, context: { 'AWS:principaltag/NAME': 'ann' } }),
      ).toBeTrue();
    });

    it('by plain text: a wildcard in the value is none', () => {
      expect(allows(own, as('*', 'bob'))).toBeFalse();
      expect(allows(own, as('b?b', 'bob'))).toBeFalse();
      expect(allows(own, as('*', '*'))).toBeTrue();
      expect(allows(own, as('${aws:userid}', '${aws:userid}'))).toBeTrue();
    });

    it('so that a value has no say in what the wildcards around it reach', () => {
      const statement = { Resource: 'arn:aws:s3:::b*${aws:PrincipalTag/name}' };
      const request = { context: { 'aws:PrincipalTag/name': ':x' } };

      expect(allows(statement, { ...request, resource: 'arn:aws:s3:::b1:x' })).toBeTrue();
      expect(allows(statement, { ...request, resource: 'arn:aws:s3:::b:1:x' })).toBeFalse();
    });

    it('never by nothing: without a value, or with several, the element matches nothing', () => {
      expect(allows(own, { resource: `${TABLE}/user/`, context: {} })).toBeFalse();
      expect(allows(own, as(['ann', 'bob'], 'ann'))).toBeFalse();
    });

    it('by their default when there is no value', () => {
      const statement = { Resource: `${TABLE}/user/\${aws:PrincipalTag/name, 'guest*'}` };

      expect(allows(statement, { resource: `${TABLE}/user/guest*` })).toBeTrue();
      expect(allows(statement, { resource: `${TABLE}/user/guest1` })).toBeFalse();
      expect(allows(statement, as('ann', 'ann'))).toBeTrue();
      expect(allows(statement, as('ann', 'guest*'))).toBeFalse();
    });

    it('and the escapes of *, ? and $ by these characters', () => {
      const statement = { Resource: `${TABLE}/\${*}\${?}\${$}{aws:userid}` };

      expect(allows(statement, { resource: `${TABLE}/*?\${aws:userid}` })).toBeTrue();
      expect(allows(statement, { resource: `${TABLE}/ab\${aws:userid}` })).toBeFalse();
    });

    it('only since version 2012-10-17', () => {
      const policy = parsePolicy(
        {
          Version: '2008-10-17',
          Statement: { Effect: 'Allow', Action: '*', Resource: `${TABLE}/\${aws:userid}` },
        },
        'Old',
      );
      const ask = (resource: string) =>
        evaluate([policy], { action: 'a:B', resource, context: { 'aws:userid': 'ann' } }).allowed;

      expect(ask(`${TABLE}/ann`)).toBeFalse();
      expect(ask(`${TABLE}/\${aws:userid}`)).toBeTrue();
    });
  });

  describe('explains to a developer', () => {
    const condition = { StringEquals: { 'aws:RequestTag/role': ['admin', 'owner'] } };

    it('the condition that failed, with what it expects and what came', () => {
      const { explanation } = decide(
        { Sid: 'Keepers', Condition: condition },
        { context: { 'aws:RequestTag/role': 'social' } },
      );

      expect(explanation).toBe(
        `No statement allows execute-api:Invoke on "${API}/api/POST/pets". Closest is ` +
          'Role.Policy.Statement[0] (Keepers): its Condition StringEquals aws:RequestTag/role ' +
          'expects "admin" or "owner", the request has "social".',
      );
    });

    it('that a key is missing', () => {
      expect(decide({ Condition: condition }).explanation).toContain('the request has nothing.');
    });

    it('the statement that came closest, not the first', () => {
      const policy = policyOf(
        { Action: 's3:GetObject' },
        { Resource: `${API}/api/GET/pets` },
        { Effect: 'Deny', Condition: condition },
      );
      const { explanation } = evaluate([policy], {
        action: 'execute-api:Invoke',
        resource: `${API}/api/POST/pets`,
        context: {},
      });

      expect(explanation).toContain(
        `Closest is Role.Policy.Statement[1]: its Resource is "${API}/api/GET/pets", ` +
          `asked for is "${API}/api/POST/pets".`,
      );
    });

    it('the statement of which only a condition failed before one of which the resource did', () => {
      const policy = policyOf({ Resource: `${API}/api/GET/pets` }, { Condition: condition });
      const { explanation } = evaluate([policy], {
        action: 'execute-api:Invoke',
        resource: `${API}/api/POST/pets`,
        context: {},
      });

      expect(explanation).toContain('Closest is Role.Policy.Statement[1]: its Condition');
    });

    it('an Action or a Principal that differs', () => {
      expect(decide({ Action: 's3:GetObject' }).explanation).toContain(
        'its Action is "s3:GetObject", asked for is "execute-api:Invoke"',
      );
      expect(
        evaluate([policyOf({ Principal: { AWS: '123456789012' } })], {
          action: 'execute-api:Invoke',
          context: {},
        }).explanation,
      ).toContain('its Principal is AWS "123456789012", who asks is nobody known');
    });

    it('in one line, whatever the request holds', () => {
      const { explanation } = decide(
        { Condition: condition },
        { resource: 'arn:a\n', context: { 'aws:RequestTag/role': 'a\r\nb' } },
      );

      expect(explanation).not.toMatch(/[\r\n]/);
    });
  });

  it('names the condition keys that it looks at, so that a missing one can be refused early', () => {
    const policy = policyOf({
      Resource: `${TABLE}/\${aws:userid}`,
      Condition: { StringLike: { 'aws:PrincipalTag/a': '${aws:RequestTag/b}-*' } },
    });

    expect([...contextKeys(policy)].sort()).toEqual([
      'aws:principaltag/a',
      'aws:requesttag/b',
      'aws:userid',
    ]);
  });

  describe('is refused loudly', () => {
    const good = { Effect: 'Allow', Action: 'a:B', Resource: '*' };
    const version = '2012-10-17';
    const table: [string, unknown, string][] = [
      ['when it is no object', 7, 'P: expected an object, not 7'],
      ['when it is no JSON', '{', 'P: it is not JSON'],
      ['without a version', { Statement: good }, 'P.Version: expected "2012-10-17", it is missing'],
      ['with another version', { Version: '2020-01-01', Statement: good }, 'found "2020-01-01"'],
      ['without a statement', { Version: version }, 'P.Statement[0]: expected an object'],
      ['with no statement', { Version: version, Statement: [] }, 'P.Statement: it is empty'],
      ['with an unknown element', { Version: version, Statements: [] }, "P: element 'Statements'"],
    ];
    const statements: [string, Record<string, unknown>, string][] = [
      ['with NotAction', { ...good, NotAction: 'a:C' }, "P.Statement[0]: element 'NotAction'"],
      ['with NotResource', { ...good, NotResource: '*' }, "element 'NotResource' is not supported"],
      ['with NotPrincipal', { ...good, NotPrincipal: '*' }, "element 'NotPrincipal'"],
      ['with a misspelt element', { ...good, condition: {} }, "element 'condition'"],
      [
        'with a prototype for a statement',
        JSON.parse('{"__proto__": {}}') as typeof good,
        "element '__proto__'",
      ],
      ['with another effect', { ...good, Effect: 'allow' }, 'Effect: expected "Allow" or "Deny"'],
      ['without an action', { Effect: 'Allow', Resource: '*' }, 'P.Statement[0].Action: expected'],
      ['with an empty list of actions', { ...good, Action: [] }, 'Action: expected a string'],
      ['with an action that is none', { ...good, Action: 'Invoke' }, "'Invoke' is not an action"],
      ['with a variable in an action', { ...good, Action: 's3:${aws:userid}' }, 'is not an action'],
      ['without a resource', { Effect: 'Allow', Action: 'a:B' }, "expected a 'Resource'"],
      ['with a resource that is none', { ...good, Resource: 'pets' }, "'pets' is neither"],
      ['with half an ARN', { ...good, Resource: 'arn:aws:s3' }, "'arn:aws:s3' is neither"],
      [
        'with a variable in the front of an ARN',
        { ...good, Resource: 'arn:aws:s3:${aws:userid}::x' },
        'before the last part of the ARN',
      ],
      ['with a resource that is no string', { ...good, Resource: [{ Ref: 'X' }] }, '{"Ref":"X"}'],
      ['with a number for a Sid', { ...good, Sid: 1 }, 'P.Statement[0].Sid: expected a string'],
      [
        'with a wildcard in a principal',
        { ...good, Principal: { AWS: 'arn:aws:iam::123456789012:role/*' } },
        'P.Statement[0].Principal.AWS: expected a name without wildcards',
      ],
      [
        'with any provider at all',
        { ...good, Principal: { Federated: '*' } },
        'Principal.Federated',
      ],
      [
        'with an unknown principal',
        { ...good, Principal: { CanonicalUser: 'x' } },
        "'CanonicalUser'",
      ],
      ['with nobody as principal', { ...good, Principal: {} }, 'Principal: it names nobody'],
      [
        'with an unknown operator',
        { ...good, Condition: { DateLessThan: { 'aws:CurrentTime': '2030-01-01T00:00:00Z' } } },
        "P.Statement[0].Condition: operator 'DateLessThan' is not supported",
      ],
      [
        'with an operator in the wrong case',
        { ...good, Condition: { stringEquals: { 'a:b': 'c' } } },
        "operator 'stringEquals'",
      ],
      [
        'with an operator that every object has',
        { ...good, Condition: { constructor: { 'a:b': 'c' } } },
        "operator 'constructor'",
      ],
      [
        'with an unknown set operator',
        { ...good, Condition: { 'ForSomeValues:StringEquals': { 'a:b': 'c' } } },
        "operator 'ForSomeValues:StringEquals'",
      ],
      [
        'with Null and IfExists',
        { ...good, Condition: { NullIfExists: { 'a:b': 'true' } } },
        "'Null' asks by itself",
      ],
      [
        'with ForAnyValue and IfExists',
        { ...good, Condition: { 'ForAnyValue:StringEqualsIfExists': { 'a:b': 'c' } } },
        'ForAnyValue: means together with IfExists',
      ],
      [
        'with a list key and no set operator',
        { ...good, Condition: { StringEquals: { 'aws:TagKeys': 'role' } } },
        "write 'ForAllValues:StringEquals' or 'ForAnyValue:StringEquals'",
      ],
      [
        'with a variable for a key',
        { ...good, Condition: { StringEquals: { '${aws:userid}:x': 'c' } } },
        'is not a condition key',
      ],
      [
        'with a number to compare with',
        { ...good, Condition: { StringEquals: { 'a:b': 1 } } },
        "'a:b' expects a string, not 1",
      ],
      [
        'with nothing to compare with',
        { ...good, Condition: { StringEquals: { 'a:b': [] } } },
        "'a:b' has no value",
      ],
      [
        'with a truth that is none',
        { ...good, Condition: { Bool: { 'aws:SecureTransport': 'yes' } } },
        'expects "true" or "false", not "yes"',
      ],
      [
        'with an ARN to compare with that is none',
        { ...good, Condition: { ArnLike: { 'aws:PrincipalArn': '*' } } },
        "'*' is not an ARN with its six parts",
      ],
      [
        'with a variable that is not closed',
        { ...good, Resource: 'arn:aws:s3:::${aws:userid' },
        "'${aws:userid' is not closed",
      ],
      [
        'with a variable that is no key',
        { ...good, Resource: 'arn:aws:s3:::${PetsTable}' },
        "'${PetsTable}' is not a policy variable",
      ],
      [
        'with a list for a variable',
        { ...good, Resource: 'arn:aws:s3:::${aws:TagKeys}' },
        "'aws:TagKeys' holds several values",
      ],
    ];
    for (const [name, document, message] of [
      ...table,
      ...statements.map(
        ([name, Statement, message]) => [name, { Version: version, Statement }, message] as const,
      ),
    ]) {
      it(name, () => {
        expect(() => parsePolicy(document, 'P')).toThrowMatching(
          (error: unknown) => error instanceof UnsupportedPolicy && error.message.includes(message),
        );
      });
    }
  });
});
