import { CurrencyPipe, Location } from '@angular/common';
import { Component, computed, effect, inject, resource } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { Meta, Title } from '@angular/platform-browser';
import { ActivatedRoute, Router, RouterLink } from '@angular/router';
import { map } from 'rxjs';
import type { Pet } from '../api/models';
import { errorMessage } from '../api-client/error-message';
import { Identity } from '../auth/identity';
import { whenOnlineAgain } from '../ui/online';
import { PageFocus } from '../ui/page-focus';
import { pageTitle } from '../ui/page-title';
import { petName } from '../ui/pet-name';
import { petPicture } from '../ui/pet-picture';
import { BusyPets } from './busy-pets';
import { PurchaseRoute } from './buy/purchase-route';
import { KnownSales } from './known-sales';
import { OpenForms } from './manage/open-forms';
import { PetActions } from './pet-actions';
import { PetLookup } from './pet-lookup';
import { PetStore } from './pet-store';
import { ShopOverlay } from './shop-overlay';

/** One pet at its own address: as it is now, or what is known about it when it is gone. */
@Component({
  selector: 'app-pet-page',
  imports: [CurrencyPipe, RouterLink, ShopOverlay],
  templateUrl: './pet-page.html',
  styleUrl: './pet-page.css',
})
export class PetPage {
  private readonly focus = inject(PageFocus);
  private readonly identity = inject(Identity);
  private readonly knownSales = inject(KnownSales);
  private readonly location = inject(Location);
  private readonly lookup = inject(PetLookup);

  protected readonly actions = inject(PetActions);
  protected readonly busy = inject(BusyPets);
  protected readonly purchase = inject(PurchaseRoute);

  private readonly router = inject(Router);

  private readonly arrival = toSignal(
    inject(ActivatedRoute).paramMap.pipe(
      map((params) => ({
        id: Number(params.get('id')),
        from: String(this.router.currentNavigation()?.previousNavigation?.finalUrl ?? ''),
      })),
    ),
    { requireSync: true },
  );
  protected readonly id = computed(() => this.arrival().id);
  /** Whether the user came here from the list, and finds their place there by going back. */
  protected readonly cameFromShop = computed(() => /^\/($|\?)/.test(this.arrival().from));
  /** What the shop lists under this id; undefined if it lists nothing. */
  protected readonly listed = resource({
    params: () => this.id(),
    loader: ({ params: id }) => this.lookup.find(id),
  });
  protected readonly pet = computed(() => {
    const pet = this.listed.hasValue() ? this.listed.value() : undefined;
    return pet && this.knownSales.view(pet);
  });
  protected readonly isGone = computed(
    () => !this.listed.isLoading() && !this.listed.error() && !this.pet(),
  );
  /** The sale of a pet that has gone, if the user may know it. */
  protected readonly sale = resource({
    params: () => {
      const user = this.identity.user();
      return user && this.isGone() ? { id: this.id(), user } : undefined;
    },
    loader: async ({ params: { id } }) => (await this.knownSales.find([id]))[0],
  });
  /** What the shop lists instead. */
  protected readonly newest = resource({
    params: () => this.isGone() || undefined,
    loader: () => this.lookup.newest(),
  });
  protected readonly isLoading = computed(
    () =>
      this.listed.isLoading() ||
      (this.isGone() && (!this.viewer() || this.sale.isLoading() || this.newest.isLoading())),
  );
  protected readonly problem = computed(() => {
    if (this.listed.error()) return errorMessage(this.listed.error(), 'list');
    return this.sale.error() && errorMessage(this.sale.error(), 'purchases');
  });

  /** Who looks at it; undefined while the login is being checked. */
  protected readonly viewer = computed(() => {
    if (this.identity.status() === 'checking') return undefined;
    return this.identity.user()?.role ?? 'visitor';
  });
  protected readonly isBusy = computed(() => this.busy.ids().has(this.id()));
  protected readonly picture = petPicture;
  protected readonly name = petName;

  constructor() {
    // The form for new pets stays in the shop, and keeps its draft.
    inject(OpenForms).adding.set(false);

    const pets = inject(PetStore);
    let seen = pets.lastChange();
    effect(() => {
      const change = pets.lastChange();
      if (change && change !== seen && change.id === this.id()) this.listed.set(change.pet);
      seen = change;
    });
    effect(() => this.knownSales.include(this.pet()));
    whenOnlineAgain(() => this.problem() && this.listed.reload());

    const title = inject(Title);
    const meta = inject(Meta);
    effect(() => {
      // Which has set them to what the route knows.
      this.router.lastSuccessfulNavigation();
      const pet = this.pet();
      if (!pet) return;
      const name = petName(pet);
      title.setTitle(pageTitle(name.charAt(0).toUpperCase() + name.slice(1)));
      meta.updateTag({ name: 'description', content: descriptionOf(pet) });
    });
  }

  /** The button disappears while this loads, so the focus moves to the top of the page. */
  protected retry(): void {
    this.focus.moveTo('main', { always: true });
    this.listed.reload();
  }

  protected back(event: MouseEvent): void {
    // Another tab or window has no list to go back to.
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    this.location.back();
  }
}

const price = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' });

const descriptionOf = (pet: Pet): string =>
  `${petName(pet)}: ${price.format(pet.price)}, ${pet.isSold ? 'sold' : 'waiting for a home'}.`;
