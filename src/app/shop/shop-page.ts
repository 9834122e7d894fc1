import {
  Component,
  ElementRef,
  Injector,
  afterNextRender,
  computed,
  effect,
  inject,
  signal,
} from '@angular/core';
import type { Pet } from '../api/models';
import { Identity } from '../identity/identity';
import { Notice, type Message } from '../ui/notice';
import { Online } from '../ui/online';
import { PetCard } from './pet-card';
import { PetForm } from './keep/pet-form';
import { problemSentence, type Attempt } from '../calls/problem-sentence';
import { Pets } from './pets';
import { Buying } from './buy/buying';
import { Keeping } from './keep/keeping';
import { KnownSales } from './known-sales';

/** The shop: everyone looks, buyers buy, shop keepers add and remove. */
@Component({
  selector: 'app-shop-page',
  imports: [Notice, PetCard, PetForm],
  templateUrl: './shop-page.html',
})
export class ShopPage {
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef);
  private readonly identity = inject(Identity);
  private readonly injector = inject(Injector);

  private readonly buying = inject(Buying);
  private readonly keeping = inject(Keeping);
  private readonly knownSales = inject(KnownSales);
  protected readonly shop = inject(Pets);
  protected readonly online = inject(Online).online;
  protected readonly role = computed(() => this.identity.user()?.role);
  protected readonly isVisitor = computed(
    () => !this.identity.user() && this.identity.status() !== 'checking',
  );
  protected readonly message = signal<Message | undefined>(undefined);
  protected readonly placeholders = [0, 1, 2, 3, 4, 5, 6, 7];
  protected readonly loadProblem = computed(() => problemSentence(this.shop.failure(), 'list'));
  protected readonly formOpen = signal(false);

  constructor() {
    effect(() => {
      const failure = this.knownSales.failure();
      if (failure !== undefined) this.tellProblem(failure, 'purchases');
    });
  }

  protected async buy(pet: Pet): Promise<void> {
    try {
      const bought = await this.buying.buy(pet);
      if (bought) this.tell(`You bought the ${pet.type}. Thank you!`);
    } catch (error) {
      this.tellProblem(error, 'buy', pet.type);
    }
    this.focus(`[data-pet="${pet.id}"]`);
  }

  protected async remove(pet: Pet): Promise<void> {
    const index = this.shop.pets().findIndex(({ id }) => id === pet.id);
    try {
      if (!(await this.keeping.remove(pet))) return;
      this.tell(`The ${pet.type} has left the shop.`);
      const neighbour = this.shop.pets()[index] ?? this.shop.pets()[index - 1];
      this.focus(neighbour ? `[data-pet="${neighbour.id}"]` : '[data-action="add"]');
    } catch (error) {
      this.tellProblem(error, 'remove', pet.type);
    }
  }

  protected async loadMore(): Promise<void> {
    const last = this.shop.pets().length;
    try {
      await this.shop.loadMore();
      const first = this.shop.pets()[last];
      if (first) this.focus(`[data-pet="${first.id}"]`);
    } catch (error) {
      this.tellProblem(error, 'list');
    }
  }

  protected openForm(): void {
    this.message.set(undefined);
    this.formOpen.set(true);
  }

  protected closeForm(saved?: Pet): void {
    this.formOpen.set(false);
    if (saved) this.tell(`The ${saved.type} is in the shop now.`);
    this.focus('[data-action="add"]');
  }

  private tell(text: string): void {
    this.message.set({ tone: 'success', text });
  }

  private tellProblem(error: unknown, attempt: Attempt, petType?: string): void {
    this.message.set({ tone: 'problem', text: problemSentence(error, attempt, petType) });
  }

  /** Moves the focus on when what had it is gone, so that a keyboard user isn't lost. */
  private focus(selector: string): void {
    afterNextRender(
      () => {
        const target = this.host.nativeElement.querySelector<HTMLElement>(selector);
        const lost = !document.activeElement || document.activeElement === document.body;
        if (lost) target?.focus();
      },
      { injector: this.injector },
    );
  }
}
