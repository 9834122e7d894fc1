import type { Identity } from '../auth/identity';
import { NotLoggedIn } from '../auth/login-error';
import { hasStatus } from './has-status';

/**
 * Makes a call that carries the ID token, and once more with a new one of the same user if the API
 * refuses the first.
 *
 * @throws NotLoggedIn, LoginError or what the call throws
 */
export async function withIdToken<T>(
  identity: Identity,
  call: (idToken: string) => Promise<T>,
): Promise<T> {
  const user = identity.user();
  try {
    return await call(await identity.idToken());
  } catch (error) {
    if (!hasStatus(error, 401)) throw error;
    const idToken = await identity.idToken({ fresh: true });
    if (identity.user() !== user) throw new NotLoggedIn();
    return call(idToken);
  }
}
