import { Component, ElementRef, computed, inject, input, viewChild } from '@angular/core';
import { errorMessage } from '../api-client/error-message';
import { Online, whenOnlineAgain } from '../ui/online';
import { pluralize } from '../ui/pluralize';
import { Purchases } from './purchases';

/**
 * What the purchases and sales pages share: a heading with what is known so far, and below it one part
 * for each view of Purchases. What stands there is projected: `visitor`, `other-role`, `empty` and
 * `skeleton` by an attribute of that name, the list itself without one; `action` is a button beside the
 * heading, for when there is something to act on, and `filter` chooses what is loaded.
 */
@Component({
  selector: 'app-purchases-frame',
  templateUrl: './purchases-frame.html',
  styleUrl: './purchases-frame.css',
})
export class PurchasesFrame {
  private readonly top = viewChild.required<ElementRef<HTMLElement>>('top');

  readonly heading = input.required<string>();
  /** What is being loaded, in a sentence: "the sales". */
  readonly what = input.required<string>();
  /** How much there is, once everything is there. */
  readonly summary = input.required<string>();
  /** The heading when loading failed. */
  readonly failed = input.required<string>();

  protected readonly purchases = inject(Purchases);
  protected readonly online = inject(Online).online;
  /** Also while the login is being checked, so that nothing moves. */
  protected readonly mayChoose = computed(
    () => !['visitor', 'other-role'].includes(this.purchases.view()),
  );
  protected readonly hasSales = computed(() => this.purchases.sales().length > 0);
  protected readonly problem = computed(() => errorMessage(this.purchases.failure(), 'purchases'));
  protected readonly status = computed(() => {
    switch (this.purchases.view()) {
      case 'checking':
        return 'Checking who you are…';
      case 'loading': {
        const count = this.purchases.loadedCount();
        const soFar = count === 0 ? '' : ` ${pluralize(count, 'pet')} so far`;
        return `Loading ${this.what()}…${soFar}`;
      }
      default:
        return this.hasSales() ? this.summary() : '';
    }
  });

  constructor() {
    whenOnlineAgain(() => {
      if (this.purchases.failure()) this.purchases.reload();
    });
  }

  /** The button disappears while this loads, so the focus moves to the top of the page. */
  protected retry(): void {
    this.top().nativeElement.focus();
    this.purchases.reload();
  }
}
