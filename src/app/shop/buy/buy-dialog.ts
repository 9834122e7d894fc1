import { CurrencyPipe } from '@angular/common';
import {
  Component,
  computed,
  effect,
  inject,
  linkedSignal,
  resource,
  untracked,
} from '@angular/core';
import { errorMessage } from '../../api-client/error-message';
import { hasStatus } from '../../api-client/answer';
import { buyerProblem } from '../../auth/buyer-problem';
import { dropOfflineMessage } from '../../api-client/offline-message';
import { isAnswerLost } from '../../api-client/repeat-until-answered';
import { Identity } from '../../auth/identity';
import { LoginButton } from '../../auth/login-button';
import { Modal } from '../../ui/modal';
import { whenOnlineAgain } from '../../ui/online';
import { PageFocus } from '../../ui/page-focus';
import { petPicture } from '../../ui/pet-picture';
import { KnownSales, type ShopPet } from '../known-sales';
import { PetLookup } from '../pet-lookup';
import { PetStore } from '../pet-store';
import { Checkout } from './checkout';
import { PurchaseRoute } from './purchase-route';

/**
 * Asks whether to buy a pet, whoever follows the link here: a buyer confirms, a visitor logs in, and a
 * shopkeeper learns that they can't.
 */
@Component({
  selector: 'app-buy-dialog',
  imports: [CurrencyPipe, LoginButton, Modal],
  templateUrl: './buy-dialog.html',
  styleUrls: ['../dialog.css', './buy-dialog.css'],
})
export class BuyDialog {
  private readonly checkout = inject(Checkout);
  private readonly focus = inject(PageFocus);
  private readonly identity = inject(Identity);
  private readonly knownSales = inject(KnownSales);
  private readonly lookup = inject(PetLookup);
  private readonly pets = inject(PetStore);
  private readonly route = inject(PurchaseRoute);

  private readonly petId = this.route.petId;
  private readonly listedPet = computed(() =>
    this.pets.pets().find(({ id }) => id === this.petId()),
  );
  /** A pet that is on no loaded page. */
  protected readonly lookedUp = resource({
    params: () => {
      const id = this.petId();
      return untracked(this.listedPet) ? undefined : id;
    },
    loader: ({ params: id }) => this.lookup.find(id),
  });
  private readonly present = computed(
    () => this.listedPet() ?? (this.lookedUp.hasValue() ? this.lookedUp.value() : undefined),
  );
  /** Whether the purchase is under way, until the question goes. */
  protected readonly buying = linkedSignal({ source: this.petId, computation: () => false });
  /**
   * The pet. It stays in sight if it leaves the list in the meantime, and stays as it is while it is
   * bought.
   */
  protected readonly pet = linkedSignal<ShopPet | undefined, ShopPet | undefined>({
    source: () => {
      const pet = this.present();
      return this.buying() ? undefined : pet && this.knownSales.view(pet);
    },
    computation: (pet, previous) =>
      pet ?? (previous?.value?.id === this.petId() ? previous?.value : undefined),
  });
  protected readonly lookupProblem = computed(() => {
    const error = this.lookedUp.isLoading() ? undefined : this.lookedUp.error();
    return error && errorMessage(error, 'list');
  });

  protected readonly role = computed(() => this.identity.user()?.role);
  /** Why this user can't buy anything. */
  protected readonly buyerProblem = computed(() => buyerProblem(this.identity.user()));
  protected readonly checking = computed(() => this.identity.status() === 'checking');
  protected readonly picture = computed(() => petPicture(this.pet()?.type ?? ''));
  /** Why the purchase failed. */
  protected readonly problem = linkedSignal({
    source: () => ({ petId: this.petId(), user: this.identity.user() }),
    computation: () => '',
  });
  /** Whether no one can buy this pet anymore. */
  protected readonly isUnavailable = linkedSignal({ source: this.petId, computation: () => false });

  constructor() {
    effect(() => this.knownSales.include(this.present()));
    dropOfflineMessage(this.problem);
    whenOnlineAgain(() => this.lookedUp.error() && this.lookedUp.reload());
  }

  protected close(): void {
    this.route.close();
    void this.checkout.findOut();
  }

  /** The button disappears while this loads, so the focus moves to the heading. */
  protected lookAgain(): void {
    this.focus.moveTo('#buy-heading', { always: true });
    this.lookedUp.reload();
  }

  /** Buys the pet. If that fails, says why; if it may pass, the user can try again. */
  protected async confirm({ id, type }: ShopPet): Promise<void> {
    if (this.buying()) return;
    this.buying.set(true);
    this.problem.set('');
    try {
      if (await this.checkout.buy({ id })) {
        this.route.close();
        return;
      }
    } catch (error) {
      const hint = isAnswerLost(error) ? ' Don’t worry: you can’t buy it twice.' : '';
      this.problem.set(errorMessage(error, 'buy', type) + hint);
      this.isUnavailable.set(hasStatus(error, 404, 409));
      // The button that was pressed may be gone.
      this.focus.moveTo('[data-action="close"]');
    }
    this.buying.set(false);
  }
}
