import { createHash } from 'node:crypto';

/** A user as an Action sees it in `event.user`, and where the user came from. */
export interface User {
  readonly user_id: string;
  readonly email: string;
  readonly email_verified: boolean;
  readonly name: string;
  readonly nickname: string;
  readonly updated_at: string;
  readonly connection: { readonly name: string; readonly strategy: string };
}

/** The one user of the tenant's database. */
export const shopKeeper = { email: 'admin@example.com', password: 'admin' } as const;

/** The database user, if the address and the password are theirs. */
export function databaseUser(database: string, email: string, password: string): User | undefined {
  if (email.trim().toLowerCase() !== shopKeeper.email || password !== shopKeeper.password) {
    return undefined;
  }
  const id = hash(shopKeeper.email).toString('hex').slice(0, 24);
  return user(`auth0|${id}`, shopKeeper.email, { name: database, strategy: 'auth0' });
}

/** The user that a social connection vouches for: anyone with a valid e-mail address. */
export function socialUser(
  connection: { name: string; strategy: 'amazon' | 'google-oauth2' },
  email: string,
): User | undefined {
  const address = email.trim().toLowerCase();
  if (address.length > 254 || !EMAIL.test(address)) return undefined;
  const { name, strategy } = connection;
  return user(`${strategy}|${SOCIAL_ID[strategy](hash(address))}`, address, { name, strategy });
}

/** Auth0's profile claims in the ID token, by the scope that asks for them. */
export const scopeClaims = {
  openid: ['sub', 'sid'],
  profile: ['nickname', 'name', 'updated_at'],
  email: ['email', 'email_verified'],
};

function user(user_id: string, email: string, connection: User['connection']): User {
  const nickname = email.slice(0, email.indexOf('@'));
  const updated_at = new Date().toISOString();
  return { user_id, email, email_verified: true, name: email, nickname, updated_at, connection };
}

const hash = (address: string) => createHash('sha256').update(address).digest();

/** User ids in the shape in which each provider's come through Auth0. */
const SOCIAL_ID = {
  amazon: (digest: Buffer) => `amzn1.account.${digest.toString('hex').slice(0, 28).toUpperCase()}`,
  'google-oauth2': (digest: Buffer) =>
    (BigInt(`0x${digest.toString('hex')}`) % 10n ** 20n).toString().padStart(21, '1'),
};

/**
 * A valid e-mail address, with a dot in the domain.
 *
 * @see https://html.spec.whatwg.org/multipage/input.html#valid-e-mail-address
 */
const EMAIL =
  /^[\w.!#$%&'*+/=?^`{|}~-]+@[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?(?:\.[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?)+$/;
