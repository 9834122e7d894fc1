import { parseConditions, type Condition } from './conditions.ts';
import { entriesOf, stringsOf } from './elements.ts';
import { parsePattern } from './pattern.ts';
import { parsePrincipals } from './principals.ts';
import { UnsupportedPolicy } from './unsupported-policy.ts';

export type { Principal } from './principals.ts';
export { UnsupportedPolicy } from './unsupported-policy.ts';

/** The statements of a policy document that `evaluate` understands in full. */
export type Policy = readonly Statement[];

export interface Statement {
  /** Where it stands, with its `Sid`: `Auth0ApiRole.ManagePets.Statement[0] (Shop)`. */
  readonly name: string;
  readonly effect: 'Allow' | 'Deny';
  /** Its `Action`, `Principal`, `Resource` and `Condition`, in this order. */
  readonly conditions: readonly Condition[];
}

const ELEMENTS = ['Version', 'Id', 'Statement'];
const STATEMENT_ELEMENTS = ['Sid', 'Effect', 'Principal', 'Action', 'Resource', 'Condition'];

/**
 * Reads a permission, trust or resource policy.
 *
 * @param document the policy as an object or as JSON text
 * @param place where it stands, such as `Auth0ApiRole.AssumeRolePolicyDocument`, for messages
 * @throws UnsupportedPolicy for everything that `evaluate` wouldn't decide as AWS does
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html
 */
export function parsePolicy(document: unknown, place: string): Policy {
  const policy = parseJson(document, place);
  const { Version, Statement } = Object.fromEntries(entriesOf(policy, place, ELEMENTS));
  // The older version has no policy variables.
  if (Version !== '2012-10-17') {
    throw new UnsupportedPolicy(`${place}.Version`, `expected 2012-10-17, not ${String(Version)}`);
  }
  const statements = [Statement].flat();
  if (statements.length === 0) throw new UnsupportedPolicy(`${place}.Statement`, 'it is empty');
  return statements.map((one, index) => parseStatement(one, `${place}.Statement[${index}]`));
}

function parseStatement(element: unknown, place: string): Statement {
  const statement = Object.fromEntries(entriesOf(element, place, STATEMENT_ELEMENTS));
  const { Sid, Effect: effect } = statement;
  if (effect !== 'Allow' && effect !== 'Deny') {
    throw new UnsupportedPolicy(`${place}.Effect`, `expected Allow or Deny, not ${String(effect)}`);
  }
  if (!('Principal' in statement) && !('Resource' in statement)) {
    throw new UnsupportedPolicy(place, `expected a 'Resource', or in a trust policy a 'Principal'`);
  }
  const conditions = ['Action', 'Principal', 'Resource', 'Condition']
    .filter((key) => key === 'Action' || key in statement)
    .flatMap((key) => parseElement(key, statement[key], `${place}.${key}`));
  return { name: Sid === undefined ? place : `${place} (${String(Sid)})`, effect, conditions };
}

function parseElement(key: string, element: unknown, place: string): Condition | Condition[] {
  if (key === 'Condition') return parseConditions(element, place);
  if (key === 'Principal') return { operator: '', key, values: parsePrincipals(element, place) };
  const syntax = key === 'Action' ? 'action' : 'resource';
  const values = stringsOf(element, place).map((text) => parsePattern(text, place, syntax));
  return { operator: '', key, values };
}

function parseJson(document: unknown, place: string): unknown {
  if (typeof document !== 'string') return document;
  try {
    return JSON.parse(document);
  } catch (error) {
    throw new UnsupportedPolicy(place, `it is not JSON: ${(error as Error).message}`);
  }
}
