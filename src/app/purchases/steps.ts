import { computed, linkedSignal, type Signal } from '@angular/core';

/** So many rows come into the document at once. */
export const STEP = 100;

/** The first of a long list, and more of it on demand: ten thousand rows at once would be slow. */
export interface Steps<T> {
  readonly shown: Signal<readonly T[]>;
  /** How many are left out. */
  readonly left: Signal<number>;
  /** Shows a step more. */
  readonly more: () => void;
  /** Shows all of them, as for a print. */
  readonly all: () => void;
}

/** A list in steps of a hundred; another list begins anew. */
export function inSteps<T>(list: Signal<readonly T[]>): Steps<T> {
  const count = linkedSignal({ source: list, computation: () => STEP });
  const shown = computed(() => list().slice(0, count()));
  return {
    shown,
    left: computed(() => list().length - shown().length),
    more: () => count.update((rows) => rows + STEP),
    all: () => count.set(list().length),
  };
}
