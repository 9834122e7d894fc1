import { Component, computed, input, linkedSignal, output } from '@angular/core';
import { parsePrice } from './manage/pet-input';
import type { PriceRange as Range } from './pet-query';

/** Chooses a price range. What can't be one stays in the fields, with a sentence that says why. */
@Component({
  selector: 'app-price-range',
  templateUrl: './price-range.html',
  host: { role: 'group', 'aria-label': 'Price' },
})
export class PriceRange {
  readonly range = input.required<Range>();
  readonly chosen = output<Range>();

  private readonly textsOfRange = computed(
    () => {
      const { minPrice, maxPrice } = this.range();
      return { min: String(minPrice ?? ''), max: String(maxPrice ?? '') };
    },
    { equal: (one, other) => one.min === other.min && one.max === other.max },
  );
  /** What is in the fields: what was typed, until another range is chosen. */
  protected readonly texts = linkedSignal(() => this.textsOfRange());
  protected readonly problems = computed(() => {
    const { min, max } = this.texts();
    const [lowest, highest] = [read(min), read(max)];
    const isReversed = (lowest.value ?? 0) > (highest.value ?? Infinity);
    return {
      min: lowest.problem ?? '',
      max: highest.problem ?? (isReversed ? 'The highest price is below the lowest.' : ''),
    };
  });

  /** Drops what was typed and is no range. */
  reset(): void {
    this.texts.set(this.textsOfRange());
  }

  protected choose(min: string, max: string): void {
    this.texts.set({ min, max });
    const { min: lower, max: upper } = this.problems();
    if (lower || upper) return;
    const [minPrice, maxPrice] = [read(min).value, read(max).value];
    this.chosen.emit({
      ...(minPrice !== undefined && { minPrice }),
      ...(maxPrice !== undefined && { maxPrice }),
    });
  }
}

/** An empty field is no bound. */
const read = (text: string): { readonly value?: number; readonly problem?: string } =>
  text.trim() === '' ? {} : parsePrice(text);
