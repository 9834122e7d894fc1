import {
  isMultivaluedKey,
  matchesArn,
  matchesText,
  mayBeArn,
  parsePattern,
  resolvePattern,
  variableKeys,
  type Pattern,
} from './pattern.ts';
import { UnsupportedPolicy } from './unsupported-policy.ts';

type Comparison = 'equals' | 'equalsIgnoreCase' | 'like' | 'arn' | 'bool' | 'null';

const OPERATORS = new Map<string, { readonly comparison: Comparison; readonly negated: boolean }>([
  ['StringEquals', { comparison: 'equals', negated: false }],
  ['StringNotEquals', { comparison: 'equals', negated: true }],
  ['StringEqualsIgnoreCase', { comparison: 'equalsIgnoreCase', negated: false }],
  ['StringNotEqualsIgnoreCase', { comparison: 'equalsIgnoreCase', negated: true }],
  ['StringLike', { comparison: 'like', negated: false }],
  ['StringNotLike', { comparison: 'like', negated: true }],
  ['ArnEquals', { comparison: 'arn', negated: false }],
  ['ArnNotEquals', { comparison: 'arn', negated: true }],
  ['ArnLike', { comparison: 'arn', negated: false }],
  ['ArnNotLike', { comparison: 'arn', negated: true }],
  ['Bool', { comparison: 'bool', negated: false }],
  ['Null', { comparison: 'null', negated: false }],
]);

/** One key under one operator of a statement's `Condition`. */
export interface Condition {
  /** As written, for example `ForAllValues:StringEquals`. */
  readonly operator: string;
  /** As written, for example `aws:TagKeys`. */
  readonly key: string;
  readonly values: readonly Pattern[];
  readonly comparison: Comparison;
  readonly negated: boolean;
  readonly ifExists: boolean;
  readonly set: 'ForAllValues' | 'ForAnyValue' | undefined;
}

/** What is known about a request, by condition key; the keys' case doesn't matter. */
export class RequestContext {
  readonly #values = new Map<string, readonly string[]>();

  constructor(context: Readonly<Record<string, string | readonly string[]>>) {
    for (const [key, value] of Object.entries(context)) {
      this.#values.set(key.toLowerCase(), typeof value === 'string' ? [value] : value);
    }
  }

  /** Every value of the key; none when the request doesn't have it. */
  values(key: string): readonly string[] {
    return this.#values.get(key.toLowerCase()) ?? [];
  }

  /** The key's only value; undefined when it has none or several. */
  readonly valueOf = (key: string): string | undefined => {
    const values = this.values(key);
    return values.length === 1 ? values[0] : undefined;
  };
}

/**
 * Reads a statement's `Condition` element.
 *
 * @param variables whether the policy's version has policy variables
 * @throws UnsupportedPolicy for operators, keys and values that {@link isMet} can't decide
 */
export function parseConditions(element: unknown, place: string, variables: boolean): Condition[] {
  return entriesOf(element, place).flatMap(([operator, block]) =>
    entriesOf(block, `${place}.${operator}`).map(([key, value]) =>
      parseCondition({ operator, key, value, place, variables }),
    ),
  );
}

function parseCondition(written: {
  operator: string;
  key: string;
  value: unknown;
  place: string;
  variables: boolean;
}): Condition {
  const { operator, key, place } = written;
  const [, set, name = '', ifExists] =
    /^(?:(ForAllValues|ForAnyValue):)?(\w+?)(IfExists)?$/.exec(operator) ?? [];
  const known = OPERATORS.get(name);
  if (!known) {
    throw new UnsupportedPolicy(
      place,
      `operator '${operator}' is not supported; supported are ${[...OPERATORS.keys()].join(', ')}, with ForAllValues:, ForAnyValue: and IfExists`,
    );
  }
  const refuse = (what: string): never => {
    throw new UnsupportedPolicy(`${place}.${operator}`, what);
  };
  if (known.comparison === 'null' && (set || ifExists)) {
    refuse(`'Null' asks by itself whether a key exists; write 'Null'`);
  }
  if (set === 'ForAnyValue' && ifExists) {
    refuse(`AWS doesn't say what ForAnyValue: means together with IfExists; use one of them`);
  }
  if (!key.includes(':') || key.includes('${')) refuse(`'${key}' is not a condition key`);
  if (isMultivaluedKey(key) && !set && known.comparison !== 'null') {
    refuse(`'${key}' holds several values; write 'ForAllValues:${name}' or 'ForAnyValue:${name}'`);
  }

  const texts = (Array.isArray(written.value) ? written.value : [written.value]).map((value) => {
    const isTruth = known.comparison === 'bool' || known.comparison === 'null';
    if (isTruth && !/^(true|false)$/i.test(String(value))) {
      refuse(`'${key}' expects "true" or "false", not ${JSON.stringify(value)}`);
    }
    if (!isTruth && typeof value !== 'string') {
      refuse(`'${key}' expects a string, not ${JSON.stringify(value)}`);
    }
    return isTruth ? String(value).toLowerCase() : String(value);
  });
  if (texts.length === 0) refuse(`'${key}' has no value to compare with`);

  const values = texts.map((text) =>
    parsePattern(text, `${place}.${operator}.${key}`, {
      wildcards: known.comparison === 'like' || known.comparison === 'arn',
      variables: written.variables,
    }),
  );
  const noArn = known.comparison === 'arn' ? values.find((value) => !mayBeArn(value)) : undefined;
  if (noArn) refuse(`'${noArn.text}' is not an ARN with its six parts`);

  return {
    operator,
    key,
    values,
    ...known,
    ifExists: ifExists !== undefined,
    set: set as Condition['set'],
  };
}

/**
 * Whether the request meets the condition, as in "IAM JSON policy elements: Condition operators"
 * and "Multivalued context keys": the values are alternatives; a key that is missing fails, except
 * under a negated operator, `IfExists`, `Null` and `ForAllValues:`. Several values where a single
 * one is expected fail.
 */
export function isMet(condition: Condition, context: RequestContext): boolean {
  const actual = context.values(condition.key);
  if (condition.comparison === 'null') {
    return condition.values.some((value) => (value.text === 'true') === (actual.length === 0));
  }
  const holds = (value: string): boolean =>
    condition.values.some((expected) => compares(condition, expected, value, context)) !==
    condition.negated;

  // AWS: an empty string counts as no value to the set operators.
  const inSet = actual.filter((value) => value !== '');
  if (condition.set === 'ForAllValues') return inSet.every(holds);
  if (condition.set === 'ForAnyValue') return inSet.some(holds);
  if (actual.length === 0) return condition.negated || condition.ifExists;
  return actual.length === 1 && actual.every(holds);
}

function compares(
  { comparison }: Condition,
  expected: Pattern,
  actual: string,
  context: RequestContext,
): boolean {
  const glyphs = resolvePattern(expected, context.valueOf);
  if (!glyphs) return false;
  if (comparison === 'like') return matchesText(glyphs, actual);
  if (comparison === 'arn') return matchesArn(glyphs, actual);
  const text = glyphs.join('');
  if (comparison === 'equals') return text === actual;
  return text.toLowerCase() === actual.toLowerCase();
}

/** The condition keys that the condition looks at, those in its variables included. */
export function keysOf(condition: Condition): string[] {
  return [condition.key, ...condition.values.flatMap(variableKeys)];
}

function entriesOf(element: unknown, place: string): [string, unknown][] {
  if (typeof element !== 'object' || element === null || Array.isArray(element)) {
    throw new UnsupportedPolicy(place, `expected an object, not ${JSON.stringify(element)}`);
  }
  return Object.entries(element);
}
