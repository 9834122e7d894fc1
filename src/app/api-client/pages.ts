import type { StrictHttpResponse } from '../api/strict-http-response';
import { nextPage } from './answer';

/**
 * A list, page by page. The next page is requested when the loop asks for it, so a caller who has seen
 * enough just ends the loop.
 *
 * @param ask makes the call for a page, with the query that the Link of the page before has given
 *   (RFC 8288); the first page has none
 * @throws what `ask` throws
 */
export async function* pages<T>(
  ask: (next: URLSearchParams | undefined) => Promise<StrictHttpResponse<T>>,
): AsyncGenerator<T> {
  let next: URLSearchParams | undefined;
  do {
    const { body, headers, url } = await ask(next);
    yield body;
    next = nextPage(headers.get('Link'), url);
  } while (next);
}
