import { Service, signal } from '@angular/core';

/** How high the chunks of a long list are, in pixels, also while they are not drawn. */
@Service()
export class ChunkHeights {
  private readonly measured = new WeakMap<readonly unknown[], Measured>();
  private readonly width = signal(0);
  /** What one item takes up on average, at the present width. */
  private readonly perItem = signal(0);
  /** On so many items `perItem` rests. */
  private basis = 0;

  /** Notes how high a chunk is that is drawn now. */
  note(items: readonly unknown[], { width, height }: Measured): void {
    if (height === 0) return;
    this.measured.set(items, { width, height });
    if (width === this.width() && items.length <= this.basis) return;
    this.basis = items.length;
    this.width.set(width);
    this.perItem.set(height / items.length);
  }

  /** Whether it was drawn before, as wide as the list is now. */
  isKnown(items: readonly unknown[]): boolean {
    return this.measured.get(items)?.width === this.width();
  }

  /** As measured if the list has the same width still, else an estimate. */
  of(items: readonly unknown[]): number {
    const measured = this.measured.get(items);
    const estimate = items.length * this.perItem();
    return measured?.width === this.width() ? measured.height : estimate;
  }
}

interface Measured {
  readonly width: number;
  readonly height: number;
}
