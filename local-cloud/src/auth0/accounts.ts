import { createHash } from 'node:crypto';

/** The one user of the tenant's database. */
export const shopKeeper = { email: 'admin@example.com', password: 'admin' } as const;

/** A user as an Action sees it in `event.user`, and the connection they come from. */
export type User = ReturnType<typeof userOf>;

/** The user of a connection that has this address; the id is the same each time. */
export function userOf({ name, strategy }: { name: string; strategy: string }, email: string) {
  const id = createHash('sha256').update(email).digest('hex').slice(0, 24);
  return {
    user_id: `${strategy}|${id}`,
    email,
    email_verified: true,
    name: email,
    nickname: email.slice(0, email.indexOf('@')),
    updated_at: new Date().toISOString(),
    connection: { name, strategy },
  };
}

/** A valid e-mail address, as for an `<input type="email">`, with a dot in the domain. */
export const EMAIL = /^[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[\w-]+(\.[\w-]+)+$/;
