/** What a user may do: `admin` keeps the shop, `social` buys. IAM enforces it, the page follows. */
export type Role = 'admin' | 'social';

/** Who is logged in, read from a verified ID token. */
export interface User {
  readonly sub: string;
  /** How to greet the user. */
  readonly nickname: string;
  /** Empty if Auth0 doesn't tell it. */
  readonly email: string;
  readonly role: Role;
}

/**
 * The claim that AWS STS reads as session tags; the tenant's Action writes the role into it.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html#id_session-tags_adding-assume-role-idp
 */
const TAGS_CLAIM = 'https://aws.amazon.com/tags';

/** The user whom the claims of an ID token name; undefined if they give none of the two roles. */
export function userFrom(claims: Readonly<Record<string, unknown>>): User | undefined {
  const role = roleFrom(claims[TAGS_CLAIM]);
  const sub = text(claims['sub']);
  if (!role || !sub) return undefined;
  const email = text(claims['email']);
  const nickname = text(claims['nickname']) || text(claims['name']) || email.split('@')[0] || 'you';
  return { sub, nickname, email, role };
}

function roleFrom(tags: unknown): Role | undefined {
  const principalTags = property(tags, 'principal_tags');
  const roles = property(principalTags, 'role');
  if (!Array.isArray(roles) || roles.length !== 1) return undefined;
  const [role] = roles as unknown[];
  return role === 'admin' || role === 'social' ? role : undefined;
}

const property = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;

const text = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');
