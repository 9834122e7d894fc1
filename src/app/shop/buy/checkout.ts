import { Service, inject, linkedSignal } from '@angular/core';
import { Api } from '../../api/api';
import { petsPurchasePost } from '../../api/functions';
import type { Pet, Sale } from '../../api/models';
import { hasStatus, withIdToken } from '../../api-client/answer';
import { isAnswerLost, repeatUntilAnswered } from '../../api-client/repeat-until-answered';
import { Identity } from '../../auth/identity';
import { NotLoggedIn } from '../../auth/login-error';
import { Clock } from '../../config/clock';
import { whenOnlineAgain } from '../../ui/online';
import { BusyPets } from '../busy-pets';
import { KnownSales } from '../known-sales';
import { PetLookup } from '../pet-lookup';
import { PetStore } from '../pet-store';

/** Buys pets. Even after a failure, the list is right. */
@Service()
export class Checkout {
  private readonly api = inject(Api);
  private readonly busy = inject(BusyPets);
  private readonly clock = inject(Clock);
  private readonly identity = inject(Identity);
  private readonly knownSales = inject(KnownSales);
  private readonly lookup = inject(PetLookup);
  private readonly pets = inject(PetStore);

  /** The pets that the user may or may not have bought: no answer came. */
  private readonly unanswered = linkedSignal({
    source: this.identity.user,
    computation: (): ReadonlySet<number> => new Set(),
  });

  constructor() {
    whenOnlineAgain(() => void this.findOut());
  }

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
        // Buying your own pet again succeeds, so the call can be repeated, but never for another user.
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
        this.forget(id);
      } catch (error) {
        if (isAnswerLost(error)) this.unanswered.update((ids) => new Set(ids).add(id));
        else this.forget(id);
        if (hasStatus(error, 404)) this.pets.drop(id);
        if (hasStatus(error, 409)) await this.lookup.showAsSold(id);
        throw error;
      }
    });
  }

  /**
   * Asks which of the unanswered purchases went through, and shows those pets as sold. It asks the
   * table, which is always right, not a list.
   *
   * @returns the user's own pets among them; none if that can't be learned now
   */
  async findOut(): Promise<readonly Sale[]> {
    const ids = [...this.unanswered()];
    if (ids.length === 0) return [];
    const user = this.identity.user();
    const sales = await this.knownSales.find(ids).catch(() => undefined);
    if (!sales || this.identity.user() !== user) return [];
    ids.forEach((id) => this.forget(id));
    this.knownSales.add(...sales);
    for (const { id, type, price, soldTo, isListed } of sales) {
      if (isListed) this.pets.put({ id, type, price, soldTo, isSold: true });
    }
    return sales;
  }

  private forget(id: number): void {
    this.unanswered.update((ids) => new Set([...ids].filter((other) => other !== id)));
  }
}
