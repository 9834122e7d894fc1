import { Injector, Service, afterNextRender, inject } from '@angular/core';
import { NavigationEnd, NavigationStart, Router } from '@angular/router';

/**
 * Takes the user back to where they were on a page of the history, and to the top of a new one. Other
 * choices on the same page leave the scroll position alone. (The router's own, withInMemoryScrolling,
 * would add 1.2 kB to the first download.)
 */
@Service()
export class ScrollMemory {
  private readonly injector = inject(Injector);
  /** By the id of the navigation that led there, in pixels from the top. */
  private readonly positions = new Map<number, number>();

  constructor() {
    window.history.scrollRestoration = 'manual';
    let page: number | undefined;
    let path: string | undefined;
    let restored: number | undefined;
    inject(Router).events.subscribe((event) => {
      if (event instanceof NavigationStart) {
        if (page !== undefined) this.positions.set(page, window.scrollY);
        restored = event.restoredState?.navigationId;
      } else if (event instanceof NavigationEnd) {
        const [before, position] = [path, restored && this.positions.get(restored)];
        const isFirst = page === undefined;
        page = event.id;
        path = event.urlAfterRedirects.split(/[?#]/, 1)[0];
        // The first page is at its top; to scroll there would cost a layout.
        if (!isFirst && (restored || path !== before)) this.scroll(position ?? 0);
      }
    });
  }

  private scroll(top: number): void {
    afterNextRender(() => window.scrollTo({ top, behavior: 'instant' }), {
      injector: this.injector,
    });
  }
}
