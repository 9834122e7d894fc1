import { Component, computed, effect, inject, untracked } from '@angular/core';
import { errorMessage } from '../api-client/error-message';
import { Identity } from '../auth/identity';
import { Lazy } from '../ui/lazy';
import { Notice } from '../ui/notice';
import { PageFocus } from '../ui/page-focus';
import { PurchaseRoute } from './buy/purchase-route';
import { KnownSales } from './known-sales';
import { OpenForms } from './manage/open-forms';
import { Toast } from './toast';

/** What appears over a page with pets: the dialogs for buying and for editing one, and messages. */
@Component({
  selector: 'app-shop-overlay',
  imports: [Lazy, Notice],
  template: `
    @if (purchase.petId()) {
      <app-lazy [load]="buyDialog" />
    }
    @if (role() === 'admin' && forms.editing(); as pet) {
      <app-lazy [load]="editDialog" [inputs]="{ pet }" />
    }
    <app-notice class="toast" [message]="toast.message()" (dismissed)="toast.dismiss()" />
  `,
})
export class ShopOverlay {
  private readonly focus = inject(PageFocus);
  private readonly identity = inject(Identity);
  private readonly knownSales = inject(KnownSales);

  protected readonly forms = inject(OpenForms);
  protected readonly purchase = inject(PurchaseRoute);
  protected readonly role = computed(() => this.identity.user()?.role);
  protected readonly toast = inject(Toast);
  protected readonly buyDialog = () =>
    import('./buy/buy-dialog').then(({ BuyDialog }) => BuyDialog);
  protected readonly editDialog = () =>
    import('./manage/edit-dialog').then(({ EditDialog }) => EditDialog);

  constructor() {
    effect(() => {
      const failure = this.knownSales.failure();
      // A message that the user can still act on is worth more.
      if (failure === undefined || untracked(this.toast.message)?.action) return;
      this.toast.tellProblem(errorMessage(failure, 'purchases'));
    });
    let previousPetId: number | undefined;
    effect(() => {
      if (this.purchase.petId() === undefined && previousPetId !== undefined) {
        this.focus.moveTo(`[data-pet="${previousPetId}"]`, { like: '[data-pet]' });
      }
      previousPetId = this.purchase.petId();
    });
    effect(() => {
      // A dialog will probably be needed: then there is nothing to wait for.
      if (this.role() === 'social') this.buyDialog().catch(() => undefined);
      if (this.role() === 'admin') this.editDialog().catch(() => undefined);
    });
  }
}
