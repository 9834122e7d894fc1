import { UnsupportedPolicy } from './unsupported-policy.ts';

/** Who makes a request, or who a policy is about. */
export interface Principal {
  readonly type: 'AWS' | 'Federated' | 'Service';
  /** An ARN; of a service, its name, such as `apigateway.amazonaws.com`. */
  readonly value: string;
}

const EVERYONE: readonly Principal[] = (['AWS', 'Federated', 'Service'] as const).map((type) => ({
  type,
  value: '*',
}));

/**
 * Reads a `Principal` element ("AWS JSON policy elements: Principal"): `*` alone is everyone,
 * and no wildcard or policy variable has a meaning inside a value.
 *
 * @throws UnsupportedPolicy for other kinds of principals and for wildcards inside a value
 */
export function parsePrincipals(element: unknown, place: string): readonly Principal[] {
  if (element === '*') return EVERYONE;
  if (typeof element !== 'object' || element === null || Array.isArray(element)) {
    throw new UnsupportedPolicy(place, `expected "*" or an object, not ${JSON.stringify(element)}`);
  }
  const principals = Object.entries(element).flatMap(([type, written]) => {
    if (type !== 'AWS' && type !== 'Federated' && type !== 'Service') {
      throw new UnsupportedPolicy(
        place,
        `principal type '${type}' is not supported; supported are AWS, Federated, Service`,
      );
    }
    return (Array.isArray(written) ? written : [written]).map((value: unknown) => {
      const isEveryAccount = type === 'AWS' && value === '*';
      if (
        typeof value !== 'string' ||
        value === '' ||
        (!isEveryAccount && /[*?]|\$\{/.test(value))
      ) {
        throw new UnsupportedPolicy(
          `${place}.${type}`,
          `expected a name without wildcards or variables, not ${JSON.stringify(value)}`,
        );
      }
      return { type, value } as const;
    });
  });
  if (principals.length === 0) throw new UnsupportedPolicy(place, 'it names nobody');
  return principals;
}

/**
 * Whether the one who asks is meant: the same name, everyone, an account (its number or root ARN)
 * and everyone in it, or a role and each of its sessions.
 */
export function isPrincipal(expected: Principal, asking: Principal | undefined): boolean {
  if (asking?.type !== expected.type) return false;
  if (expected.value === '*' || expected.value === asking.value) return true;
  if (expected.type !== 'AWS') return false;
  return isAccountOf(expected.value, asking.value) || isRoleOf(expected.value, asking.value);
}

function isAccountOf(account: string, asking: string): boolean {
  const number = /^(?:arn:[^:]*:iam::)?(\d{12})(?::root)?$/.exec(account)?.[1];
  return number !== undefined && asking.split(':')[4] === number;
}

/** A session's ARN has the role's name but not its path. */
function isRoleOf(role: string, session: string): boolean {
  const expected = /^arn:([^:]*):iam::(\d+):role\/(?:.*\/)?([^/]+)$/.exec(role);
  const actual = /^arn:([^:]*):sts::(\d+):assumed-role\/([^/]+)\//.exec(session);
  if (!expected || !actual) return false;
  return [1, 2, 3].every((part) => expected[part] === actual[part]);
}
