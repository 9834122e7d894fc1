import type { Identity } from '../auth/identity';
import { hasStatus } from './has-status';

/**
 * Makes a call that carries the ID token, and once more with a new one if the API refuses the first.
 *
 * @throws NotLoggedIn, LoginError or what the call throws
 */
export async function withIdToken<T>(
  identity: Identity,
  call: (idToken: string) => Promise<T>,
): Promise<T> {
  try {
    return await call(await identity.idToken());
  } catch (error) {
    if (!hasStatus(error, 401)) throw error;
    return call(await identity.idToken({ fresh: true }));
  }
}
