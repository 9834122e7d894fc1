import { Component, DOCUMENT, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { LoginButton } from '../auth/login-button';
import { Clock } from '../config/clock';
import { download } from '../ui/download';
import { pluralize } from '../ui/pluralize';
import { byMonth } from './by-month';
import { formatCents, totalCents } from './money';
import { Purchases } from './purchases';
import { PurchasesFrame } from './purchases-frame';
import { SalesChart } from './sales-chart';
import { salesCsv, salesFileName } from './sales-csv';
import { SalesTable } from './sales-table';

/** What a shop keeper sold: to whom, when, for how much, and how it went month by month. */
@Component({
  selector: 'app-sales-page',
  imports: [LoginButton, PurchasesFrame, RouterLink, SalesChart, SalesTable],
  providers: [Purchases],
  templateUrl: './sales-page.html',
  styleUrl: './sales-page.css',
})
export class SalesPage {
  private readonly clock = inject(Clock);
  private readonly document = inject(DOCUMENT);

  protected readonly purchases = inject(Purchases);
  protected readonly months = computed(() => byMonth(this.purchases.sales(), this.clock.now()));
  protected readonly summary = computed(() => {
    const sales = this.purchases.sales();
    return `${pluralize(sales.length, 'pet')} sold for ${formatCents(totalCents(sales))}`;
  });

  constructor() {
    this.purchases.loadFor('admin');
  }

  protected save(): void {
    const text = salesCsv(this.purchases.sales());
    download(this.document, salesFileName(this.clock.now()), 'text/csv;charset=utf-8', text);
  }
}
