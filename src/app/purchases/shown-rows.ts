import { computed, linkedSignal, type Signal } from '@angular/core';

/** The list starts with this many rows, and each "Show more" adds as many. */
const PAGE_SIZE = 100;

/** The first rows of a list, and more on demand: ten thousand at once would be slow. */
export interface ShownRows<T> {
  readonly rows: Signal<readonly T[]>;
  /** How many are left out. */
  readonly hiddenCount: Signal<number>;
  /** Whether some were or are left out. */
  readonly isLong: Signal<boolean>;
  /** Shows a hundred more. */
  readonly more: () => void;
  /** Shows all of them, as for a print. */
  readonly all: () => void;
}

/** A list, a hundred rows at a time; another list starts over. */
export function shownRows<T>(list: Signal<readonly T[]>): ShownRows<T> {
  const count = linkedSignal({ source: list, computation: () => PAGE_SIZE });
  const rows = computed(() => list().slice(0, count()));
  return {
    rows,
    hiddenCount: computed(() => list().length - rows().length),
    isLong: computed(() => list().length > PAGE_SIZE),
    more: () => count.update((shown) => shown + PAGE_SIZE),
    all: () => count.set(list().length),
  };
}
