import { HttpErrorResponse } from '@angular/common/http';
import type { Identity } from '../auth/identity';
import { NotLoggedIn } from '../auth/login-error';
import { inTime } from '../ui/in-time';

/** The longest that a user waits for a list, its login and credentials included, in milliseconds. */
const LIST_TIMEOUT = 15_000;

/**
 * Whether the API refused a call with one of these HTTP statuses. A 404 from a proxy or a hotel's login
 * page, for example, says nothing about a pet.
 */
export const hasStatus = (error: unknown, ...statuses: readonly number[]): boolean =>
  error instanceof HttpErrorResponse && statuses.includes(error.status) && isFromApi(error);

/**
 * Whether an error has the body that all of the API's errors have: `{"message": …}`, or `{"Message":
 * …}` from IAM.
 */
export const isFromApi = ({ error: body }: HttpErrorResponse): boolean =>
  typeof body === 'object' && body !== null && ('message' in body || 'Message' in body);

/**
 * The query of the next page, from this page's Link header.
 *
 * @param link for example `<?limit=50&before=17>; rel="next"` (RFC 8288), or null
 * @param url the address that was asked, to which the link is relative
 */
export function nextPage(link: string | null, url: string | null): URLSearchParams | undefined {
  for (const [, target = '', parameters = ''] of (link ?? '').matchAll(/<([^>]*)>([^<]*)/g)) {
    const relations = /;\s*rel\s*=\s*(?:"([^"]*)"|([^\s;,]+))/i.exec(parameters);
    const isNext = (relations?.[1] ?? relations?.[2] ?? '').toLowerCase().split(/\s+/);
    if (isNext.includes('next') && URL.canParse(target, url ?? undefined)) {
      return new URL(target, url ?? undefined).searchParams;
    }
  }
  return undefined;
}

/**
 * Makes a call that carries the ID token. If the API refuses the token, tries once more with a new one
 * of the same user.
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

/**
 * Asks for a list as `withIdToken` does, but not for longer than 15 seconds. What it has begun goes on.
 *
 * @throws what `withIdToken` throws, or an HttpErrorResponse as after any time limit
 */
export const listWithIdToken = <T>(
  identity: Identity,
  ask: (idToken: string) => Promise<T>,
): Promise<T> =>
  inTime(
    withIdToken(identity, ask),
    LIST_TIMEOUT,
    () => new HttpErrorResponse({ error: new DOMException('', 'TimeoutError') }),
  );
