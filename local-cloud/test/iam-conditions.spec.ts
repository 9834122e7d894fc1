import { evaluate } from '../src/iam/evaluate.ts';
import type { AccessRequest } from '../src/iam/evaluate.ts';
import { parsePolicy } from '../src/iam/policy.ts';

function meets(condition: Record<string, unknown>, context: AccessRequest['context']): boolean {
  const policy = parsePolicy(
    {
      Version: '2012-10-17',
      Statement: { Effect: 'Allow', Action: '*', Resource: '*', Condition: condition },
    },
    'P',
  );
  return evaluate([policy], { action: 'a:B', resource: 'arn:aws:s3:::b', context }).allowed;
}

const ARN = 'arn:aws:iam::123456789012:role/shop/Admin';

describe('An IAM condition', () => {
  /** Operator, what the policy says, the request's value (none when undefined), whether it is met. */
  const table: [string, unknown, string | string[] | undefined, boolean][] = [
    ['StringEquals', 'admin', 'admin', true],
    ['StringEquals', 'admin', 'Admin', false],
    ['StringEquals', 'adm*', 'admin', false],
    ['StringEquals', 'adm*', 'adm*', true],
    ['StringEquals', ['admin', 'social'], 'social', true],
    ['StringEquals', 'admin', undefined, false],
    ['StringEquals', 'admin', ['admin', 'social'], false],
    ['StringNotEquals', 'admin', 'social', true],
    ['StringNotEquals', ['admin', 'social'], 'social', false],
    ['StringNotEquals', 'admin', undefined, true],
    ['StringEqualsIgnoreCase', 'ADMIN', 'admin', true],
    ['StringEqualsIgnoreCase', 'ADMIN', 'adm', false],
    ['StringNotEqualsIgnoreCase', 'ADMIN', 'admin', false],
    ['StringNotEqualsIgnoreCase', 'ADMIN', undefined, true],
    ['StringLike', 'amazon|*', 'amazon|123', true],
    ['StringLike', 'a?c', 'abc', true],
    ['StringLike', 'a?c', 'ac', false],
    ['StringLike', '*', undefined, false],
    ['StringLike', 'A*', 'abc', false],
    ['StringNotLike', ['a*', 'b*'], 'c', true],
    ['StringNotLike', ['a*', 'b*'], 'bee', false],
    ['StringNotLike', '*', undefined, true],
    ['ArnEquals', ARN, ARN, true],
    ['ArnEquals', 'arn:aws:iam::123456789012:role/*', ARN, true],
    ['ArnLike', 'arn:aws:iam::*:role/*/Admin', ARN, true],
    ['ArnLike', 'arn:aws:iam::*:role/Admin', ARN, false],
    ['ArnLike', 'arn:*:role/shop/Admin:*:*:*', ARN, false],
    ['ArnLike', 'arn:aws:s3:::b*', 'arn:aws:s3:::b:c', true],
    ['ArnLike', 'arn:aws:s3::*:b', 'arn:aws:s3::1:a:b', false],
    ['ArnLike', 'arn:*:*:*:*:*', 'not an ARN', false],
    ['ArnLike', '${a:key}', 'not an ARN', false],
    ['ArnNotEquals', ARN, ARN, false],
    ['ArnNotLike', 'arn:aws:iam::999999999999:*', ARN, true],
    ['ArnNotLike', 'arn:aws:iam::999999999999:*', undefined, true],
    ['Bool', 'true', 'true', true],
    ['Bool', true, 'True', true],
    ['Bool', 'true', 'false', false],
    ['Bool', 'false', undefined, false],
    ['Null', 'true', undefined, true],
    ['Null', 'true', 'x', false],
    ['Null', 'false', 'x', true],
    ['Null', false, undefined, false],
    ['Null', 'true', [], true],
    ['StringEqualsIfExists', 'admin', undefined, true],
    ['StringEqualsIfExists', 'admin', 'admin', true],
    ['StringEqualsIfExists', 'admin', 'social', false],
    ['ArnLikeIfExists', 'arn:aws:iam::1:*', undefined, true],
    ['BoolIfExists', 'true', undefined, true],
    ['BoolIfExists', 'true', 'false', false],
    ['StringNotEqualsIfExists', 'admin', 'admin', false],
    ['ForAllValues:StringEquals', ['role', 'team'], ['role'], true],
    ['ForAllValues:StringEquals', ['role', 'team'], ['role', 'team'], true],
    ['ForAllValues:StringEquals', ['role'], ['role', 'admin'], false],
    ['ForAllValues:StringEquals', 'role', undefined, true],
    ['ForAllValues:StringEquals', 'role', [], true],
    ['ForAllValues:StringEquals', 'role', '', true],
    ['ForAllValues:StringEquals', 'role', 'role', true],
    ['ForAllValues:StringEqualsIfExists', 'role', ['x'], false],
    ['ForAllValues:StringNotEquals', 'role', ['a', 'b'], true],
    ['ForAllValues:StringNotEquals', 'role', ['a', 'role'], false],
    ['ForAllValues:StringLike', 'r*', ['role', 'rank'], true],
    ['ForAnyValue:StringEquals', ['role', 'team'], ['x', 'team'], true],
    ['ForAnyValue:StringEquals', ['role', 'team'], ['x', 'y'], false],
    ['ForAnyValue:StringEquals', 'role', undefined, false],
    ['ForAnyValue:StringEquals', 'role', [], false],
    ['ForAnyValue:StringNotEquals', 'role', ['role', 'x'], true],
    ['ForAnyValue:StringNotEquals', 'role', ['role'], false],
    ['ForAnyValue:StringNotEquals', 'role', undefined, false],
    ['ForAnyValue:ArnLike', 'arn:aws:iam::*:role/*', ['x', ARN], true],
  ];
  for (const [operator, written, value, expected] of table) {
    const having = value === undefined ? 'no value' : JSON.stringify(value);
    it(`${operator} ${JSON.stringify(written)} is ${expected ? 'met' : 'not met'} by ${having}`, () => {
      const context = value === undefined ? {} : { 'a:key': value };

      expect(meets({ [operator]: { 'a:key': written } }, context)).toBe(expected);
    });
  }

  it('finds its key whatever the case', () => {
    expect(
      meets({ StringEquals: { 'aws:RequestTag/role': 'a' } }, { 'AWS:requesttag/ROLE': 'a' }),
    ).toBeTrue();
  });

  it('takes no key from what every object inherits', () => {
    expect(meets({ Null: { 'a:constructor': 'true' } }, {})).toBeTrue();
    expect(meets({ StringLike: { '__proto__:x': '*' } }, {})).toBeFalse();
  });

  it('wants all its operators and all their keys', () => {
    const condition = {
      StringEquals: { 'a:one': '1', 'a:two': '2' },
      StringLike: { 'a:three': '3*' },
    };

    expect(meets(condition, { 'a:one': '1', 'a:two': '2', 'a:three': '33' })).toBeTrue();
    expect(meets(condition, { 'a:one': '1', 'a:two': '2', 'a:three': '4' })).toBeFalse();
    expect(meets(condition, { 'a:one': '1', 'a:two': 'x', 'a:three': '33' })).toBeFalse();
    expect(meets(condition, { 'a:two': '2', 'a:three': '33' })).toBeFalse();
  });

  describe('with a policy variable', () => {
    const same = { StringEquals: { 'aws:RequestTag/team': '${aws:PrincipalTag/team}' } };

    it("compares with the request's own value", () => {
      const own = { 'aws:PrincipalTag/team': 'red' };

      expect(meets(same, { ...own, 'aws:RequestTag/team': 'red' })).toBeTrue();
      expect(meets(same, { ...own, 'aws:RequestTag/team': 'blue' })).toBeFalse();
    });

    it('is not met when neither has a value', () => {
      expect(meets(same, {})).toBeFalse();
      expect(meets(same, { 'aws:RequestTag/team': '' })).toBeFalse();
    });

    it('is met by a negated operator when the variable has no value', () => {
      const differs = { StringNotEquals: { 'aws:RequestTag/team': '${aws:PrincipalTag/team}' } };

      expect(meets(differs, { 'aws:RequestTag/team': 'red' })).toBeTrue();
    });

    it('gives its value no wildcards', () => {
      const like = { StringLike: { 'aws:RequestTag/team': '${aws:PrincipalTag/team}-*' } };
      const arn = { ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::${aws:PrincipalTag/team}' } };

      expect(
        meets(like, { 'aws:PrincipalTag/team': '*', 'aws:RequestTag/team': 'x-1' }),
      ).toBeFalse();
      expect(
        meets(like, { 'aws:PrincipalTag/team': '*', 'aws:RequestTag/team': '*-1' }),
      ).toBeTrue();
      expect(
        meets(arn, { 'aws:PrincipalTag/team': '*', 'aws:SourceArn': 'arn:aws:s3:::b' }),
      ).toBeFalse();
    });

    it('can be a whole ARN', () => {
      const self = { ArnEquals: { 'aws:SourceArn': '${aws:PrincipalArn}' } };

      expect(meets(self, { 'aws:SourceArn': ARN, 'aws:PrincipalArn': ARN })).toBeTrue();
      expect(meets(self, { 'aws:SourceArn': ARN, 'aws:PrincipalArn': `${ARN}2` })).toBeFalse();
    });
  });
});
