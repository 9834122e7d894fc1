import { Component, computed, input, linkedSignal, output } from '@angular/core';
import { steady } from '../ui/steady';
import {
  ALL_SALES,
  FIRST_DAY,
  LAST_DAY,
  isReversed,
  salesQueryName,
  type SalesQuery,
} from './sales-query';

/** Filters the sales by period, type and buyer. */
@Component({
  selector: 'app-sales-filter',
  templateUrl: './sales-filter.html',
  styleUrl: './sales-filter.css',
  host: { role: 'group', 'aria-label': 'Filter sales' },
})
export class SalesFilter {
  readonly query = input.required<SalesQuery>();
  /** Those of the sales that are known. */
  readonly types = input.required<readonly string[]>();
  readonly chosen = output<SalesQuery>();

  protected readonly periods: readonly { value: SalesQuery['period']; name: string }[] = [
    { value: 'all', name: 'All time' },
    { value: 'this-month', name: 'This month' },
    { value: 'last-month', name: 'Last month' },
    { value: 'this-year', name: 'This year' },
    { value: 'custom', name: 'Choose dates' },
  ];
  protected readonly firstDay = FIRST_DAY;
  protected readonly lastDay = LAST_DAY;
  /** Includes the chosen one, which may have no sales. */
  protected readonly allTypes = computed(() => {
    const { type } = this.query();
    const known = this.types();
    return type === '' || known.includes(type) ? known : [type, ...known];
  });
  /** What is in the fields: what was chosen there, until the address says otherwise. */
  protected readonly days = linkedSignal(() => {
    const { from, to } = this.query();
    return { from, to };
  });
  private readonly daysProblem = computed(() =>
    isReversed(this.days()) ? 'The end date is before the start date.' : '',
  );
  protected readonly problem = steady(this.daysProblem);
  protected readonly hasFilter = computed(
    () => this.query().period !== 'all' || salesQueryName(this.query()) !== '',
  );

  protected choosePeriod(value: string): void {
    const period = this.periods.find((one) => one.value === value)?.value ?? 'all';
    this.choose({ period });
  }

  protected chooseDays(from: string, to: string): void {
    this.days.set({ from, to });
    if (!this.daysProblem()) this.choose({ from, to });
  }

  protected choose(part: Partial<SalesQuery>): void {
    this.chosen.emit({ ...this.query(), ...part });
  }

  protected chooseAll(): void {
    this.chosen.emit(ALL_SALES);
  }
}
