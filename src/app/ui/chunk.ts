import {
  DestroyRef,
  Directive,
  ElementRef,
  PendingTasks,
  afterNextRender,
  computed,
  effect,
  inject,
  input,
  signal,
} from '@angular/core';
import { ChunkHeights } from './chunk-heights';
import { ChunkObserver } from './chunk-observer';

/** So many items are drawn in one task: on a slow phone it takes less than 50 ms. */
const STEP = 4;

/**
 * A piece of a long list that is drawn only near the viewport, and there a few items at a time:
 *
 *     <div [appChunk]="items" [appChunkOf]="list" #chunk="chunk">
 *       @if (chunk.isDrawn()) {
 *         @for (item of items; track item) {
 *           <div>@if ($index < chunk.drawn()) { … }</div>
 *         }
 *       }
 *     </div>
 *
 * Elsewhere it is an empty box as high as it was, so that its items cost no layout and no memory of
 * the browser. One in which the focus is stays. The price: find-in-page finds only what is drawn.
 */
@Directive({
  selector: '[appChunk]',
  exportAs: 'chunk',
  host: {
    '[style.block-size.px]': 'boxHeight()',
    '(focusin)': 'hasFocus.set(true)',
    '(focusout)': 'hasFocus.set(false)',
  },
})
export class Chunk {
  private readonly heights = inject(ChunkHeights);

  /** The items of the piece: a new array when they change. */
  readonly appChunk = input.required<readonly unknown[]>();
  /** The list to which it belongs: of another one nothing is drawn yet. */
  readonly appChunkOf = input<unknown>();
  /** Whether it is drawn before it is known where it is. */
  readonly appChunkFirst = input(false);

  private readonly isNear = signal<boolean | undefined>(undefined);
  protected readonly hasFocus = signal(false);

  readonly isDrawn = computed(() => this.hasFocus() || (this.isNear() ?? this.appChunkFirst()));
  protected readonly boxHeight = computed(() =>
    this.isDrawn() ? null : this.heights.of(this.appChunk()),
  );

  private readonly progress = signal<Progress | undefined>(undefined);
  /**
   * How many of its items are to be drawn: more from task to task, so that the browser can answer
   * the user in between. What was drawn before comes at once, for the user is to find it where it was.
   */
  readonly drawn = computed(() => {
    if (!this.isDrawn()) return 0;
    const progress = this.progress();
    if (progress && progress.list === this.appChunkOf()) return progress.items;
    return this.heights.isKnown(this.appChunk()) ? this.appChunk().length : 0;
  });

  constructor() {
    const pendingTasks = inject(PendingTasks);
    effect((onCleanup) => {
      if (!this.isDrawn()) {
        this.progress.set(undefined);
        return;
      }
      const [list, items] = [this.appChunkOf(), this.drawn()];
      this.progress.set({ list, items });
      if (items >= this.appChunk().length) return;
      const done = pendingTasks.add();
      const timer = setTimeout(() => this.progress.set({ list, items: items + STEP }));
      onCleanup(() => {
        clearTimeout(timer);
        done();
      });
    });
    const element = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
    const observer = inject(ChunkObserver);
    const destroyRef = inject(DestroyRef);
    afterNextRender(() => {
      const end = observer.watch(element, {
        near: (isNear) => this.isNear.set(isNear),
        resized: (size) => {
          if (this.isDrawn()) this.heights.note(this.appChunk(), size);
        },
      });
      destroyRef.onDestroy(end);
    });
  }
}

interface Progress {
  readonly list: unknown;
  readonly items: number;
}
