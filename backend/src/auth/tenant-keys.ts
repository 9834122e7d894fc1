/*
 * The public keys with which the tenant signs ID tokens, and when they are fetched.
 *
 * - A token names its key. If that key isn't known, it may be new: the keys are fetched, so that the
 *   first token after a rotation is accepted.
 * - Any caller can name keys that don't exist. So there are at most five fetches in a row and one more
 *   every ten seconds. A token whose key can't be looked up because of this is put off, not refused.
 * - A key that the tenant has withdrawn is accepted for five more minutes: then the keys are fetched
 *   again. While the tenant doesn't answer, the last ones serve for another five minutes, no longer.
 */
import { assertIsJwks, findJwkInJwks, type Jwks } from 'aws-jwt-verify/jwk';
import { HttpError } from '../http/http-error.ts';
import { logger } from '../logger.ts';

const FETCH_TIMEOUT_MS = 3000;
const REFRESH_AFTER_MS = 5 * 60_000;
const MAX_AGE_MS = 10 * 60_000;
const MAX_FETCHES_AT_ONCE = 5;
const MS_A_FETCH = 10_000;

export class TenantKeys {
  readonly #uri: string;
  #keys: Jwks = { keys: [] };
  /** When they were fetched, in milliseconds since 1970. */
  #fetchedAt = -Infinity;
  #fetching: Promise<void> | undefined;
  #fetchesLeft = MAX_FETCHES_AT_ONCE;
  #countedAt = Date.now();

  /** @param uri where the tenant publishes them (RFC 7517, section 5) */
  constructor(uri: string) {
    this.#uri = uri;
  }

  /**
   * The tenant's keys; the named one is among them if there is such a key.
   *
   * @throws HttpError 503 if they are not available, 429 if they were requested too often
   */
  async having(keyId: string): Promise<Jwks> {
    const knows = (): boolean => findJwkInJwks(this.#keys, keyId) !== undefined;
    if (knows() && this.#age() < REFRESH_AFTER_MS) return this.#keys;
    let failed = false;
    if (this.#fetching ?? this.#mayFetch()) {
      this.#fetching ??= this.#fetch().finally(() => (this.#fetching = undefined));
      try {
        await this.#fetching;
        return this.#keys;
      } catch (error) {
        failed = true;
        logger.error('keys of the tenant not fetched', { error: error as Error });
      }
    }
    if (knows() && this.#age() < MAX_AGE_MS) return this.#keys;
    if (failed || this.#age() >= REFRESH_AFTER_MS) {
      throw new HttpError(503, 'Your login can’t be checked right now. Try again in a moment.');
    }
    throw new HttpError(429, 'Too many ID tokens name unknown keys. Try again in a moment.');
  }

  #age(): number {
    return Date.now() - this.#fetchedAt;
  }

  async #fetch(): Promise<void> {
    const answer = await fetch(this.#uri, { signal: AbortSignal.timeout(FETCH_TIMEOUT_MS) });
    if (!answer.ok) throw new Error(`status ${answer.status}`);
    const jwks = (await answer.json()) as Jwks;
    assertIsJwks(jwks);
    if (jwks.keys.length === 0) throw new Error('no keys');
    this.#keys = jwks;
    this.#fetchedAt = Date.now();
  }

  #mayFetch(): boolean {
    const now = Date.now();
    const earned = (now - this.#countedAt) / MS_A_FETCH;
    this.#fetchesLeft = Math.min(MAX_FETCHES_AT_ONCE, this.#fetchesLeft + earned);
    this.#countedAt = now;
    if (this.#fetchesLeft < 1) return false;
    this.#fetchesLeft--;
    return true;
  }
}
