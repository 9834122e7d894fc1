import { Component, computed, inject, input, output, viewChild } from '@angular/core';
import {
  DEFAULT_QUERY,
  hasFilter,
  hasRange,
  withRange,
  type PetQuery,
  type PriceRange as Range,
  type Sort,
} from './pet-query';
import { PriceRange } from './price-range';
import { PetTypes } from '../pet-types/pet-types';
import { steady } from '../ui/steady';

/** Filters the pets. */
@Component({
  selector: 'app-pet-filter',
  imports: [PriceRange],
  templateUrl: './pet-filter.html',
  host: { role: 'group', 'aria-label': 'Filter pets' },
})
export class PetFilter {
  private readonly petTypes = inject(PetTypes);
  private readonly priceRange = viewChild.required(PriceRange);

  readonly query = input.required<PetQuery>();
  readonly chosen = output<PetQuery>();

  protected readonly sorts: readonly { readonly value: Sort; readonly name: string }[] = [
    { value: 'newest', name: 'Newest first' },
    { value: 'price-asc', name: 'Price: low to high' },
    { value: 'price-desc', name: 'Price: high to low' },
  ];
  /** Includes the chosen one, which the shop may not have. */
  protected readonly types = computed(() => {
    const { type } = this.query();
    const known = this.petTypes.types();
    const all = type === '' || known.includes(type) ? known : [type, ...known];
    return all.map((value) => ({ value, name: value.charAt(0).toUpperCase() + value.slice(1) }));
  });
  protected readonly hasFilter = steady(() => hasFilter(this.query()));
  protected readonly hasRange = computed(() => hasRange(this.query()));

  /** Types may have come since the page was opened. */
  protected renewTypes(): void {
    this.petTypes.load();
  }

  protected chooseType(type: string): void {
    this.chosen.emit({ ...this.query(), type });
  }

  protected chooseSort(value: string): void {
    const sort = this.sorts.find((one) => one.value === value)?.value ?? DEFAULT_QUERY.sort;
    this.chosen.emit({ ...this.query(), sort });
  }

  protected chooseRange(range: Range): void {
    this.chosen.emit(withRange(range, this.query()));
  }

  protected chooseAvailable(available: boolean): void {
    this.chosen.emit({ ...this.query(), available });
  }

  protected chooseAll(): void {
    this.priceRange().reset();
    // An order by price may only have come with the range.
    const sort = this.hasRange() ? DEFAULT_QUERY.sort : this.query().sort;
    this.chosen.emit({ ...DEFAULT_QUERY, sort });
  }
}
