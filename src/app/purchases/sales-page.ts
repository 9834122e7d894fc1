import { Component, DOCUMENT, computed, effect, inject } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { ActivatedRoute, Router, RouterLink } from '@angular/router';
import { map } from 'rxjs';
import { errorMessage } from '../api-client/error-message';
import { LoginButton } from '../auth/login-button';
import { Clock } from '../config/clock';
import { typeKey } from '../pet-types/type-key';
import { formatDay } from '../ui/dates';
import { download } from '../ui/download';
import { formatCount, pluralize } from '../ui/pluralize';
import { steady } from '../ui/steady';
import { byMonth } from './by-month';
import { formatCents, totalCents } from './money';
import { Purchases } from './purchases';
import { PurchasesFrame } from './purchases-frame';
import { SalesChart } from './sales-chart';
import { salesCsv, salesFileName } from './sales-csv';
import { SalesFilter } from './sales-filter';
import {
  ALL_SALES,
  datesOf,
  matchesSale,
  periodName,
  periodOf,
  salesHints,
  salesParamsOf,
  salesQueryFrom,
  salesQueryName,
  type SalesQuery,
} from './sales-query';
import { SalesTable } from './sales-table';

/** This many pages of a thousand sales are loaded at once. */
const PAGES_AT_ONCE = 20;

/** What a shopkeeper sold: to whom, when, for how much, and the sums by month. */
@Component({
  selector: 'app-sales-page',
  imports: [LoginButton, PurchasesFrame, RouterLink, SalesChart, SalesFilter, SalesTable],
  providers: [Purchases],
  templateUrl: './sales-page.html',
  styleUrl: './sales-page.css',
})
export class SalesPage {
  private readonly clock = inject(Clock);
  private readonly document = inject(DOCUMENT);
  private readonly router = inject(Router);

  protected readonly purchases = inject(Purchases);
  /** It may change because the focus leaves a field. */
  protected readonly query = steady(
    toSignal(inject(ActivatedRoute).queryParamMap.pipe(map(salesQueryFrom)), {
      initialValue: ALL_SALES,
    }),
  );
  private readonly dates = computed(() => datesOf(this.query(), this.clock.now()), {
    equal: (one, other) => JSON.stringify(one) === JSON.stringify(other),
  });

  protected readonly types = computed(() =>
    [...new Set(this.purchases.sales().map(({ type }) => typeKey(type)))].sort(),
  );
  protected readonly sales = computed(() => {
    const query = this.query();
    return this.purchases.sales().filter((sale) => matchesSale(query, sale));
  });
  protected readonly months = computed(() => byMonth(this.sales(), this.clock.now(), this.dates()));
  protected readonly count = computed(() => formatCount(this.sales().length));
  /** What is chosen, in words; empty for everything. */
  protected readonly name = computed(() => salesQueryName(this.query()));
  protected readonly summary = computed(() => {
    const sales = this.sales();
    const sold = `${pluralize(sales.length, 'pet')} sold for ${formatCents(totalCents(sales))}`;
    const soFar = this.purchases.isComplete() ? '' : ' so far';
    return `${sold}${soFar}${this.name() && ` (${this.name()})`}`;
  });
  protected readonly period = computed(() => periodName(this.query()));
  /** How far the page has searched, unless it has simply loaded everything it was asked for. */
  protected readonly searched = computed(() => {
    const sales = this.purchases.sales();
    const count = formatCount(sales.length);
    if (this.purchases.isLoadingFurther()) {
      return `Searching… ${pluralize(this.purchases.loadedCount(), 'sale')} so far.`;
    }
    if (!this.purchases.isComplete()) {
      const oldest = new Date(sales.at(-1)?.soldAt ?? 0);
      return `Searched the latest ${count} sales, back to ${formatDay(oldest)}.`;
    }
    const { type, buyer } = this.query();
    if (type === '' && buyer === '') return '';
    return `Searched all ${pluralize(sales.length, 'sale')}${this.period() && `, ${this.period()}`}.`;
  });

  /** Why no earlier sales came. */
  protected readonly furtherProblem = computed(() => {
    const failure = this.purchases.furtherFailure();
    return failure === undefined ? '' : errorMessage(failure, 'purchases');
  });
  /** What is wrong with the address. */
  protected readonly hints = steady(
    toSignal(inject(ActivatedRoute).queryParamMap.pipe(map(salesHints)), { initialValue: [] }),
  );

  constructor() {
    effect(() => this.purchases.loadFor('admin', periodOf(this.dates()), PAGES_AT_ONCE));
  }

  /** Goes to the address of a query; the page follows. */
  protected choose(query: SalesQuery): void {
    void this.router.navigate([], { queryParams: salesParamsOf(query), scroll: 'manual' });
  }

  protected save(): void {
    const text = salesCsv(this.sales());
    download(this.document, salesFileName(this.clock.now()), 'text/csv;charset=utf-8', text);
  }
}
