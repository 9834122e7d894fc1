import { DOCUMENT, Service, inject } from '@angular/core';

/** How far beyond the viewport a chunk counts as near: two viewports above and below. */
const REACH = '200% 0px';

/** One observer of the viewport and one of sizes for all chunks of all lists. */
@Service()
export class ChunkObserver {
  private readonly document = inject(DOCUMENT);
  private readonly watched = new WeakMap<Element, Watcher>();
  private readonly viewport = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        this.watched.get(target)?.near(isIntersecting);
      }
    },
    { root: this.document, rootMargin: REACH },
  );
  private readonly sizes = new ResizeObserver((entries) => {
    for (const { target, contentRect } of entries) this.watched.get(target)?.resized(contentRect);
  });

  /** @returns what ends it */
  watch(element: Element, watcher: Watcher): () => void {
    this.watched.set(element, watcher);
    this.viewport.observe(element);
    this.sizes.observe(element);
    return () => {
      this.viewport.unobserve(element);
      this.sizes.unobserve(element);
    };
  }
}

export interface Watcher {
  near(isNear: boolean): void;
  resized(size: { readonly width: number; readonly height: number }): void;
}
