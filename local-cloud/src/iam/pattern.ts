import { valuesOf, type RequestContext } from './request-context.ts';
import { UnsupportedPolicy } from './unsupported-policy.ts';

/** What a string in a policy looks like. An ARN has six parts, and variables only in the last. */
const FORMS = {
  action: /^(\*|[a-z0-9-]+:[a-z0-9*?]+)$/i,
  resource: /^(\*$|arn:([^:$]*:){4})/,
  arn: /^(\$\{[^}]*\}$|arn:([^:$]*:){4})/,
  // No account and no role: they would stand for others too.
  principal:
    /^(\*|(Federated |Service |AWS arn:[^:]*:(iam::\d+:user|sts::\d+:assumed-role)\/)[^*?$]+)$/,
  like: /^/,
  exact: /^/,
  caseless: /^/,
  boolean: /^(true|false)$/i,
};

/** How a string is read: the last three have no wildcards; `action` and the last two no case. */
export type Syntax = keyof typeof FORMS;

/** `*` or `?`. */
interface Wildcard {
  readonly many: boolean;
  readonly colon: boolean;
}

/** A string of a policy, with its wildcards and policy variables found. */
export interface Pattern {
  readonly text: string;
  readonly syntax: Syntax;
  /** Characters, wildcards and variables such as `${aws:PrincipalTag/role}`. */
  readonly tokens: readonly (string | Wildcard)[];
}

/**
 * Reads a string of a policy.
 *
 * @throws UnsupportedPolicy for a string of another form, and for what a `${` begins that is not
 *   a plain variable: default values and escapes are not supported
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export function parsePattern(text: string, place: string, syntax: Syntax): Pattern {
  if (!FORMS[syntax].test(text)) {
    throw new UnsupportedPolicy(place, `expected ${syntax} ${FORMS[syntax].source}, not '${text}'`);
  }
  const parts = text.match(/\$\{[^}]*\}?|\*+|./gsu) ?? [];
  const tokens = parts.map((part, index) => {
    if (part.startsWith('${') && !/^\$\{[^\s:${*?,']+:[^${*?,']+\}$/.test(part)) {
      throw new UnsupportedPolicy(place, `'${part}' is not a variable like \${prefix:key}`);
    }
    const isWildcard = /^[*?]/.test(part) && syntax !== 'exact' && syntax !== 'caseless';
    return isWildcard ? { many: part !== '?', colon: reachesColons(syntax, parts, index) } : part;
  });
  return { text, syntax, tokens };
}

/**
 * In the ARN of a condition the six parts are compared one by one, and the last may hold colons.
 * In a `Resource` a wildcard stays within its part, but a `*` that ends the part goes beyond.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */
function reachesColons(syntax: Syntax, parts: readonly string[], index: number): boolean {
  if (syntax === 'arn') return parts.slice(0, index).filter((part) => part === ':').length >= 5;
  if (syntax === 'resource') return parts[index] !== '?' && (parts[index + 1] ?? ':') === ':';
  return true;
}

/**
 * Whether the whole text matches, in time at most |pattern| × |text|. A variable stands for its
 * value as plain text, wildcards in it included; without a value, or with several, for nothing.
 */
export function matches(pattern: Pattern, text: string, context: RequestContext): boolean {
  if (pattern.syntax === 'arn' && !/^arn:(.*:){4}/s.test(text)) return false;
  const isCaseless = ['action', 'caseless', 'boolean'].includes(pattern.syntax);
  const fold = (characters: string) => (isCaseless ? characters.toLowerCase() : characters);
  const glyphs = pattern.tokens.flatMap((token): (string | Wildcard | undefined)[] => {
    if (typeof token === 'object') return [token];
    const isVariable = token.startsWith('${');
    const [value, ...others] = isVariable ? valuesOf(context, token.slice(2, -1)) : [token];
    // Undefined equals no character.
    return value === undefined || others.length > 0 ? [undefined] : Array.from(fold(value));
  });

  /** A `*` may also stand for nothing. */
  const arrive = (at: number): number[] => {
    const glyph = glyphs[at];
    return typeof glyph === 'object' && glyph.many ? [at, ...arrive(at + 1)] : [at];
  };
  let reached = new Set(arrive(0));
  for (const character of fold(text)) {
    const next = [...reached].flatMap((at) => {
      const glyph = glyphs[at];
      if (typeof glyph !== 'object') return glyph === character ? arrive(at + 1) : [];
      if (character === ':' && !glyph.colon) return [];
      return arrive(glyph.many ? at : at + 1);
    });
    reached = new Set(next);
  }
  return reached.has(glyphs.length);
}
