import { CurrencyPipe } from '@angular/common';
import { Component, DOCUMENT, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Identity } from '../identity/identity';
import { LogIn } from '../identity/log-in';
import { petPicture } from '../ui/pet-picture';
import { pluralize } from '../ui/pluralize';
import { dayText, momentText } from './dates';
import { centsText, totalCents } from './money';
import { Purchases } from './purchases';
import { PurchasesFrame } from './purchases-frame';
import { ShowMore } from './show-more';
import { shownRows } from './shown-rows';

/** What a buyer bought, with the total; printed, it is a receipt. */
@Component({
  selector: 'app-purchases-page',
  imports: [CurrencyPipe, LogIn, PurchasesFrame, RouterLink, ShowMore],
  providers: [Purchases],
  templateUrl: './purchases-page.html',
  styleUrl: './purchases-page.css',
})
export class PurchasesPage {
  private readonly identity = inject(Identity);
  private readonly purchases = inject(Purchases);
  private readonly window = inject(DOCUMENT).defaultView;

  protected readonly email = computed(() => this.identity.user()?.email);
  protected readonly total = computed(() => centsText(totalCents(this.purchases.sales())));
  protected readonly summary = computed(
    () => `${pluralize(this.purchases.sales().length, 'pet')} for ${this.total()}`,
  );
  protected readonly shown = shownRows(this.purchases.sales);
  protected readonly rows = computed(() =>
    this.shown.rows().map((sale) => ({
      sale,
      picture: petPicture(sale.type),
      day: dayText(new Date(sale.soldAt)),
      moment: momentText(new Date(sale.soldAt)),
    })),
  );

  constructor() {
    this.purchases.loadFor('social');
  }

  protected print(): void {
    this.window?.print();
  }
}
