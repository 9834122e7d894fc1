import fc from 'fast-check';
import { evaluate } from '../src/iam/evaluate.ts';
import type { AccessRequest } from '../src/iam/evaluate.ts';
import { matches as matchesPattern, parsePattern } from '../src/iam/pattern.ts';
import { parsePolicy } from '../src/iam/policy.ts';
import type { Policy } from '../src/iam/policy.ts';

const SEED = { seed: 20150830, numRuns: 500 };

const ACTIONS = ['a:Read', 'a:Write', 'a:*', '*', 'b:Re?d'];
const RESOURCES = [
  '*',
  'arn:aws:s3:::x',
  'arn:aws:s3:::*',
  'arn:aws:s3:::${k:one}',
  'arn:aws:*:::*',
];
const OPERATORS = [
  'StringEquals',
  'StringNotEquals',
  'StringLike',
  'StringEqualsIfExists',
  'ForAllValues:StringEquals',
  'ForAnyValue:StringLike',
];
const VALUES = ['x', 'y', 'x*', '*', '${k:two}', '${k:one}x'];

const condition = fc.record({
  operator: fc.constantFrom(...OPERATORS),
  key: fc.constantFrom('k:one', 'k:two'),
  values: fc.uniqueArray(fc.constantFrom(...VALUES), { minLength: 1, maxLength: 2 }),
});

const statement = (effect?: 'Allow' | 'Deny') =>
  fc
    .record({
      Effect: effect ? fc.constant(effect) : fc.constantFrom('Allow', 'Deny'),
      Action: fc.constantFrom(...ACTIONS),
      Resource: fc.constantFrom(...RESOURCES),
      conditions: fc.array(condition, { maxLength: 2 }),
    })
    .map(({ conditions, ...elements }) => ({
      ...elements,
      ...(conditions.length > 0 && {
        Condition: Object.fromEntries(
          conditions.map(({ operator, key, values }) => [operator, { [key]: values }]),
        ),
      }),
    }));

const value = fc.constantFrom('x', 'y', '*', 'xx', '');
const request: fc.Arbitrary<AccessRequest> = fc.record({
  action: fc.constantFrom('a:Read', 'a:Write', 'b:Read'),
  resource: fc.constantFrom('arn:aws:s3:::x', 'arn:aws:s3:::y', 'arn:aws:s3:::*'),
  context: fc.dictionary(
    fc.constantFrom('k:one', 'k:two'),
    fc.oneof(value, fc.array(value, { maxLength: 3 })),
  ),
});

function policyOf(statements: readonly unknown[]): Policy {
  return parsePolicy({ Version: '2012-10-17', Statement: statements }, 'P');
}

/** `*` and `?` by the definition, without any cleverness. */
function naive(pattern: string, text: string): boolean {
  if (pattern === '') return text === '';
  const [first, next] = [pattern.charAt(0), text.charAt(0)];
  if (first === '*')
    return naive(pattern.slice(1), text) || (next !== '' && naive(pattern, text.slice(1)));
  const isSame = next !== '' && (first === '?' || first === next);
  return isSame && naive(pattern.slice(1), text.slice(1));
}

function matches(pattern: string, text: string, value: string[] | string = []): boolean {
  return matchesPattern(parsePattern(pattern, 'P', 'like'), text, { 'k:one': value });
}

describe('IAM policies, whatever they say,', () => {
  it('allow nothing more when a deny is added', () => {
    fc.assert(
      fc.property(
        fc.array(statement(), { minLength: 1, maxLength: 4 }),
        statement('Deny'),
        request,
        (statements, deny, asked) => {
          const before = evaluate([policyOf(statements)], asked).allowed;
          const after = evaluate([policyOf([...statements, deny])], asked).allowed;

          return before || !after;
        },
      ),
      SEED,
    );
  });

  it('forbid nothing more when an allow is added', () => {
    fc.assert(
      fc.property(
        fc.array(statement(), { minLength: 1, maxLength: 4 }),
        statement('Allow'),
        request,
        (statements, allow, asked) => {
          const before = evaluate([policyOf(statements)], asked).allowed;
          const after = evaluate([policyOf([...statements, allow])], asked).allowed;

          return after || !before;
        },
      ),
      SEED,
    );
  });

  it('decide the same in any order, in one document or in several', () => {
    fc.assert(
      fc.property(
        fc
          .array(statement(), { minLength: 1, maxLength: 5 })
          .chain((statements) =>
            fc.tuple(
              fc.constant(statements),
              fc.shuffledSubarray(statements, { minLength: statements.length }),
            ),
          ),
        request,
        ([statements, shuffled], asked) => {
          const { by } = evaluate([policyOf(statements)], asked);

          return (
            evaluate([policyOf(shuffled)], asked).by === by &&
            evaluate(
              shuffled.map((one) => policyOf([one])),
              asked,
            ).by === by
          );
        },
      ),
      SEED,
    );
  });

  it('both allow and refuse what these properties ask, so that they say something', () => {
    const decisions = fc
      .sample(fc.tuple(fc.array(statement(), { minLength: 1, maxLength: 4 }), request), SEED)
      .map(([statements, asked]) => evaluate([policyOf(statements)], asked).by);

    for (const by of ['allow', 'explicit deny', 'no statement'] as const) {
      expect(decisions.filter((one) => one === by).length)
        .withContext(by)
        .toBeGreaterThan(40);
    }
  });

  it('match wildcards as their definition says', () => {
    const few = (characters: string) =>
      fc.string({ unit: fc.constantFrom(...characters.split('')), maxLength: 8 });

    fc.assert(
      fc.property(few('ab*?'), few('ab:'), (pattern, text) => {
        expect(matches(pattern, text)).toBe(naive(pattern, text));
      }),
      { ...SEED, numRuns: 3000 },
    );
  });

  it('take ? for one character of any script', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }), (character) => {
        expect(matches('a?b', `a${character}b`)).toBeTrue();
      }),
      SEED,
    );
  });

  it('match a variable by its value and by nothing else', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('*', '?', 'a', '$', '{', '}', ':') }),
        fc.string({ unit: fc.constantFrom('*', '?', 'a', '$', '{', '}', ':') }),
        (value, text) => {
          expect(matches('${k:one}', text, value)).toBe(value === text);
        },
      ),
      { ...SEED, numRuns: 2000 },
    );
  });

  it('decide in no time when a pattern is made to take long', () => {
    const start = performance.now();

    expect(matches('*a'.repeat(40), 'a'.repeat(2000) + 'b')).toBeFalse();
    expect(matches('*'.repeat(9000) + 'a', 'a'.repeat(2000) + 'b')).toBeFalse();
    expect(performance.now() - start).toBeLessThan(1000);
  });
});
