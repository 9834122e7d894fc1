import {
  Component,
  DestroyRef,
  ElementRef,
  Injector,
  afterNextRender,
  computed,
  effect,
  inject,
  signal,
  untracked,
} from '@angular/core';
import { ActivatedRoute, Router } from '@angular/router';
import type { Pet } from '../api/models';
import { problemSentence } from '../calls/problem-sentence';
import { Identity } from '../identity/identity';
import { Lazy } from '../ui/lazy';
import { Notice } from '../ui/notice';
import { Online } from '../ui/online';
import { Asking } from './buy/asking';
import { choiceFrom, isNarrowed, queryOf, type Choice } from './choice';
import type { KeeperDesk } from './keep/keeper-desk';
import { KnownSales } from './known-sales';
import { MorePets } from './more-pets';
import { PetFilter } from './pet-filter';
import { PetList } from './pet-list';
import { PetTypes } from '../pet-types/pet-types';
import { Pets } from './pets';
import { Skeletons } from './skeletons';
import { Toast } from './toast';

/**
 * The shop: everyone looks, buyers buy, shop keepers add and remove. What buyers and shop keepers
 * need is loaded when they need it.
 */
@Component({
  selector: 'app-shop-page',
  imports: [Lazy, MorePets, Notice, PetFilter, PetList, Skeletons],
  templateUrl: './shop-page.html',
})
export class ShopPage {
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef);
  private readonly identity = inject(Identity);
  private readonly destroyRef = inject(DestroyRef);
  private readonly injector = inject(Injector);
  private readonly knownSales = inject(KnownSales);
  private readonly petTypes = inject(PetTypes);
  private readonly router = inject(Router);

  protected readonly asking = inject(Asking);
  protected readonly shop = inject(Pets);
  protected readonly toast = inject(Toast);
  protected readonly online = inject(Online).online;
  protected readonly role = computed(() => this.identity.user()?.role);
  protected readonly isVisitor = computed(
    () => !this.identity.user() && this.identity.status() !== 'checking',
  );
  protected readonly buyDialog = () =>
    import('./buy/buy-dialog').then(({ BuyDialog }) => BuyDialog);
  protected readonly keeperForms = () =>
    import('./keep/keeper-forms').then(({ KeeperForms }) => KeeperForms);

  private announced: Choice | undefined;
  /** What of the list's loading is read out. */
  protected readonly announcement = signal('');
  protected readonly loadProblem = computed(() => problemSentence(this.shop.failure(), 'list'));
  protected readonly moreProblem = computed(() =>
    this.shop.moreFailed() ? this.loadProblem() : undefined,
  );
  protected readonly isNarrowed = computed(() => isNarrowed(this.shop.choice()));
  protected readonly emptiness = computed(() => {
    const { type, available } = this.shop.choice();
    if (type !== '') return `No ${available ? 'available ' : ''}pets of type “${type}”`;
    return available ? 'All pets are sold' : 'No pets yet';
  });

  constructor() {
    inject(ActivatedRoute).queryParamMap.subscribe((query) => {
      const back = this.router.currentNavigation()?.trigger === 'popstate';
      this.shop.show(choiceFrom(query), { back });
    });
    effect(() => {
      const failure = this.knownSales.failure();
      if (failure !== undefined) this.toast.tellProblem(problemSentence(failure, 'purchases'));
    });
    let asked: number | undefined;
    effect(() => {
      if (this.asking.petId() === undefined && asked !== undefined) {
        this.focus(`[data-pet="${asked}"]`);
      }
      asked = this.asking.petId();
    });
    effect(() => {
      // A buyer will be asked: then there is nothing to wait for.
      if (this.role() === 'social') this.buyDialog().catch(() => undefined);
    });
    effect(() => {
      const status = this.shop.status();
      const choice = this.shop.choice();
      untracked(() => this.announce(status, choice));
    });
    effect(() => {
      // After the pets are drawn.
      if (this.shop.status() === 'ready') this.petTypes.load();
    });
    let wasOnline = true;
    effect(() => {
      const online = this.online();
      if (online && !wasOnline) untracked(() => this.retry());
      wasOnline = online;
    });
  }

  /** Goes to the address of a choice; the list follows. */
  protected choose(choice: Choice): void {
    void this.router.navigate([], { queryParams: queryOf(choice), scroll: 'manual' });
  }

  /** Loads the next page because the end of the list is near. */
  protected async loadMore(): Promise<void> {
    const pets = await this.shop.loadMore();
    if (pets > 0) {
      this.announcement.set(`${pets} more pets loaded, ${this.shop.count()} in all.`);
    }
  }

  /** Loads the next page because the user asked for it, who goes on from its first pet. */
  protected async askMore(): Promise<void> {
    const before = this.shop.count();
    await this.loadMore();
    const first = this.shop.chunks().flat()[before];
    if (first) this.focus(`[data-pet="${first.id}"]`, { always: true });
  }

  protected edit(pet: Pet): void {
    void this.atDesk((desk) => desk.edit(pet));
  }

  protected remove(pet: Pet): void {
    void this.atDesk((desk) => desk.remove(pet));
  }

  protected add(): void {
    void this.atDesk((desk) => desk.openForm());
  }

  /** Has something done by the shop keeper's part of the page, which loads when it is needed. */
  private async atDesk(work: (desk: KeeperDesk) => unknown): Promise<void> {
    try {
      const { KeeperDesk } = await import('./keep/keeper-desk');
      work(this.injector.get(KeeperDesk));
    } catch {
      this.toast.tellProblem('That could not be loaded. Check your connection and try again.');
    }
  }

  /** Tries again what failed while there was no network. */
  private retry(): void {
    if (this.shop.status() === 'failed') void this.shop.reload();
    if (this.shop.moreFailed()) void this.loadMore();
  }

  /** Has it read out that a list is coming, and what came. */
  private announce(status: ReturnType<Pets['status']>, choice: Choice): void {
    const isFirst = this.announced === undefined;
    this.announced = choice;
    if (status === 'loading') this.announcement.set('Loading the pets…');
    else if (isFirst || status === 'failed') this.announcement.set('');
    else if (this.shop.count() === 0) this.announcement.set(this.emptiness());
    else {
      const more = this.shop.hasMore() ? ', and there are more' : '';
      this.announcement.set(`${this.shop.count()} pets shown${more}.`);
    }
  }

  /** Moves the focus on when what had it is gone, so that a keyboard user isn't lost. */
  private focus(selector: string, { always = false } = {}): void {
    if (this.destroyRef.destroyed) return;
    afterNextRender(
      () => {
        const target = this.host.nativeElement.querySelector<HTMLElement>(selector);
        const lost = !document.activeElement || document.activeElement === document.body;
        if (lost || always) target?.focus();
      },
      { injector: this.injector },
    );
  }
}
