import { isMet, keysOf, RequestContext } from './conditions.ts';
import { matchesText, resolvePattern, variableKeys, type Pattern } from './pattern.ts';
import type { Policy, Statement } from './policy.ts';
import { isPrincipal, type Principal } from './principals.ts';

/** Who wants to do what with which resource. */
export interface AccessRequest {
  /** For example `execute-api:Invoke`. */
  readonly action: string;
  /** An ARN; none when a role is to be assumed. */
  readonly resource?: string;
  /** Who asks, for policies with a `Principal`. */
  readonly principal?: Principal;
  /** The values of condition keys, such as `aws:RequestTag/role`; the keys' case doesn't matter. */
  readonly context: Readonly<Record<string, string | readonly string[]>>;
}

export interface Decision {
  readonly allowed: boolean;
  readonly by: 'explicit deny' | 'allow' | 'no statement';
  /** The statement that decided; none when none applied. */
  readonly statement?: { readonly place: string; readonly sid: string | undefined };
  /** One line for a developer: what decided and, when nothing allowed it, what came closest. */
  readonly explanation: string;
}

/**
 * Decides a request as IAM does ("Policy evaluation logic"): a `Deny` that applies wins, else an
 * `Allow` that applies, else it is denied. Where AWS wants several kinds of policies to allow a
 * request (a boundary, a service control policy), the caller evaluates each kind for itself.
 */
export function evaluate(policies: readonly Policy[], request: AccessRequest): Decision {
  const context = new RequestContext(request.context);
  const statements = policies.flatMap((policy) => policy.statements);
  const applying = (effect: Statement['effect']) =>
    statements.find((one) => one.effect === effect && !mismatch(one, request, context));
  const what =
    request.action + (request.resource === undefined ? '' : ` on ${quote(request.resource)}`);

  const denying = applying('Deny');
  if (denying) {
    return {
      allowed: false,
      by: 'explicit deny',
      statement: { place: denying.place, sid: denying.sid },
      explanation: `${nameOf(denying)} denies ${what}.`,
    };
  }
  const allowing = applying('Allow');
  if (allowing) {
    return {
      allowed: true,
      by: 'allow',
      statement: { place: allowing.place, sid: allowing.sid },
      explanation: `${nameOf(allowing)} allows ${what}.`,
    };
  }
  return {
    allowed: false,
    by: 'no statement',
    explanation: `No statement allows ${what}.${closest(statements, request, context)}`,
  };
}

/** The condition keys that a policy looks at, in lower case: what its evaluator should provide. */
export function contextKeys(policy: Policy): ReadonlySet<string> {
  const keys = policy.statements.flatMap(({ conditions, resources = [] }) => [
    ...conditions.flatMap(keysOf),
    ...resources.flatMap(variableKeys),
  ]);
  return new Set(keys.map((key) => key.toLowerCase()));
}

interface Mismatch {
  /** How many of the statement's elements and conditions matched before. */
  readonly matched: number;
  readonly why: string;
}

/** What keeps the statement from applying to the request; undefined when it applies. */
function mismatch(
  { actions, principals, resources, conditions }: Statement,
  { action, principal, resource }: AccessRequest,
  context: RequestContext,
): Mismatch | undefined {
  if (!matchesAny(actions, action.toLowerCase(), context)) {
    return { matched: 0, why: `its Action is ${oneOf(actions)}, asked for is ${quote(action)}` };
  }
  if (principals && !principals.some((one) => isPrincipal(one, principal))) {
    const expected = principals.map(({ type, value }) => `${type} ${quote(value)}`).join(' or ');
    const actual = principal ? `${principal.type} ${quote(principal.value)}` : 'nobody known';
    return { matched: 1, why: `its Principal is ${expected}, who asks is ${actual}` };
  }
  if (resources && (resource === undefined || !matchesAny(resources, resource, context))) {
    const actual = resource === undefined ? 'none' : quote(resource);
    return { matched: 2, why: `its Resource is ${oneOf(resources)}, asked for is ${actual}` };
  }
  const failed = conditions.find((condition) => !isMet(condition, context));
  if (!failed) return undefined;
  const { operator, key, values } = failed;
  const actual = context.values(key).map(quote).join(', ') || 'nothing';
  return {
    matched: 3 + conditions.indexOf(failed),
    why: `its Condition ${operator} ${key} expects ${oneOf(values)}, the request has ${actual}`,
  };
}

function matchesAny(patterns: readonly Pattern[], text: string, context: RequestContext): boolean {
  return patterns.some((pattern) => {
    const glyphs = resolvePattern(pattern, context.valueOf);
    return glyphs !== undefined && matchesText(glyphs, text);
  });
}

function closest(
  statements: readonly Statement[],
  request: AccessRequest,
  context: RequestContext,
): string {
  let best: (Mismatch & { readonly statement: Statement }) | undefined;
  for (const statement of statements) {
    const found = statement.effect === 'Allow' && mismatch(statement, request, context);
    if (found && (!best || found.matched > best.matched)) best = { ...found, statement };
  }
  return best ? ` Closest is ${nameOf(best.statement)}: ${best.why}.` : '';
}

function nameOf({ place, sid }: Statement): string {
  return sid === undefined ? place : `${place} (${sid})`;
}

function oneOf(patterns: readonly Pattern[]): string {
  return patterns.map(({ text }) => quote(text)).join(' or ');
}

function quote(text: string): string {
  return JSON.stringify(text);
}
