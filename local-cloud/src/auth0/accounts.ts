import { createHash } from 'node:crypto';

/** The one user of the tenant's database. */
export const shopKeeper = { email: 'admin@example.com', password: 'admin' } as const;

/** A user as an Action sees it in `event.user`, and the connection they come from. */
export type User = ReturnType<typeof userOf>;

/** The kinds of accounts of a social connection, in words for the page where one is chosen. */
export const ACCOUNT_KINDS = {
  usual: 'A verified email address and a nickname',
  'no-email': 'No email address',
  'unverified-email': 'An email address that isn’t verified',
  'no-nickname': 'An empty nickname',
  'emoji-nickname': 'A nickname that begins with an emoji',
} as const;

type AccountKind = keyof typeof ACCOUNT_KINDS;

/** The kind that was chosen, or the usual one. */
export const accountKind = (chosen: string | null): AccountKind =>
  Object.hasOwn(ACCOUNT_KINDS, chosen ?? '') ? (chosen as AccountKind) : 'usual';

/** The user of a connection that has this address; the id is the same each time, and for each kind. */
export function userOf(
  { name, strategy }: { name: string; strategy: string },
  email: string,
  kind: AccountKind = 'usual',
) {
  const id = createHash('sha256').update(email).digest('hex').slice(0, 24);
  const nickname = email.slice(0, email.indexOf('@'));
  const nicknames: Partial<Record<AccountKind, string>> = {
    'no-nickname': '',
    'emoji-nickname': `🐈‍⬛ ${nickname}`,
  };
  const isShared = kind !== 'no-email';
  return {
    user_id: `${strategy}|${id}`,
    ...(isShared && { email, email_verified: kind !== 'unverified-email' }),
    name: isShared ? email : nickname,
    nickname: nicknames[kind] ?? nickname,
    updated_at: new Date().toISOString(),
    connection: { name, strategy },
  };
}

/** A valid email address, as for an `<input type="email">`, with a dot in the domain. */
export const EMAIL = /^[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[\w-]+(\.[\w-]+)+$/;
