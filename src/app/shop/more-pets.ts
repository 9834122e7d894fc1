import {
  Component,
  DOCUMENT,
  DestroyRef,
  ElementRef,
  computed,
  effect,
  inject,
} from '@angular/core';
import { errorMessage } from '../api-client/error-message';
import { PageFocus } from '../ui/page-focus';
import { PetStore } from './pet-store';
import { Skeletons } from './skeletons';

/** The end of the list as far as it is loaded: loads more when it comes near, and on a click. */
@Component({
  selector: 'app-more-pets',
  imports: [Skeletons],
  templateUrl: './more-pets.html',
})
export class MorePets {
  private readonly focus = inject(PageFocus);
  protected readonly shop = inject(PetStore);

  /** Why no more pets came. Then only a click, or the network coming back, asks again. */
  protected readonly problem = computed(() =>
    this.shop.moreFailed() ? errorMessage(this.shop.error(), 'list') : undefined,
  );

  constructor() {
    const element = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
    const observer = new IntersectionObserver(
      (entries) => {
        const isNear = entries.at(-1)?.isIntersecting;
        if (isNear && !this.shop.loadingMore() && !this.problem()) void this.load();
      },
      // Less than a viewport is left.
      { root: inject(DOCUMENT), rootMargin: '100% 0px' },
    );
    // Observed again after each page, it says whether it is still near.
    effect(() => {
      this.shop.groups();
      this.shop.loadingMore();
      observer.unobserve(element);
      observer.observe(element);
    });
    inject(DestroyRef).onDestroy(() => observer.disconnect());
  }

  /** Loads the next page. */
  async load(): Promise<void> {
    await this.shop.loadMore();
  }

  /** Loads the next page for a user, who continues from its first pet. */
  protected async loadAndFocus(): Promise<void> {
    const before = this.shop.count();
    await this.load();
    const first = this.shop.pets()[before];
    if (first) this.focus.moveTo(`[data-pet="${first.id}"]`, { always: true });
  }
}
