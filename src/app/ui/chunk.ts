import {
  DestroyRef,
  Directive,
  ElementRef,
  afterNextRender,
  computed,
  inject,
  input,
  signal,
} from '@angular/core';
import { ChunkHeights } from './chunk-heights';
import { ChunkObserver } from './chunk-observer';

/**
 * A piece of a long list that is drawn only near the viewport:
 *
 *     <div [appChunk]="items" #chunk="chunk">
 *       @if (chunk.isDrawn()) { … }
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
  /** Whether it is drawn before it is known where it is. */
  readonly appChunkFirst = input(false);

  private readonly isNear = signal<boolean | undefined>(undefined);
  protected readonly hasFocus = signal(false);

  readonly isDrawn = computed(() => this.hasFocus() || (this.isNear() ?? this.appChunkFirst()));
  protected readonly boxHeight = computed(() =>
    this.isDrawn() ? null : this.heights.of(this.appChunk()),
  );

  constructor() {
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
