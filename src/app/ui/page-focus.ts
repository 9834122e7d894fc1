import { DOCUMENT, Injector, Service, afterNextRender, inject } from '@angular/core';

/** Moves the focus when the focused element has gone, so that a keyboard user isn't lost. */
@Service()
export class PageFocus {
  private readonly document = inject(DOCUMENT);
  private readonly injector = inject(Injector);

  /**
   * Focuses the first element that matches, once the page is drawn anew.
   *
   * @param always also if something else has the focus
   */
  moveTo(selector: string, { always = false } = {}): void {
    afterNextRender(
      () => {
        const { activeElement, body } = this.document;
        const isLost = !activeElement || activeElement === body;
        if (isLost || always) this.document.querySelector<HTMLElement>(selector)?.focus();
      },
      { injector: this.injector },
    );
  }
}
