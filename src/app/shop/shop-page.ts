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
import { problemSentence } from '../calls/problem-sentence';
import { Identity } from '../identity/identity';
import { Notice } from '../ui/notice';
import { Online } from '../ui/online';
import { Asking } from './buy/asking';
import { BuyDialog } from './buy/buy-dialog';
import type { KeeperDesk } from './keep/keeper-desk';
import { KeeperForms } from './keep/keeper-forms';
import { KnownSales } from './known-sales';
import { PetCard } from './pet-card';
import { Pets } from './pets';
import { Toast } from './toast';

/** The shop: everyone looks, buyers buy, shop keepers add and remove. */
@Component({
  selector: 'app-shop-page',
  imports: [BuyDialog, KeeperForms, Notice, PetCard],
  templateUrl: './shop-page.html',
})
export class ShopPage {
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef);
  private readonly identity = inject(Identity);
  private readonly injector = inject(Injector);

  private readonly knownSales = inject(KnownSales);
  protected readonly asking = inject(Asking);
  protected readonly shop = inject(Pets);
  protected readonly toast = inject(Toast);
  protected readonly online = inject(Online).online;
  protected readonly role = computed(() => this.identity.user()?.role);
  protected readonly isVisitor = computed(
    () => !this.identity.user() && this.identity.status() !== 'checking',
  );
  /** Unknown while it is being found out who is here. */
  protected readonly viewer = computed(
    () => this.role() ?? (this.isVisitor() ? 'visitor' : undefined),
  );
  protected readonly placeholders = [0, 1, 2, 3, 4, 5, 6, 7];
  protected readonly loadProblem = computed(() => problemSentence(this.shop.failure(), 'list'));
  protected readonly formOpen = signal(false);

  constructor() {
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
  }

  protected edit(pet: Pet): void {
    void this.atDesk((desk) => desk.edit(pet));
  }

  protected remove(pet: Pet): void {
    void this.atDesk((desk) => desk.remove(pet));
  }

  protected async loadMore(): Promise<void> {
    const last = this.shop.pets().length;
    try {
      await this.shop.loadMore();
      const first = this.shop.pets()[last];
      if (first) this.focus(`[data-pet="${first.id}"]`);
    } catch (error) {
      this.toast.tellProblem(problemSentence(error, 'list'));
    }
  }

  protected openForm(): void {
    this.toast.clear();
    this.formOpen.set(true);
    this.host.nativeElement.querySelector<HTMLElement>('app-keeper-forms input')?.focus();
  }

  protected closeForm(): void {
    this.formOpen.set(false);
    this.focus('[data-action="add"]');
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
