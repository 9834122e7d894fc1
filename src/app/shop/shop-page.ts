import {
  ApplicationRef,
  Component,
  DestroyRef,
  ElementRef,
  EnvironmentInjector,
  Injector,
  type ComponentRef,
  afterNextRender,
  computed,
  createComponent,
  effect,
  inject,
  outputBinding,
  signal,
  untracked,
} from '@angular/core';
import { ActivatedRoute, Router } from '@angular/router';
import type { Pet } from '../api/models';
import { problemSentence, type Attempt } from '../calls/problem-sentence';
import { Identity } from '../identity/identity';
import { Notice, type Message } from '../ui/notice';
import { Online } from '../ui/online';
import { choiceFrom, isNarrowed, queryOf, type Choice } from './choice';
import { KnownSales } from './known-sales';
import { MorePets } from './more-pets';
import { PetFilter } from './pet-filter';
import { PetList } from './pet-list';
import { PetTypes } from './pet-types';
import { Pets } from './pets';
import { Skeletons } from './skeletons';

/**
 * The shop: everyone looks, buyers buy, shop keepers add and remove. What buyers and shop keepers
 * need is loaded when they need it.
 */
@Component({
  selector: 'app-shop-page',
  imports: [MorePets, Notice, PetFilter, PetList, Skeletons],
  templateUrl: './shop-page.html',
})
export class ShopPage {
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef);
  private readonly identity = inject(Identity);
  private readonly app = inject(ApplicationRef);
  private readonly destroyRef = inject(DestroyRef);
  private readonly environment = inject(EnvironmentInjector);
  private readonly injector = inject(Injector);
  private readonly knownSales = inject(KnownSales);
  private readonly petTypes = inject(PetTypes);
  private readonly router = inject(Router);

  protected readonly shop = inject(Pets);
  protected readonly online = inject(Online).online;
  protected readonly role = computed(() => this.identity.user()?.role);
  protected readonly isVisitor = computed(
    () => !this.identity.user() && this.identity.status() !== 'checking',
  );
  protected readonly message = signal<Message | undefined>(undefined);
  protected readonly formOpen = signal(false);
  private form: ComponentRef<unknown> | undefined;

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
      if (failure !== undefined) this.tellProblem(failure, 'purchases');
    });
    effect(() => {
      const status = this.shop.status();
      const choice = this.shop.choice();
      untracked(() => this.announce(status, choice));
    });
    effect(() => {
      if (this.shop.status() === 'ready') untracked(() => void this.petTypes.load());
    });
    let wasOnline = true;
    effect(() => {
      const online = this.online();
      if (online && !wasOnline) untracked(() => this.retry());
      wasOnline = online;
    });
    effect(() => {
      if (this.role() !== 'admin') this.hideForm();
    });
    this.destroyRef.onDestroy(() => this.hideForm());
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

  protected async buy(pet: Pet): Promise<void> {
    if (!this.identity.user()) {
      await this.identity.logIn(this.router.url);
      return;
    }
    try {
      const { Buying } = await import('./buy/buying');
      const bought = await this.injector.get(Buying).buy(pet);
      if (bought) this.tell(`You bought the ${pet.type}. Thank you!`);
    } catch (error) {
      this.tellProblem(error, 'buy', pet.type);
    }
    this.focus(`[data-pet="${pet.id}"]`);
  }

  protected async remove(pet: Pet): Promise<void> {
    const index = this.shop.pets().findIndex(({ id }) => id === pet.id);
    try {
      const { Keeping } = await import('./keep/keeping');
      if (!(await this.injector.get(Keeping).remove(pet))) return;
      this.tell(`The ${pet.type} has left the shop.`);
      const neighbour = this.shop.pets()[index] ?? this.shop.pets()[index - 1];
      this.focus(neighbour ? `[data-pet="${neighbour.id}"]` : '[data-action="add"]');
    } catch (error) {
      this.tellProblem(error, 'remove', pet.type);
    }
  }

  protected async openForm(): Promise<void> {
    this.message.set(undefined);
    this.formOpen.set(true);
    try {
      const { PetForm } = await import('./keep/pet-form');
      if (!this.formOpen()) return;
      const hostElement = document.createElement('div');
      this.host.nativeElement.querySelector('app-pet-filter')?.before(hostElement);
      this.form = createComponent(PetForm, {
        hostElement,
        environmentInjector: this.environment,
        bindings: [
          outputBinding<Pet>('saved', (pet) => this.closeForm(pet)),
          outputBinding('cancelled', () => this.closeForm()),
        ],
      });
      this.app.attachView(this.form.hostView);
    } catch {
      this.formOpen.set(false);
      const text = 'The form could not be loaded. Check your connection and try again.';
      this.message.set({ tone: 'problem', text });
    }
  }

  private closeForm(saved?: Pet): void {
    this.hideForm();
    if (saved) this.tell(`The ${saved.type} is in the shop now.`);
    this.focus('[data-action="add"]');
  }

  private hideForm(): void {
    if (!untracked(this.formOpen)) return;
    this.formOpen.set(false);
    this.form?.destroy();
    this.form = undefined;
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

  private tell(text: string): void {
    this.message.set({ tone: 'success', text });
  }

  private tellProblem(error: unknown, attempt: Attempt, petType?: string): void {
    this.message.set({ tone: 'problem', text: problemSentence(error, attempt, petType) });
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
