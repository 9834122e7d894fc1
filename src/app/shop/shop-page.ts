import { Component, Injector, computed, effect, inject, untracked, viewChild } from '@angular/core';
import { ActivatedRoute, Router, RouterLink } from '@angular/router';
import type { Pet } from '../api/models';
import { OFFLINE, errorMessage } from '../api-client/error-message';
import { Identity } from '../auth/identity';
import { PetTypes } from '../pet-types/pet-types';
import { Lazy } from '../ui/lazy';
import { loadCode } from '../ui/load-code';
import { Notice } from '../ui/notice';
import { Online, whenOnlineAgain } from '../ui/online';
import { PageFocus } from '../ui/page-focus';
import { PurchaseRoute } from './buy/purchase-route';
import { emptyMessage } from './empty-message';
import { OpenForms } from './manage/open-forms';
import { KnownSales } from './known-sales';
import { ListAnnouncer } from './list-announcer';
import { MorePets } from './more-pets';
import { PetFilter } from './pet-filter';
import { PetList } from './pet-list';
import { hasFilter, paramsOf, petQueryFrom, type PetQuery } from './pet-query';
import { PetStore } from './pet-store';
import { Skeletons } from './skeletons';
import { Toast } from './toast';

/**
 * The shop: everyone looks, buyers buy, shop keepers add and remove. What buyers and shop keepers
 * need is loaded when they need it.
 */
@Component({
  selector: 'app-shop-page',
  imports: [Lazy, ListAnnouncer, MorePets, Notice, PetFilter, PetList, RouterLink, Skeletons],
  templateUrl: './shop-page.html',
})
export class ShopPage {
  private readonly focus = inject(PageFocus);
  private readonly forms = inject(OpenForms);
  private readonly identity = inject(Identity);
  private readonly injector = inject(Injector);
  private readonly knownSales = inject(KnownSales);
  private readonly petTypes = inject(PetTypes);
  private readonly router = inject(Router);

  protected readonly purchase = inject(PurchaseRoute);
  protected readonly shop = inject(PetStore);
  protected readonly toast = inject(Toast);
  protected readonly online = inject(Online).online;
  protected readonly role = computed(() => this.identity.user()?.role);
  protected readonly isVisitor = computed(
    () => !this.identity.user() && this.identity.status() !== 'checking',
  );
  protected readonly buyDialog = () =>
    import('./buy/buy-dialog').then(({ BuyDialog }) => BuyDialog);
  protected readonly keeperForms = () =>
    import('./manage/keeper-forms').then(({ KeeperForms }) => KeeperForms);

  private readonly morePets = viewChild(MorePets);
  protected readonly loadProblem = computed(() => errorMessage(this.shop.error(), 'list'));
  protected readonly hasFilter = computed(() => hasFilter(this.shop.query()));
  protected readonly emptyMessage = computed(() => emptyMessage(this.shop.query()));

  constructor() {
    inject(ActivatedRoute).queryParamMap.subscribe((params) => {
      const back = this.router.currentNavigation()?.trigger === 'popstate';
      this.shop.show(petQueryFrom(params), { back });
    });
    effect(() => {
      const failure = this.knownSales.failure();
      // What the user may still do about a message is worth more.
      if (failure === undefined || untracked(this.toast.message)?.action) return;
      this.toast.tellProblem(errorMessage(failure, 'purchases'));
    });
    let previousPetId: number | undefined;
    effect(() => {
      if (this.purchase.petId() === undefined && previousPetId !== undefined) {
        this.focus.moveTo(`[data-pet="${previousPetId}"]`, { like: '[data-pet]' });
      }
      previousPetId = this.purchase.petId();
    });
    effect(() => {
      // A buyer will be asked: then there is nothing to wait for.
      if (this.role() === 'social') this.buyDialog().catch(() => undefined);
    });
    effect(() => {
      // Not before the pets, which everyone came for.
      if (this.shop.status() === 'ready') this.petTypes.load();
    });
    whenOnlineAgain(() => this.retry());
  }

  /** Goes to the address of a query; the list follows. */
  protected choose(query: PetQuery): void {
    void this.router.navigate([], { queryParams: paramsOf(query), scroll: 'manual' });
  }

  /** Opens the form for new pets, or leads back to it. */
  protected add(): void {
    this.toast.clear();
    this.forms.adding.set(true);
    this.focus.moveTo('app-add-pets input', { always: true });
  }

  protected edit(pet: Pet): void {
    this.forms.editing.set(pet);
  }

  protected async remove(pet: Pet): Promise<void> {
    const loaded = await loadCode(() => import('./manage/removal')).catch(() => undefined);
    if (loaded) return this.injector.get(loaded.Removal).remove(pet);
    const message = this.online()
      ? 'That could not be loaded. Check your connection and try again.'
      : OFFLINE;
    const again = () => {
      this.toast.clear();
      this.focus.moveTo(`[data-pet="${pet.id}"]`);
      void this.remove(pet);
    };
    this.toast.tellProblem(message, { label: 'Try again', run: again });
  }

  /** The button goes while this loads; a keyboard user is at the top of the list meanwhile. */
  protected reload(): void {
    this.focus.moveTo('#pets-heading', { always: true });
    this.shop.reload();
  }

  /** Tries again what failed while there was no network. */
  private retry(): void {
    if (this.shop.status() === 'failed' || this.shop.mayBeOld()) this.shop.reload();
    if (this.shop.moreFailed()) void this.morePets()?.load();
  }
}
