import { evaluate } from '../src/iam/evaluate.ts';
import type { AccessRequest } from '../src/iam/evaluate.ts';
import { parsePolicy, UnsupportedPolicy } from '../src/iam/policy.ts';

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
        expect(decision.explanation).toBe(
          `Role.Policy.Statement[0] denies execute-api:Invoke on "${API}".`,
        );
      }
    });

    it('with all of Action, Resource, Principal and Condition, not with one of them', () => {
      const statement = {
        Action: 'execute-api:Invoke',
        Resource: `${API}/api/GET/*`,
        Principal: { AWS: 'arn:aws:iam::123456789012:user/ann' },
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
      ['arn:aws:dynamodb:*:*:*', TABLE, true],
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
      ["one of a role's sessions", { AWS: session }, { type: 'AWS', value: session }, true],
      ['not another session', { AWS: session }, { type: 'AWS', value: `${session}a` }, false],
      [
        'nobody by a wildcard in their own name',
        { Federated: federated },
        { type: 'Federated', value: '*' },
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

    it('what a variable stands for in this request', () => {
      const own = { StringEquals: { 'sts:RoleSessionName': '${aws:RequestTag/session}' } };
      const name = { 'sts:RoleSessionName': 'eve' };
      const explained = (context: Record<string, string>) =>
        decide({ Condition: own }, { context: { ...name, ...context } }).explanation;

      expect(explained({ 'aws:RequestTag/session': 'amazon-62' })).toContain(
        'expects "${aws:RequestTag/session}" = "amazon-62", the request has "eve"',
      );
      expect(explained({})).toContain('expects "${aws:RequestTag/session}" = "(nothing)"');
    });

    it('no address, and nothing that is as long as a token', () => {
      const { explanation } = decide(
        { Condition: { StringEquals: { 'aws:RequestTag/role': 'x-${aws:RequestTag/email}' } } },
        {
          context: {
            'aws:RequestTag/email': 'ann@example.org',
            'aws:RequestTag/role': `eyJ${'a'.repeat(300)}`,
          },
        },
      );
      expect(explanation).toContain('= "(address)", the request has "eyJaaaaaaaaaaaaaaaaa…".');
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
        `Closest is Role.Policy.Statement[1]: its Resource expects "${API}/api/GET/pets", ` +
          `the request has "${API}/api/POST/pets".`,
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
        'its Action expects "s3:GetObject", the request has "execute-api:Invoke"',
      );
      expect(
        evaluate([policyOf({ Principal: { Service: 'a.amazonaws.com' } })], {
          action: 'execute-api:Invoke',
          context: {},
        }).explanation,
      ).toContain('its Principal expects "Service a.amazonaws.com", the request has nothing');
    });

    it('in one line, whatever the request holds', () => {
      const { explanation } = decide(
        { Condition: condition },
        { resource: 'arn:a\n', context: { 'aws:RequestTag/role': 'a\r\nb' } },
      );

      expect(explanation).not.toMatch(/[\r\n]/);
    });
  });

  describe('is refused loudly', () => {
    const good = { Effect: 'Allow', Action: 'a:B', Resource: '*' };
    const version = '2012-10-17';
    const table: [string, unknown, string][] = [
      ['when it is no object', 7, 'P: expected an object, not 7'],
      ['when it is no JSON', '{', 'P: it is not JSON'],
      ['without a version', { Statement: good }, 'P.Version: expected 2012-10-17, not undefined'],
      ['with another version', { Version: '2020-01-01', Statement: good }, 'not 2020-01-01'],
      [
        'with the version that has no policy variables',
        { Version: '2008-10-17', Statement: good },
        'P.Version: expected 2012-10-17, not 2008-10-17',
      ],
      ['without a statement', { Version: version }, 'P.Statement[0]: expected an object'],
      ['with no statement', { Version: version, Statement: [] }, 'P.Statement: it is empty'],
      [
        'with an unknown element',
        { Version: version, Statements: [] },
        "P: expected Version,Id,Statement, not 'Statements'",
      ],
    ];
    const statements: [string, Record<string, unknown>, string][] = [
      ['with NotAction', { ...good, NotAction: 'a:C' }, "Condition, not 'NotAction'"],
      ['with NotResource', { ...good, NotResource: '*' }, "Condition, not 'NotResource'"],
      ['with NotPrincipal', { ...good, NotPrincipal: '*' }, "Condition, not 'NotPrincipal'"],
      ['with a misspelt element', { ...good, condition: {} }, "Condition, not 'condition'"],
      [
        'with a prototype for a statement',
        JSON.parse('{"__proto__": {}}') as typeof good,
        "Condition, not '__proto__'",
      ],
      [
        'with another effect',
        { ...good, Effect: 'allow' },
        'Effect: expected Allow or Deny, not allow',
      ],
      ['without an action', { Effect: 'Allow', Resource: '*' }, 'P.Statement[0].Action: expected'],
      [
        'with an empty list of actions',
        { ...good, Action: [] },
        'Action: expected one string or more, not []',
      ],
      ['with an action that is none', { ...good, Action: 'Invoke' }, 'Action: expected action'],
      [
        'with a variable in an action',
        { ...good, Action: 's3:${aws:userid}' },
        "not 's3:${aws:userid}'",
      ],
      ['without a resource', { Effect: 'Allow', Action: 'a:B' }, "expected a 'Resource'"],
      [
        'with a resource that is none',
        { ...good, Resource: 'pets' },
        'Resource: expected resource',
      ],
      ['with half an ARN', { ...good, Resource: 'arn:aws:s3' }, "not 'arn:aws:s3'"],
      [
        'with a variable in the front of an ARN',
        { ...good, Resource: 'arn:aws:s3:${aws:userid}::x' },
        "not 'arn:aws:s3:${aws:userid}::x'",
      ],
      ['with a resource that is no string', { ...good, Resource: [{ Ref: 'X' }] }, '{"Ref":"X"}'],
      [
        'with a wildcard in a principal',
        { ...good, Principal: { AWS: 'arn:aws:iam::123456789012:role/*' } },
        'P.Statement[0].Principal: expected principal',
      ],
      [
        'with an account, which stands for everyone in it',
        { ...good, Principal: { AWS: '123456789012' } },
        "not 'AWS 123456789012'",
      ],
      [
        'with the root of an account',
        { ...good, Principal: { AWS: 'arn:aws:iam::123456789012:root' } },
        "not 'AWS arn:aws:iam::123456789012:root'",
      ],
      [
        'with a role, which stands for all its sessions',
        { ...good, Principal: { AWS: 'arn:aws:iam::123456789012:role/Auth0ApiRole' } },
        "not 'AWS arn:aws:iam::123456789012:role/Auth0ApiRole'",
      ],
      ['with every account', { ...good, Principal: { AWS: '*' } }, "not 'AWS *'"],
      [
        'with a variable in a principal',
        { ...good, Principal: { Federated: '${aws:userid}' } },
        "not 'Federated ${aws:userid}'",
      ],
      ['with any provider at all', { ...good, Principal: { Federated: '*' } }, "not 'Federated *'"],
      [
        'with an unknown principal',
        { ...good, Principal: { CanonicalUser: 'x' } },
        "Principal: expected AWS,Federated,Service, not 'CanonicalUser'",
      ],
      [
        'with nobody as principal',
        { ...good, Principal: {} },
        'Principal: expected an object, not {}',
      ],
      [
        'with an unknown operator',
        { ...good, Condition: { DateLessThan: { 'aws:CurrentTime': '2030-01-01T00:00:00Z' } } },
        'P.Statement[0].Condition: expected ',
      ],
      [
        'with a comparison of strings under the name of ARNs',
        { ...good, Condition: { ArnEqualsIgnoreCase: { 'a:b': 'arn:a:b:c:d:e' } } },
        "not 'ArnEqualsIgnoreCase'",
      ],
      [
        'with a negation that AWS does not have',
        { ...good, Condition: { BoolNot: { 'a:b': 'true' } } },
        "not 'BoolNot'",
      ],
      [
        'with an operator in the wrong case',
        { ...good, Condition: { stringEquals: { 'a:b': 'c' } } },
        "not 'stringEquals'",
      ],
      [
        'with an operator that every object has',
        { ...good, Condition: { constructor: { 'a:b': 'c' } } },
        "not 'constructor'",
      ],
      [
        'with an unknown set operator',
        { ...good, Condition: { 'ForSomeValues:StringEquals': { 'a:b': 'c' } } },
        "not 'ForSomeValues:StringEquals'",
      ],
      [
        'with Null and IfExists',
        { ...good, Condition: { NullIfExists: { 'a:b': 'true' } } },
        "not 'NullIfExists'",
      ],
      [
        'with ForAnyValue and IfExists',
        { ...good, Condition: { 'ForAnyValue:StringEqualsIfExists': { 'a:b': 'c' } } },
        "not 'ForAnyValue:StringEqualsIfExists'",
      ],
      [
        'with a variable for a key',
        { ...good, Condition: { StringEquals: { '${aws:userid}:x': 'c' } } },
        'it is not a condition key',
      ],
      [
        'with the name of an element for a key',
        { ...good, Condition: { StringEquals: { Action: 'a:B' } } },
        'it is not a condition key',
      ],
      [
        'with a number to compare with',
        { ...good, Condition: { StringEquals: { 'a:b': 1 } } },
        'StringEquals.a:b: expected one string or more, not 1',
      ],
      [
        'with nothing to compare with',
        { ...good, Condition: { StringEquals: { 'a:b': [] } } },
        'StringEquals.a:b: expected one string or more, not []',
      ],
      [
        'with a truth that is none',
        { ...good, Condition: { Bool: { 'aws:SecureTransport': 'yes' } } },
        "expected boolean ^(true|false)$, not 'yes'",
      ],
      [
        'with an ARN to compare with that is none',
        { ...good, Condition: { ArnLike: { 'aws:PrincipalArn': '*' } } },
        'Condition.ArnLike.aws:PrincipalArn: expected arn',
      ],
      [
        'with a variable that is not closed',
        { ...good, Resource: 'arn:aws:s3:::${aws:userid' },
        "'${aws:userid' is not a variable",
      ],
      [
        'with a variable that is no key',
        { ...good, Resource: 'arn:aws:s3:::${PetsTable}' },
        "'${PetsTable}' is not a variable",
      ],
      [
        'with a default value for a variable',
        { ...good, Resource: "arn:aws:s3:::${aws:userid, 'x'}" },
        "'${aws:userid, 'x'}' is not a variable",
      ],
      ['with an escape', { ...good, Resource: 'arn:aws:s3:::${*}' }, "'${*}' is not a variable"],
      ['with empty conditions', { ...good, Condition: {} }, 'Condition: expected an object'],
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
