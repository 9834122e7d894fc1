import { UnsupportedPolicy } from './unsupported-policy.ts';

/** `*` and `?` in a policy, and the same where they don't stand for a colon. */
const WILDCARDS = {
  any: { many: true, colon: true },
  one: { many: false, colon: true },
  anyInPart: { many: true, colon: false },
  oneInPart: { many: false, colon: false },
} as const;

type Wildcard = (typeof WILDCARDS)[keyof typeof WILDCARDS];

/** One character that stands for itself, or a wildcard. */
export type Glyph = string | Wildcard;

/** A policy variable such as `${aws:PrincipalTag/role, 'nobody'}`. */
interface Variable {
  readonly key: string;
  readonly fallback: string | undefined;
}

/** A string of a policy, with its wildcards and policy variables found. */
export interface Pattern {
  readonly text: string;
  readonly tokens: readonly (Glyph | Variable)[];
}

export interface PatternSyntax {
  /** Whether `*` and `?` are wildcards. */
  readonly wildcards: boolean;
  /** Whether `${…}` is a policy variable; it is plain text before version 2012-10-17. */
  readonly variables: boolean;
}

/** Keys with several values: they can't be policy variables and want a set operator. */
const MULTIVALUED_KEYS = /^aws:(tagkeys|calledvia|principalorgpaths|.*servicenameslist)$|:amr$/i;

/** Whether AWS documents the condition key as one that holds several values. */
export function isMultivaluedKey(key: string): boolean {
  return MULTIVALUED_KEYS.test(key);
}

/**
 * Reads wildcards and policy variables, the escapes `${*}`, `${?}`, `${$}` and default values
 * included, as in "IAM policy elements: Variables and tags".
 *
 * @throws UnsupportedPolicy for a `${` that isn't closed or doesn't hold a condition key
 */
export function parsePattern(text: string, place: string, syntax: PatternSyntax): Pattern {
  const tokens: (Glyph | Variable)[] = [];
  for (let rest = text; rest !== '';) {
    if (syntax.variables && rest.startsWith('${')) {
      const end = rest.indexOf('}');
      if (end < 0)
        throw new UnsupportedPolicy(place, `the variable '${rest}' is not closed by '}'`);
      tokens.push(parseVariable(rest.slice(2, end), place));
      rest = rest.slice(end + 1);
    } else {
      const [character = ''] = rest;
      tokens.push(syntax.wildcards ? wildcardOr(character) : character);
      rest = rest.slice(character.length);
    }
  }
  return { text, tokens };
}

function wildcardOr(character: string): Glyph {
  return character === '*' ? WILDCARDS.any : character === '?' ? WILDCARDS.one : character;
}

function parseVariable(content: string, place: string): Glyph | Variable {
  if (content === '*' || content === '?' || content === '$') return content;
  const [, key, fallback] =
    /^([^\s:,'$*?{}]+:[^,'$*?{}]+?)(?:\s*,\s*'([^']*)')?$/.exec(content) ?? [];
  if (key === undefined) {
    throw new UnsupportedPolicy(
      place,
      `'\${${content}}' is not a policy variable; expected \${prefix:key}, \${prefix:key, 'default'}, \${*}, \${?} or \${$}`,
    );
  }
  if (isMultivaluedKey(key)) {
    throw new UnsupportedPolicy(
      place,
      `'${key}' holds several values and can't be a policy variable`,
    );
  }
  return { key, fallback };
}

function isVariable(token: Glyph | Variable | undefined): token is Variable {
  return typeof token === 'object' && 'key' in token;
}

/** The condition keys that the pattern's variables name, as written. */
export function variableKeys(pattern: Pattern): string[] {
  return pattern.tokens.filter(isVariable).map(({ key }) => key);
}

/**
 * Puts the request's values in place of the variables. What a variable stands for is plain
 * text: a `*` in it is no wildcard.
 *
 * @returns undefined when a variable has neither a value nor a default; such a pattern matches nothing
 */
export function resolvePattern(
  pattern: Pattern,
  valueOf: (key: string) => string | undefined,
): readonly Glyph[] | undefined {
  const glyphs: Glyph[] = [];
  for (const token of pattern.tokens) {
    if (isVariable(token)) {
      const value = valueOf(token.key) ?? token.fallback;
      if (value === undefined) return undefined;
      glyphs.push(...Array.from(value));
    } else {
      glyphs.push(token);
    }
  }
  return glyphs;
}

/**
 * Reads a `Resource`. "IAM JSON policy elements: Resource": a wildcard stands for characters of
 * one part of the ARN, but a `*` that ends a part also for colons and what follows them.
 *
 * @throws UnsupportedPolicy for what is no ARN and for variables before the ARN's last part
 */
export function parseResource(text: string, place: string, variables: boolean): Pattern {
  const { tokens } = parsePattern(text, place, { wildcards: true, variables });
  if (text !== '*' && !/^arn:.*(:.*:.*:.*:|\*$)/s.test(text)) {
    throw new UnsupportedPolicy(place, `'${text}' is neither "*" nor an ARN with its six parts`);
  }
  const resource = sixParts(tokens)?.[5] ?? [];
  if (tokens.slice(0, tokens.length - resource.length).some(isVariable)) {
    throw new UnsupportedPolicy(
      place,
      `'${text}' has a policy variable before the last part of the ARN, where AWS allows none`,
    );
  }
  return {
    text,
    tokens: tokens.map((token, index) => {
      if (token === WILDCARDS.one) return WILDCARDS.oneInPart;
      const endsPart = index === tokens.length - 1 || tokens[index + 1] === ':';
      return token === WILDCARDS.any && !endsPart ? WILDCARDS.anyInPart : token;
    }),
  };
}

/** Whether the whole text matches, case-sensitively, in time at most |pattern| x |text|. */
export function matchesText(pattern: readonly Glyph[], text: string): boolean {
  const reach = (position: number, positions: Set<number>): Set<number> => {
    positions.add(position);
    return isMany(pattern[position]) ? reach(position + 1, positions) : positions;
  };
  let reached = reach(0, new Set());
  for (const character of text) {
    const next = new Set<number>();
    for (const position of reached) {
      const glyph = pattern[position];
      if (admits(glyph, character)) reach(isMany(glyph) ? position : position + 1, next);
    }
    reached = next;
  }
  return reached.has(pattern.length);
}

function isMany(glyph: Glyph | undefined): boolean {
  return typeof glyph === 'object' && glyph.many;
}

function admits(glyph: Glyph | undefined, character: string): boolean {
  return typeof glyph === 'object' ? glyph.colon || character !== ':' : glyph === character;
}

/**
 * Whether an ARN matches, each of its six parts for itself: a wildcard doesn't reach over a
 * colon, save in the last part, which may hold colons. So "ArnLike" and "ArnEquals", which AWS
 * documents as the same.
 */
export function matchesArn(pattern: readonly Glyph[], arn: string): boolean {
  const expected = sixParts(pattern);
  const actual = sixParts(Array.from(arn));
  if (!expected || !actual) return false;
  return expected.every((part, index) => matchesText(part, actual[index]?.join('') ?? ''));
}

/** Whether the pattern, as far as it is known before a request, can be an ARN. */
export function mayBeArn({ tokens }: Pattern): boolean {
  return isVariable(tokens[0]) || sixParts(tokens)?.[0]?.join('') === 'arn';
}

function sixParts<T>(tokens: readonly T[]): T[][] | undefined {
  const parts: T[][] = [];
  let rest = tokens;
  while (parts.length < 5) {
    const colon = rest.findIndex((token) => token === ':');
    if (colon < 0) return undefined;
    parts.push(rest.slice(0, colon));
    rest = rest.slice(colon + 1);
  }
  return [...parts, [...rest]];
}
