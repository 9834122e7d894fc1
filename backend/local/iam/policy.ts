import { parseConditions, type Condition } from './conditions.ts';
import { parsePattern, parseResource, type Pattern } from './pattern.ts';
import { parsePrincipals, type Principal } from './principals.ts';
import { UnsupportedPolicy } from './unsupported-policy.ts';

export { contextKeys, evaluate, type AccessRequest, type Decision } from './evaluate.ts';
export type { Principal } from './principals.ts';
export { UnsupportedPolicy } from './unsupported-policy.ts';

/** A policy document that {@link evaluate} understands in full. */
export interface Policy {
  /** Where the document stands, such as `Auth0ApiRole.AssumeRolePolicyDocument`. */
  readonly place: string;
  readonly statements: readonly Statement[];
}

export interface Statement {
  readonly place: string;
  readonly sid: string | undefined;
  readonly effect: 'Allow' | 'Deny';
  /** Undefined in an identity's policy, where the principal is whoever the policy is attached to. */
  readonly principals: readonly Principal[] | undefined;
  readonly actions: readonly Pattern[];
  /** Undefined in a trust policy, where the resource is the role. */
  readonly resources: readonly Pattern[] | undefined;
  readonly conditions: readonly Condition[];
}

const ELEMENTS = ['Version', 'Id', 'Statement'];
const STATEMENT_ELEMENTS = ['Sid', 'Effect', 'Principal', 'Action', 'Resource', 'Condition'];

/**
 * Reads a permission, trust or resource policy, following the "IAM JSON policy element reference".
 *
 * @param document the policy as an object or as JSON text
 * @param place where it stands, for messages
 * @throws UnsupportedPolicy for everything that {@link evaluate} wouldn't decide as AWS does
 */
export function parsePolicy(document: unknown, place: string): Policy {
  const policy = elementsOf(parseJson(document, place), ELEMENTS, place);
  const version = policy.get('Version');
  if (version !== '2012-10-17' && version !== '2008-10-17') {
    const found = version === undefined ? 'it is missing' : `found ${JSON.stringify(version)}`;
    throw new UnsupportedPolicy(`${place}.Version`, `expected "2012-10-17", ${found}`);
  }
  const written = policy.get('Statement');
  const statements: unknown[] = Array.isArray(written) ? written : [written];
  if (statements.length === 0) throw new UnsupportedPolicy(`${place}.Statement`, 'it is empty');
  return {
    place,
    statements: statements.map((statement, index) =>
      parseStatement(statement, `${place}.Statement[${index}]`, version === '2012-10-17'),
    ),
  };
}

function parseStatement(element: unknown, place: string, variables: boolean): Statement {
  const statement = elementsOf(element, STATEMENT_ELEMENTS, place);
  const effect = statement.get('Effect');
  if (effect !== 'Allow' && effect !== 'Deny') {
    throw new UnsupportedPolicy(
      `${place}.Effect`,
      `expected "Allow" or "Deny", not ${JSON.stringify(effect)}`,
    );
  }
  const sid = statement.get('Sid');
  if (sid !== undefined && typeof sid !== 'string') {
    throw new UnsupportedPolicy(`${place}.Sid`, `expected a string, not ${JSON.stringify(sid)}`);
  }
  if (!statement.has('Principal') && !statement.has('Resource')) {
    throw new UnsupportedPolicy(place, `expected a 'Resource', or in a trust policy a 'Principal'`);
  }
  return {
    place,
    sid,
    effect,
    principals: statement.has('Principal')
      ? parsePrincipals(statement.get('Principal'), `${place}.Principal`)
      : undefined,
    actions: stringsOf(statement.get('Action'), `${place}.Action`).map((action) =>
      parseAction(action, `${place}.Action`),
    ),
    resources: statement.has('Resource')
      ? stringsOf(statement.get('Resource'), `${place}.Resource`).map((resource) =>
          parseResource(resource, `${place}.Resource`, variables),
        )
      : undefined,
    conditions: statement.has('Condition')
      ? parseConditions(statement.get('Condition'), `${place}.Condition`, variables)
      : [],
  };
}

/** Actions are compared in lower case. */
function parseAction(text: string, place: string): Pattern {
  if (text !== '*' && !/^[a-z0-9-]+:[a-z0-9*?]+$/i.test(text)) {
    throw new UnsupportedPolicy(place, `'${text}' is not an action such as execute-api:Invoke`);
  }
  const syntax = { wildcards: true, variables: false };
  return { text, tokens: parsePattern(text.toLowerCase(), place, syntax).tokens };
}

function parseJson(document: unknown, place: string): unknown {
  if (typeof document !== 'string') return document;
  try {
    return JSON.parse(document);
  } catch (error) {
    throw new UnsupportedPolicy(place, `it is not JSON: ${(error as Error).message}`);
  }
}

function elementsOf(
  element: unknown,
  known: readonly string[],
  place: string,
): ReadonlyMap<string, unknown> {
  if (typeof element !== 'object' || element === null || Array.isArray(element)) {
    throw new UnsupportedPolicy(place, `expected an object, not ${JSON.stringify(element)}`);
  }
  const unknown = Object.keys(element).find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw new UnsupportedPolicy(
      place,
      `element '${unknown}' is not supported; supported are ${known.join(', ')}`,
    );
  }
  return new Map(Object.entries(element));
}

function stringsOf(element: unknown, place: string): string[] {
  const values: unknown[] = Array.isArray(element) ? element : [element];
  const strings = values.filter((value) => typeof value === 'string');
  if (strings.length === 0 || strings.length !== values.length) {
    throw new UnsupportedPolicy(
      place,
      `expected a string or a list of strings, not ${JSON.stringify(element)}`,
    );
  }
  return strings;
}
