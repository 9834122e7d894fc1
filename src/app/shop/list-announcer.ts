import { Component, computed, inject } from '@angular/core';
import { pluralize } from '../ui/pluralize';
import { emptyMessage } from './empty-message';
import { hasRange } from './pet-query';
import { PetStore } from './pet-store';

/**
 * Shows how many pets there are, as far as is known, and announces each change: that a list is loading,
 * and what it has.
 */
@Component({
  selector: 'app-list-announcer',
  template: '{{ text() }}',
  host: { role: 'status', '[class.visually-hidden]': 'isEmpty()' },
})
export class ListAnnouncer {
  private readonly shop = inject(PetStore);

  /** The page shows the message instead of the pets. */
  protected readonly isEmpty = computed(
    () => this.shop.status() === 'ready' && this.shop.count() === 0 && !this.shop.hasMore(),
  );
  protected readonly text = computed(() => {
    const { shop } = this;
    if (shop.status() === 'loading') return 'Loading pets…';
    if (shop.status() === 'failed') return '';
    if (this.isEmpty()) return emptyMessage(shop.query());
    const order = shop.query().sort === 'price-desc' ? 'highest' : 'lowest';
    return [
      pluralize(shop.count(), 'pet'),
      // The API has no total.
      ...(shop.hasMore() ? [' so far'] : []),
      // A price range has changed the order.
      ...(hasRange(shop.query()) ? [`, ${order} price first`] : []),
    ].join('');
  });
}
