import type { Api } from '../api/api';
import { petsPurchaseGet } from '../api/functions';
import type { Sale } from '../api/models';
import { nextPage } from '../calls/next-page';
import { withIdToken } from '../calls/with-id-token';
import type { Identity } from '../identity/identity';

/**
 * All sales of which the user may know the buyer, page by page, the latest first.
 *
 * @throws the error of the HTTP client, of the credentials or of the login
 */
export async function* salesPages(api: Api, identity: Identity): AsyncGenerator<readonly Sale[]> {
  let after: string | null | undefined;
  do {
    const { body, headers, url } = await withIdToken(identity, (idToken) =>
      api.invoke$Response(petsPurchaseGet, { 'X-Id-Token': idToken, ...(after && { after }) }),
    );
    yield body;
    after = nextPage(headers.get('Link'), url)?.get('after');
  } while (after);
}
