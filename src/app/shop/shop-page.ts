import {
  Component,
  ElementRef,
  Injector,
  afterNextRender,
  computed,
  effect,
  inject,
  signal,
  viewChild,
} from '@angular/core';
import { ActivatedRoute, Router, RouterLink } from '@angular/router';
import { errorMessage } from '../api-client/error-message';
import { hasStatus } from '../api-client/answer';
import { Identity } from '../auth/identity';
import { RememberedRole } from '../auth/remembered-role';
import { similarTypes } from '../pet-types/find-type';
import { PetTypes } from '../pet-types/pet-types';
import { Lazy } from '../ui/lazy';
import { Online, whenOnlineAgain } from '../ui/online';
import { PageFocus } from '../ui/page-focus';
import { steady } from '../ui/steady';
import { addressHints } from './address-hints';
import { PurchaseRoute } from './buy/purchase-route';
import { emptyMessage } from './empty-message';
import { OpenForms } from './manage/open-forms';
import { ListAnnouncer } from './list-announcer';
import { ListPlace } from './list-place';
import { MorePets } from './more-pets';
import { PetActions } from './pet-actions';
import { PetFilter } from './pet-filter';
import { PetList } from './pet-list';
import { hasFilter, isSameQuery, paramsOf, petQueryFrom, type PetQuery } from './pet-query';
import { PetStore } from './pet-store';
import { ShopOverlay } from './shop-overlay';
import { Skeletons } from './skeletons';
import { Toast } from './toast';

/**
 * The shop: everyone browses, buyers buy, shopkeepers add and remove. What buyers and shopkeepers
 * need is loaded when they need it.
 */
@Component({
  selector: 'app-shop-page',
  imports: [Lazy, ListAnnouncer, MorePets, PetFilter, PetList, RouterLink, ShopOverlay, Skeletons],
  templateUrl: './shop-page.html',
  host: {
    '[class.unknown]': 'isUnknown()',
    '(document:focusin)': 'place.focused($event.target)',
    '(window:pagehide)': 'place.keep(shop.shownQuery(), shop.count())',
  },
})
export class ShopPage {
  private readonly focus = inject(PageFocus);
  private readonly forms = inject(OpenForms);
  private readonly identity = inject(Identity);
  private readonly injector = inject(Injector);
  private readonly petTypes = inject(PetTypes);
  private readonly router = inject(Router);
  private readonly toast = inject(Toast);

  protected readonly actions = inject(PetActions);
  protected readonly purchase = inject(PurchaseRoute);
  protected readonly place = inject(ListPlace);
  protected readonly shop = inject(PetStore);
  protected readonly online = inject(Online).online;
  protected readonly role = computed(() => this.identity.user()?.role);
  protected readonly likelyRole = inject(RememberedRole).role;
  /** Nothing says how the page will look. */
  protected readonly isUnknown = computed(
    () => this.identity.status() === 'checking' && !this.likelyRole(),
  );
  protected readonly isVisitor = computed(
    () => !this.identity.user() && this.identity.status() !== 'checking',
  );
  protected readonly addPets = () => import('./manage/add-pets').then(({ AddPets }) => AddPets);

  private readonly heading = viewChild<ElementRef<HTMLElement>>('heading');
  private readonly morePets = viewChild(MorePets);
  /** Trying again would give the same answer. */
  protected readonly isRefused = computed(() => hasStatus(this.shop.error(), 400));
  protected readonly loadProblem = computed(() =>
    this.isRefused()
      ? 'The shop doesn’t understand this address.'
      : errorMessage(this.shop.error(), 'list'),
  );
  protected readonly hasFilter = computed(() => hasFilter(this.shop.query()));
  /** Users who came to work, or have already started filtering, need no welcome. */
  protected readonly hasHero = steady(() => this.likelyRole() !== 'admin' && !this.hasFilter());
  protected readonly emptyMessage = computed(() => emptyMessage(this.shop.query()));
  /** What a user may have meant who asked for a type that the shop doesn't have. */
  protected readonly similarTypes = computed(() => {
    const { type } = this.shop.query();
    return type === '' ? [] : similarTypes(this.petTypes.types(), type);
  });
  /** What is wrong with the address. */
  protected readonly hints = signal<readonly string[]>([]);

  constructor() {
    inject(ActivatedRoute).queryParamMap.subscribe((params) => {
      const back = this.router.currentNavigation()?.trigger === 'popstate';
      this.hints.set(addressHints(params));
      const query = petQueryFrom(params);
      // Another list is shown from its start, wherever it was chosen.
      if (!back && !isSameQuery(query, this.shop.query())) {
        this.heading()?.nativeElement.scrollIntoView({ block: 'nearest' });
      }
      this.shop.show(query, { back, count: this.place.of(query)?.count ?? 0 });
    });
    effect(() => {
      const place = this.shop.status() === 'ready' && this.place.of(this.shop.query());
      if (!place) return;
      afterNextRender(() => this.place.restore(place), { injector: this.injector });
    });
    effect(() => {
      // After the pets, which everyone came for.
      if (this.shop.status() === 'ready') this.petTypes.load();
    });
    whenOnlineAgain(() => this.retry());
  }

  /** Goes to the address of a query; the list follows. */
  protected choose(query: PetQuery): void {
    void this.router.navigate([], { queryParams: paramsOf(query), scroll: 'manual' });
  }

  /** Opens the form for new pets, or moves back to it. */
  protected add(): void {
    this.toast.clear();
    this.forms.adding.set(true);
    this.focus.moveTo('app-add-pets input', { always: true });
  }

  /** The button disappears while this loads, so the focus moves to the top of the list. */
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
