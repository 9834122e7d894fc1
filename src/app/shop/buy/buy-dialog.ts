import { CurrencyPipe } from '@angular/common';
import {
  Component,
  computed,
  effect,
  inject,
  linkedSignal,
  signal,
  untracked,
} from '@angular/core';
import type { Pet } from '../../api/models';
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
  private readonly toast = inject(Toast);

  private readonly petId = this.route.petId;
  private readonly loadedPet = signal<Pet | undefined>(undefined);
  /** The pet; it stays in sight when it leaves the list meanwhile. */
  protected readonly pet = linkedSignal<ShopPet | undefined, ShopPet | undefined>({
    source: () => {
      const pet = [...this.pets.pets(), this.loadedPet()].find((one) => one?.id === this.petId());
      return pet && this.knownSales.view(pet);
    },
    computation: (pet, previous) => pet ?? previous?.value,
  });
  protected readonly isLoading = signal(false);
  protected readonly lookupProblem = signal('');

  protected readonly role = computed(() => this.identity.user()?.role);
  protected readonly checking = computed(() => this.identity.status() === 'checking');
  protected readonly picture = computed(() => petPicture(this.pet()?.type ?? ''));
  /** Whether the purchase is under way. */
  protected readonly buying = signal(false);
  /** Why the purchase did not work. */
  protected readonly problem = signal('');
  /** Whether nobody can buy this pet any more. */
  protected readonly isUnavailable = signal(false);

  constructor() {
    effect(() => {
      this.petId();
      untracked(() => {
        if (!this.pet()) void this.loadPet();
      });
    });
  }

  protected close(): void {
    this.route.close();
  }

  /** Asks the shop for a pet that is on no loaded page. */
  protected async loadPet(): Promise<void> {
    const id = this.petId();
    if (id === undefined) return;
    this.isLoading.set(true);
    this.lookupProblem.set('');
    try {
      this.loadedPet.set(await this.lookup.find(id));
    } catch (error) {
      this.lookupProblem.set(errorMessage(error, 'list'));
    } finally {
      this.isLoading.set(false);
    }
  }

  /** Buys the pet. If that does not work, says why; what may pass can be tried again. */
  protected async confirm({ id, type }: ShopPet): Promise<void> {
    if (this.buying()) return;
    this.buying.set(true);
    this.problem.set('');
    try {
      if (!(await this.checkout.buy({ id }))) return;
      this.toast.tell(`Sold to you: the ${type}. Thank you!`);
      this.close();
    } catch (error) {
      this.problem.set(errorMessage(error, 'buy', type));
      this.isUnavailable.set(hasStatus(error, 404, 409));
    } finally {
      this.buying.set(false);
    }
  }
}
