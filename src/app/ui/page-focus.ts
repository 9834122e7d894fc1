import { DOCUMENT, Injector, Service, afterNextRender, inject } from '@angular/core';

/** Moves the focus when the focused element has gone, so that a keyboard user isn't lost. */
@Service()
export class PageFocus {
  private readonly document = inject(DOCUMENT);
  private readonly injector = inject(Injector);

  /**
   * Focuses an element, or the first that matches a selector, once the page is redrawn. If there is
   * none, a lost focus goes to the first similar element in sight, or else to the page's content.
   *
   * @param options.always also if something else has the focus
   * @param options.like a selector
   */
  moveTo(
    target: string | HTMLElement | undefined,
    { always = false, like = 'main' }: { always?: boolean; like?: string } = {},
  ): void {
    afterNextRender(
      () => {
        const { activeElement, body } = this.document;
        const isLost = !activeElement || activeElement === body;
        const found =
          typeof target === 'string' ? this.document.querySelector<HTMLElement>(target) : target;
        if (found?.isConnected && (isLost || always)) found.focus();
        else if (isLost) this.firstInSight(like)?.focus({ preventScroll: true });
      },
      { injector: this.injector },
    );
  }

  private firstInSight(selector: string): HTMLElement | null {
    const all = [...this.document.querySelectorAll<HTMLElement>(selector)];
    const inSight = all.find((element) => element.getBoundingClientRect().top >= 0);
    return inSight ?? this.document.querySelector('main');
  }
}
