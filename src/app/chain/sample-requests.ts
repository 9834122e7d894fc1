import { HttpErrorResponse } from '@angular/common/http';
import { Service, inject } from '@angular/core';
import { Api } from '../api/api';
import { petsPetIdDelete, petsPurchaseGet, petsPurchasePost } from '../api/functions';
import { withIdToken } from '../api-client/answer';
import { Identity } from '../auth/identity';
import type { Role } from '../auth/user';

/** No pet has this id: if IAM ever allowed one of the forbidden requests, it would change nothing. */
const NO_PET = Number.MAX_SAFE_INTEGER;

/** What each role may not do, in words. */
export const forbidden: Readonly<Record<Role, string>> = {
  admin: `POST /pets/purchase, which is for buyers, for a pet that doesn’t exist`,
  social: `DELETE /pets/${NO_PET}, which is for shopkeepers, for a pet that doesn’t exist`,
};

/**
 * Requests that are made only to be looked at. Any answer will do, so a refusal is no failure; getting
 * no answer is one.
 */
@Service()
export class SampleRequests {
  private readonly api = inject(Api);
  private readonly identity = inject(Identity);

  /**
   * Asks for the latest of the user's own purchases, as a shopkeeper for the latest sale.
   *
   * @throws NotLoggedIn, LoginError, CredentialsError or HttpErrorResponse with status 0
   */
  async ask(): Promise<void> {
    await answered(
      withIdToken(this.identity, (idToken) =>
        this.api.invoke(petsPurchaseGet, { 'X-Id-Token': idToken, limit: 1 }),
      ),
    );
  }

  /**
   * Asks for what the policy of the user's role does not allow.
   *
   * @throws NotLoggedIn, LoginError, CredentialsError or HttpErrorResponse with status 0
   */
  async overstep(): Promise<void> {
    await answered(
      this.identity.user()?.role === 'admin'
        ? withIdToken(this.identity, (authToken) =>
            this.api.invoke(petsPurchasePost, { body: { petId: NO_PET, authToken } }),
          )
        : this.api.invoke(petsPetIdDelete, { petId: NO_PET }),
    );
  }
}

async function answered(call: Promise<unknown>): Promise<void> {
  try {
    await call;
  } catch (error) {
    if (!(error instanceof HttpErrorResponse) || error.status === 0) throw error;
  }
}
