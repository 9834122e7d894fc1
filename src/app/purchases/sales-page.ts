import { Component, DOCUMENT, ElementRef, computed, inject } from '@angular/core';
import { LogIn } from '../identity/log-in';
import { download } from '../ui/download';
import { Online } from '../ui/online';
import { pluralize } from '../ui/pluralize';
import { byMonth } from './by-month';
import { LoadProblem } from './load-problem';
import { centsText, totalCents } from './money';
import { Purchases } from './purchases';
import { SalesChart } from './sales-chart';
import { salesCsv, salesFileName } from './sales-csv';
import { SalesTable } from './sales-table';

/** What a shop keeper sold: to whom, when, for how much, and how it went month by month. */
@Component({
  selector: 'app-sales-page',
  imports: [LoadProblem, LogIn, SalesChart, SalesTable],
  providers: [Purchases],
  templateUrl: './sales-page.html',
  styleUrls: ['./page.css', './sales-page.css'],
})
export class SalesPage {
  private readonly document = inject(DOCUMENT);
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef);

  protected readonly purchases = inject(Purchases);
  protected readonly online = inject(Online).online;
  protected readonly count = computed(() => this.purchases.sales().length);
  protected readonly months = computed(() => byMonth(this.purchases.sales(), new Date()));
  protected readonly summary = computed(() => {
    switch (this.purchases.view()) {
      case 'checking':
        return 'Checking who you are…';
      case 'loading':
        return this.purchases.found() === 0
          ? 'Loading the sales…'
          : `Loading the sales… ${pluralize(this.purchases.found(), 'pet')} so far`;
      case 'ready':
        return this.count() === 0
          ? ''
          : `${pluralize(this.count(), 'pet')} sold for ${centsText(totalCents(this.purchases.sales()))}`;
      default:
        return '';
    }
  });

  constructor() {
    this.purchases.loadFor('admin');
  }

  protected save(): void {
    const text = salesCsv(this.purchases.sales());
    download(this.document, salesFileName(new Date()), 'text/csv;charset=utf-8', text);
  }

  /** The button goes while this loads; a keyboard user is at the top of the page meanwhile. */
  protected retry(): void {
    this.host.nativeElement.querySelector('h1')?.focus();
    void this.purchases.reload();
  }
}
