import {
  DOCUMENT,
  DestroyRef,
  Directive,
  ElementRef,
  computed,
  inject,
  input,
  signal,
} from '@angular/core';

/** A part counts as near up to two viewports above and below the viewport. */
const REACH = '200% 0px';

/**
 * Says whether a part of a long list is near the viewport, so that only such parts are drawn:
 *
 *     <div [appNearViewport]="$first" #part="nearViewport">
 *       @if (part.isNear()) { … }
 *     </div>
 *
 * Otherwise the browser reserves its space: as high as it was or, until then, as the style says
 * (`contain-intrinsic-size: auto …`). A part with the focus counts as near. The price: find-in-page
 * finds only what is drawn.
 */
@Directive({
  selector: '[appNearViewport]',
  exportAs: 'nearViewport',
  host: {
    '[style.content-visibility]': "isNear() ? null : 'hidden'",
    '(focusin)': 'hasFocus.set(true)',
    '(focusout)': 'hasFocus.set(false)',
  },
})
export class NearViewport {
  /** Whether it counts as near before it is known where it is. */
  readonly appNearViewport = input(false);

  private readonly isInReach = signal<boolean | undefined>(undefined);
  protected readonly hasFocus = signal(false);

  readonly isNear = computed(() => this.hasFocus() || (this.isInReach() ?? this.appNearViewport()));

  constructor() {
    const observer = new IntersectionObserver(
      (entries) => this.isInReach.set(entries.at(-1)?.isIntersecting),
      { root: inject(DOCUMENT), rootMargin: REACH },
    );
    observer.observe(inject<ElementRef<HTMLElement>>(ElementRef).nativeElement);
    inject(DestroyRef).onDestroy(() => observer.disconnect());
  }
}
