import { CurrencyPipe } from '@angular/common';
import { Component, DOCUMENT, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Identity } from '../auth/identity';
import { LoginButton } from '../auth/login-button';
import { petPicture } from '../ui/pet-picture';
import { pluralize } from '../ui/pluralize';
import { formatDateTime } from '../ui/dates';
import { formatCents, totalCents } from './money';
import { Purchases } from './purchases';
import { PurchasesFrame } from './purchases-frame';
import { ShowMore } from './show-more';
import { shownRows } from './shown-rows';

/** What a buyer bought, with the total; printed, it is a receipt. */
@Component({
  selector: 'app-purchases-page',
  imports: [CurrencyPipe, LoginButton, PurchasesFrame, RouterLink, ShowMore],
  providers: [Purchases],
  templateUrl: './purchases-page.html',
  styleUrl: './purchases-page.css',
})
export class PurchasesPage {
  private readonly identity = inject(Identity);
  private readonly purchases = inject(Purchases);
  private readonly window = inject(DOCUMENT).defaultView;

  protected readonly email = computed(() => this.identity.user()?.email);
  protected readonly total = computed(() => formatCents(totalCents(this.purchases.sales())));
  protected readonly summary = computed(
    () => `${pluralize(this.purchases.sales().length, 'pet')} for ${this.total()}`,
  );
  protected readonly shown = shownRows(this.purchases.sales);
  protected readonly rows = computed(() =>
    this.shown.rows().map((sale) => ({
      sale,
      picture: petPicture(sale.type),
      dateTime: formatDateTime(new Date(sale.soldAt)),
    })),
  );

  constructor() {
    this.purchases.loadFor('social');
  }

  protected print(): void {
    this.window?.print();
  }
}
