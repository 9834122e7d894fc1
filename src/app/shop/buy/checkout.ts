import { Service, inject, linkedSignal } from '@angular/core';
import { Router } from '@angular/router';
import { Api } from '../../api/api';
import { petsPurchasePost } from '../../api/functions';
import type { Pet } from '../../api/models';
import { hasStatus, withIdToken } from '../../api-client/answer';
import { isAnswerLost, repeatUntilAnswered } from '../../api-client/repeat-until-answered';
import { Identity } from '../../auth/identity';
import { NotLoggedIn } from '../../auth/login-error';
import { Clock } from '../../config/clock';
import { whenOnlineAgain } from '../../ui/online';
import { petName } from '../../ui/pet-name';
import { BusyPets } from '../busy-pets';
import { KnownSales } from '../known-sales';
import { PetLookup } from '../pet-lookup';
import { PetStore } from '../pet-store';
import { Toast } from '../toast';

/** Buys pets, and says which are bought. Even after a failure, the list is right. */
@Service()
export class Checkout {
  private readonly api = inject(Api);
  private readonly busy = inject(BusyPets);
  private readonly clock = inject(Clock);
  private readonly identity = inject(Identity);
  private readonly knownSales = inject(KnownSales);
  private readonly lookup = inject(PetLookup);
  private readonly pets = inject(PetStore);
  private readonly router = inject(Router);
  private readonly toast = inject(Toast);

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
        this.thank(`You bought the ${petName(pet)}.`);
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
   * Asks which of the unanswered purchases went through, if that can be learned now; says so, and shows
   * those pets as sold. It asks the table, which is always right, not a list.
   */
  async findOut(): Promise<void> {
    const ids = [...this.unanswered()];
    if (ids.length === 0) return;
    const user = this.identity.user();
    const sales = await this.knownSales.find(ids).catch(() => undefined);
    if (!sales || this.identity.user() !== user) return;
    ids.forEach((id) => this.forget(id));
    this.knownSales.add(...sales);
    for (const { id, type, price, soldTo, isListed } of sales) {
      if (isListed) this.pets.put({ id, type, price, soldTo, isSold: true });
    }
    if (sales.length === 0) return;
    const pets = new Intl.ListFormat('en-US').format(sales.map((sale) => `the ${petName(sale)}`));
    this.thank(`Your purchase went through: ${pets}.`);
  }

  private thank(text: string): void {
    const run = () => {
      this.toast.clear();
      void this.router.navigateByUrl('/purchases');
    };
    this.toast.tell(`${text} Thank you!`, { label: 'See my purchases', run });
  }

  private forget(id: number): void {
    this.unanswered.update((ids) => new Set([...ids].filter((other) => other !== id)));
  }
}
