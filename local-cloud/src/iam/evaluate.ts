import { isMet, type Condition } from './conditions.ts';
import type { Pattern } from './pattern.ts';
import type { Policy } from './policy.ts';
import type { Principal } from './principals.ts';
import { valuesOf, type RequestContext } from './request-context.ts';

/** Who wants to do what with which resource. */
export interface AccessRequest {
  /** For example `execute-api:Invoke`. */
  readonly action: string;
  /** An ARN; none when a role is to be assumed. */
  readonly resource?: string;
  /** Who asks, for policies with a `Principal`. */
  readonly principal?: Principal;
  /** The values of condition keys, such as `aws:RequestTag/role`; the keys' case doesn't matter. */
  readonly context: RequestContext;
}

export interface Decision {
  readonly allowed: boolean;
  readonly by: 'explicit deny' | 'allow' | 'no statement';
  /** One line for a developer: what decided and, when nothing allowed it, what came closest. */
  readonly explanation: string;
}

/**
 * Decides a request as IAM does: a `Deny` that applies wins, else an `Allow` that applies, else it
 * is denied. Where AWS wants several kinds of policies to allow a request (a boundary, a service
 * control policy), the caller evaluates each kind for itself.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function evaluate(policies: readonly Policy[], request: AccessRequest): Decision {
  const { action, resource, principal } = request;
  const context: RequestContext = {
    ...request.context,
    Action: action,
    Principal: principal ? `${principal.type} ${principal.value}` : [],
    Resource: resource ?? [],
  };
  const what = resource === undefined ? action : `${action} on ${quote(resource)}`;
  const statements = policies.flat().map(({ name, effect, conditions }) => {
    const mismatches = conditions.map((one) => (isMet(one, context) ? '' : explain(one, context)));
    const failed = mismatches.findIndex((mismatch) => mismatch !== '');
    return { name, effect, failed, mismatch: String(mismatches[failed]) };
  });

  const applying = statements.filter(({ failed }) => failed < 0);
  const deciding = applying.find(({ effect }) => effect === 'Deny') ?? applying[0];
  if (deciding) {
    const allowed = deciding.effect === 'Allow';
    const explanation = `${deciding.name} ${allowed ? 'allows' : 'denies'} ${what}.`;
    return { allowed, by: allowed ? 'allow' : 'explicit deny', explanation };
  }
  const [closest] = statements
    .filter(({ effect }) => effect === 'Allow')
    .sort((one, other) => other.failed - one.failed);
  const hint = closest ? ` Closest is ${closest.name}: ${closest.mismatch}.` : '';
  return { allowed: false, by: 'no statement', explanation: `No statement allows ${what}.${hint}` };
}

function explain({ operator, key, values }: Condition, context: RequestContext): string {
  const element = operator ? `Condition ${operator} ${key}` : key;
  const expected = values.map((value) => quoteWithVariables(value, context)).join(' or ');
  const actual = valuesOf(context, key).map(quote).join(', ') || 'nothing';
  return `its ${element} expects ${expected}, the request has ${actual}`;
}

/** `"${aws:RequestTag/session}"`, followed by its value in this request. */
function quoteWithVariables({ text, tokens }: Pattern, context: RequestContext): string {
  const variables = tokens.filter((token) => typeof token === 'string' && token.startsWith('${'));
  if (variables.length === 0) return quote(text);
  const value = variables.reduce<string>((result, variable) => {
    const values = valuesOf(context, String(variable).slice(2, -1));
    return result.replace(String(variable), () => values.join(', ') || '(nothing)');
  }, text);
  return `${quote(text)} = ${quote(value)}`;
}

/** An ARN is shorter; what is longer may be a token. */
const MAX_LENGTH = 200;

/** In one line, whatever the text, without addresses and not all of what may be a token. */
function quote(text: string): string {
  const masked = text.replace(/[^\s"'(<]+@[^\s"')>]+/g, '(address)');
  return JSON.stringify(
    masked.length > MAX_LENGTH ? `${Array.from(masked).slice(0, 20).join('')}…` : masked,
  );
}
