import {
  Component,
  DOCUMENT,
  DestroyRef,
  ElementRef,
  effect,
  inject,
  input,
  output,
} from '@angular/core';
import { Skeletons } from './skeletons';

/** The end of the list as far as it is loaded: asks for more when it comes near, and on a click. */
@Component({
  selector: 'app-more-pets',
  imports: [Skeletons],
  templateUrl: './more-pets.html',
})
export class MorePets {
  /** What is loaded: another object after each page. */
  readonly loaded = input<unknown>();
  /** Whether more pets are on their way. */
  readonly loading = input(false);
  /** Why they did not come. Then only a click asks again. */
  readonly problem = input<string>();

  /** The end comes near: less than a viewport is left. */
  readonly near = output();
  /** The user has asked for more. */
  readonly asked = output();

  constructor() {
    const element = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.at(-1)?.isIntersecting && !this.loading() && !this.problem()) this.near.emit();
      },
      { root: inject(DOCUMENT), rootMargin: '100% 0px' },
    );
    // Observed anew after each page, it says whether it is near still.
    effect(() => {
      this.loaded();
      this.loading();
      observer.unobserve(element);
      observer.observe(element);
    });
    inject(DestroyRef).onDestroy(() => observer.disconnect());
  }
}
