/** What a user may do: `admin` runs the shop, `social` buys. IAM enforces it, and the page follows. */
export type Role = 'admin' | 'social';

/** Who is logged in, read from a verified ID token. */
export interface User {
  readonly sub: string;
  /** How to greet the user. */
  readonly nickname: string;
  /** Undefined if Auth0 doesn't share it. */
  readonly email: string | undefined;
  /** What keeps the address from counting as the user's; undefined if it is verified. */
  readonly emailProblem?: 'missing' | 'unverified';
  readonly role: Role;
  /** The only name of a role session under which the trust policies let the user assume the role. */
  readonly roleSessionName: string;
}

/**
 * The claim that AWS STS reads as session tags; the tenant's Action writes the role and the name
 * of the role session into it.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html#id_session-tags_adding-assume-role-idp
 */
const TAGS_CLAIM = 'https://aws.amazon.com/tags';

/**
 * The user whom the claims of an ID token name; undefined if they lack one of the two
 * roles or the name of the role session.
 */
export function userFrom(claims: Readonly<Record<string, unknown>>): User | undefined {
  const role = tag(claims, 'role');
  const roleSessionName = tag(claims, 'session');
  const sub = text(claims['sub']);
  if (!isRole(role) || !roleSessionName || !sub) return undefined;
  const address = text(claims['email']);
  // As the API does.
  const email = address?.includes('@') ? address : undefined;
  const isVerified = claims['email_verified'] === true;
  return {
    sub,
    nickname: text(claims['nickname']) ?? text(claims['name']) ?? email?.split('@')[0] ?? 'you',
    email,
    ...(!(email && isVerified) && { emailProblem: email ? 'unverified' : 'missing' }),
    role,
    roleSessionName,
  };
}

/** The value of a session tag, which the claim holds as an array with one value. */
function tag(claims: Readonly<Record<string, unknown>>, name: string): string | undefined {
  const values = property(property(claims[TAGS_CLAIM], 'principal_tags'), name);
  return Array.isArray(values) && values.length === 1 ? text(values[0]) : undefined;
}

export const isRole = (value: string | undefined): value is Role =>
  value === 'admin' || value === 'social';

const property = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;

/** A text with something visible in it. */
const text = (value: unknown): string | undefined =>
  typeof value === 'string' && /[^\s\p{Cc}\p{Default_Ignorable_Code_Point}]/u.test(value)
    ? value.trim()
    : undefined;
