import type { Api } from '../api/api';
import { petsPurchaseGet } from '../api/functions';
import type { Sale } from '../api/models';
import type { Identity } from '../identity/identity';
import { nextPage } from './next-page';
import { withIdToken } from './with-id-token';

/**
 * Everything that the user may see of what was bought, the latest first and page by page: a buyer's
 * own purchases, for a shop keeper all sales. The next page is asked for when the loop over them
 * comes around, so whoever has seen enough, or whose user has left, ends the loop.
 *
 * @throws NotLoggedIn, LoginFailure, or the error of the HTTP client or of the credentials
 */
export async function* allSales(api: Api, identity: Identity): AsyncGenerator<readonly Sale[]> {
  let after: string | null | undefined;
  do {
    const { body, headers, url } = await withIdToken(identity, (idToken) =>
      api.invoke$Response(petsPurchaseGet, { 'X-Id-Token': idToken, ...(after && { after }) }),
    );
    yield body;
    after = nextPage(headers.get('Link'), url)?.get('after');
  } while (after);
}
