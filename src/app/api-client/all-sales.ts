import type { Api } from '../api/api';
import { petsPurchaseGet, type PetsPurchaseGet$Params } from '../api/functions';
import type { Sales } from '../api/models';
import type { Identity } from '../auth/identity';
import { pages } from './pages';
import { listWithIdToken } from './answer';

/** From one time up to but not including another (RFC 3339). */
export type Period = Pick<PetsPurchaseGet$Params, 'since' | 'until'>;

/**
 * The purchases in a period that the user may see, latest first, page by page: a buyer's own, or all
 * sales for a shopkeeper.
 *
 * @throws NotLoggedIn, LoginError, or the error of the HTTP client or of the credentials
 */
export const allSales = (
  api: Api,
  identity: Identity,
  period: Period = {},
): AsyncGenerator<Sales> =>
  pages((next) =>
    listWithIdToken(identity, (idToken) => {
      const after = next?.get('after');
      return api.invoke$Response(petsPurchaseGet, {
        'X-Id-Token': idToken,
        ...period,
        ...(after && { after }),
      });
    }),
  );
