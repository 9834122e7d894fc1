import { CurrencyPipe } from '@angular/common';
import {
  ChangeDetectorRef,
  Component,
  DOCUMENT,
  ElementRef,
  computed,
  inject,
} from '@angular/core';
import { Identity } from '../identity/identity';
import { LogIn } from '../identity/log-in';
import { Online } from '../ui/online';
import { petPicture } from '../ui/pet-picture';
import { pluralize } from '../ui/pluralize';
import { dayText, momentText } from './dates';
import { LoadProblem } from './load-problem';
import { centsText, totalCents } from './money';
import { Purchases } from './purchases';
import { ShowMore } from './show-more';
import { STEP, inSteps } from './steps';

/** What a buyer bought, with the total; printed, it is a receipt. */
@Component({
  selector: 'app-purchases-page',
  imports: [CurrencyPipe, LoadProblem, LogIn, ShowMore],
  providers: [Purchases],
  templateUrl: './purchases-page.html',
  styleUrls: ['./page.css', './purchases-page.css'],
  host: { '(window:beforeprint)': 'showAll()' },
})
export class PurchasesPage {
  private readonly changes = inject(ChangeDetectorRef);
  private readonly identity = inject(Identity);
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef);
  private readonly window = inject(DOCUMENT).defaultView;

  protected readonly purchases = inject(Purchases);
  protected readonly online = inject(Online).online;
  protected readonly email = computed(() => this.identity.user()?.email);
  protected readonly count = computed(() => this.purchases.sales().length);
  protected readonly total = computed(() => centsText(totalCents(this.purchases.sales())));
  protected readonly summary = computed(() => {
    switch (this.purchases.view()) {
      case 'checking':
        return 'Checking who you are…';
      case 'loading':
        return this.purchases.found() === 0
          ? 'Loading your purchases…'
          : `Loading your purchases… ${pluralize(this.purchases.found(), 'pet')} so far`;
      case 'ready':
        return this.count() === 0 ? '' : `${pluralize(this.count(), 'pet')} for ${this.total()}`;
      default:
        return '';
    }
  });
  protected readonly step = STEP;
  protected readonly receipt = inSteps(this.purchases.sales);
  protected readonly rows = computed(() =>
    this.receipt.shown().map((sale) => ({
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

  /** A receipt is complete: all of it is in the document before the browser takes its picture. */
  protected showAll(): void {
    this.receipt.all();
    this.changes.detectChanges();
  }

  /** The button goes while this loads; a keyboard user is at the top of the page meanwhile. */
  protected retry(): void {
    this.host.nativeElement.querySelector('h1')?.focus();
    void this.purchases.reload();
  }
}
