import { entriesOf, stringsOf } from './elements.ts';
import { matches, parsePattern, type Pattern, type Syntax } from './pattern.ts';
import { valuesOf, type RequestContext } from './request-context.ts';
import { UnsupportedPolicy } from './unsupported-policy.ts';

/** AWS doesn't say what `ForAnyValue:` means together with `IfExists`. */
const OPERATOR =
  /^Null$|^(?!ForAny.*IfExists$)((ForAllValues|ForAnyValue):)?(Bool|Arn(Not)?(Equals|Like)|String(Not)?(Equals|EqualsIgnoreCase|Like))(IfExists)?$/;

/** Something that must hold for a statement to apply. */
export interface Condition {
  /** Such as `ForAllValues:StringEquals`; empty for an `Action`, `Principal` or `Resource`. */
  readonly operator: string;
  /** Such as `aws:TagKeys`, or the element's name. */
  readonly key: string;
  readonly values: readonly Pattern[];
}

/**
 * Reads a statement's `Condition` element.
 *
 * @throws UnsupportedPolicy for operators, keys and values that {@link isMet} can't decide
 */
export function parseConditions(element: unknown, place: string): Condition[] {
  return entriesOf(element, place).flatMap(([operator, block]) => {
    if (!OPERATOR.test(operator)) {
      throw new UnsupportedPolicy(place, `expected ${OPERATOR.source}, not '${operator}'`);
    }
    const syntax = syntaxOf(operator);
    return entriesOf(block, `${place}.${operator}`).map(([key, value]) => {
      const at = `${place}.${operator}.${key}`;
      if (!/^[^:$]+:[^$]+$/.test(key)) throw new UnsupportedPolicy(at, 'it is not a condition key');
      const written = typeof value === 'boolean' && syntax === 'boolean' ? String(value) : value;
      const values = stringsOf(written, at).map((text) => parsePattern(text, at, syntax));
      return { operator, key, values };
    });
  });
}

function syntaxOf(operator: string): Syntax {
  if (/Bool|Null/.test(operator)) return 'boolean';
  if (operator.includes('Arn')) return 'arn';
  if (operator.includes('IgnoreCase')) return 'caseless';
  return operator.includes('Like') ? 'like' : 'exact';
}

/**
 * Whether the request meets the condition: the values are alternatives; a key that is missing
 * fails, except under a negated operator, `IfExists`, `Null` and `ForAllValues:`. Several values
 * where a single one is expected fail.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export function isMet({ operator, key, values }: Condition, context: RequestContext): boolean {
  const actual = valuesOf(context, key);
  const isMissing = actual.length === 0;
  if (operator === 'Null') return values.some(({ text }) => /true/i.test(text) === isMissing);
  const isNegated = operator.includes('Not');
  const holds = (value: string): boolean =>
    values.some((expected) => matches(expected, value, context)) !== isNegated;

  // AWS: an empty string counts as no value to the set operators.
  const inSet = actual.filter((value) => value !== '');
  if (operator.startsWith('ForAllValues:')) return inSet.every(holds);
  if (operator.startsWith('ForAnyValue:')) return inSet.some(holds);
  if (isMissing) return isNegated || operator.endsWith('IfExists');
  return actual.length === 1 && actual.every(holds);
}
