import { signal } from '@angular/core';
import type { Sale } from '../app/api/models';
import type { PurchasesView } from '../app/purchases/purchases';

/** Stands for the store of purchases: what it knows, without the API. */
export class FakePurchases {
  readonly view = signal<PurchasesView>('loading');
  readonly sales = signal<readonly Sale[]>([]);
  readonly isComplete = signal(true);
  readonly isLoadingFurther = signal(false);
  readonly furtherFailure = signal<unknown>(undefined);
  readonly loadedCount = signal(0);
  readonly failure = signal<unknown>(undefined);
  readonly loadFor = jasmine.createSpy('loadFor');
  readonly loadFurther = jasmine.createSpy('loadFurther');
  readonly reload = jasmine.createSpy('reload');

  have(...sales: readonly Sale[]): void {
    this.sales.set(sales);
    this.loadedCount.set(sales.length);
    this.view.set('ready');
  }

  fail(failure: unknown): void {
    this.failure.set(failure);
    this.view.set('failed');
  }
}
