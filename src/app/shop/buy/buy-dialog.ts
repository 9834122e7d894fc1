import { CurrencyPipe } from '@angular/common';
import {
  Component,
  computed,
  inject,
  linkedSignal,
  resource,
  signal,
  untracked,
} from '@angular/core';
import { Router } from '@angular/router';
import { errorMessage } from '../../api-client/error-message';
import { hasStatus } from '../../api-client/has-status';
import { Identity } from '../../auth/identity';
import { LoginButton } from '../../auth/login-button';
import { Modal } from '../../ui/modal';
import { petPicture } from '../../ui/pet-picture';
import { KnownSales, type ShopPet } from '../known-sales';
import { PetLookup } from '../pet-lookup';
import { PetStore } from '../pet-store';
import { Toast } from '../toast';
import { Checkout } from './checkout';
import { PurchaseRoute } from './purchase-route';

/**
 * The question whether to buy a pet, for whoever follows it here: a buyer confirms, a visitor logs
 * in, a shop keeper learns that they can't.
 */
@Component({
  selector: 'app-buy-dialog',
  imports: [CurrencyPipe, LoginButton, Modal],
  templateUrl: './buy-dialog.html',
  styleUrls: ['../dialog.css', './buy-dialog.css'],
})
export class BuyDialog {
  private readonly checkout = inject(Checkout);
  private readonly identity = inject(Identity);
  private readonly knownSales = inject(KnownSales);
  private readonly lookup = inject(PetLookup);
  private readonly pets = inject(PetStore);
  private readonly route = inject(PurchaseRoute);
  private readonly router = inject(Router);
  private readonly toast = inject(Toast);

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
  /** The pet; it stays in sight when it leaves the list meanwhile. */
  protected readonly pet = linkedSignal<ShopPet | undefined, ShopPet | undefined>({
    source: () => {
      const pet =
        this.listedPet() ?? (this.lookedUp.hasValue() ? this.lookedUp.value() : undefined);
      return pet && this.knownSales.view(pet);
    },
    computation: (pet, previous) =>
      pet ?? (previous?.value?.id === this.petId() ? previous?.value : undefined),
  });
  protected readonly lookupProblem = computed(() => {
    const error = this.lookedUp.isLoading() ? undefined : this.lookedUp.error();
    return error && errorMessage(error, 'list');
  });

  protected readonly role = computed(() => this.identity.user()?.role);
  protected readonly checking = computed(() => this.identity.status() === 'checking');
  protected readonly picture = computed(() => petPicture(this.pet()?.type ?? ''));
  /** Whether the purchase is under way. */
  protected readonly buying = signal(false);
  /** Why the purchase did not work. */
  protected readonly problem = linkedSignal({ source: this.petId, computation: () => '' });
  /** Whether nobody can buy this pet any more. */
  protected readonly isUnavailable = linkedSignal({ source: this.petId, computation: () => false });

  protected close(): void {
    this.route.close();
  }

  /** Buys the pet. If that does not work, says why; what may pass can be tried again. */
  protected async confirm({ id, type }: ShopPet): Promise<void> {
    if (this.buying()) return;
    this.buying.set(true);
    this.problem.set('');
    try {
      if (!(await this.checkout.buy({ id }))) return;
      this.toast.tell(`Sold to you: the ${type}. Thank you!`, {
        label: 'See my purchases',
        run: () => {
          this.toast.clear();
          void this.router.navigateByUrl('/purchases');
        },
      });
      this.close();
    } catch (error) {
      this.problem.set(errorMessage(error, 'buy', type));
      this.isUnavailable.set(hasStatus(error, 404, 409));
    } finally {
      this.buying.set(false);
    }
  }
}
