import { Service, inject } from '@angular/core';
import { Api } from '../../api/api';
import { petsPurchasePost } from '../../api/functions';
import type { Pet } from '../../api/models';
import { hasStatus } from '../../api-client/has-status';
import { repeatUntilAnswered } from '../../api-client/repeat-until-answered';
import { withIdToken } from '../../api-client/with-id-token';
import { Identity } from '../../auth/identity';
import { NotLoggedIn } from '../../auth/login-error';
import { Clock } from '../../config/clock';
import { BusyPets } from '../busy-pets';
import { KnownSales } from '../known-sales';
import { PetLookup } from '../pet-lookup';
import { PetStore } from '../pet-store';

/** Buys pets. When it fails, the list is right all the same. */
@Service()
export class Checkout {
  private readonly api = inject(Api);
  private readonly busy = inject(BusyPets);
  private readonly clock = inject(Clock);
  private readonly identity = inject(Identity);
  private readonly knownSales = inject(KnownSales);
  private readonly lookup = inject(PetLookup);
  private readonly pets = inject(PetStore);

  /**
   * Buys a pet for the user.
   *
   * @returns whether it was done; false if something is being done to the pet already
   * @throws the error of the HTTP client (404 gone, 409 sold to another), of the credentials or of
   *   the login
   */
  buy({ id }: Pick<Pet, 'id'>): Promise<boolean> {
    const user = this.identity.user();
    return this.busy.run(id, async () => {
      try {
        // Buying one's own pet again succeeds, so the call can be repeated, but for nobody else.
        const pet = await repeatUntilAnswered(async () => {
          if (this.identity.user() !== user) throw new NotLoggedIn();
          return withIdToken(this.identity, (authToken) =>
            this.api.invoke(petsPurchasePost, { body: { petId: id, authToken } }),
          );
        });
        const soldTo = user?.email ?? pet.soldTo;
        if (soldTo && this.identity.user() === user) {
          this.knownSales.add({ id, soldTo, soldAt: this.clock.now().toISOString() });
        }
        this.pets.put(pet);
      } catch (error) {
        if (hasStatus(error, 404)) this.pets.drop(id);
        if (hasStatus(error, 409)) await this.lookup.showAsSold(id);
        throw error;
      }
    });
  }
}
