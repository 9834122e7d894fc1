import { Component, effect, inject, signal, untracked } from '@angular/core';
import { pluralize } from '../ui/pluralize';
import { emptyMessage } from './empty-message';
import { PetStore } from './pet-store';

/**
 * Has it read out that a list is coming, what came, and how many there are after each change; nothing
 * of a list that was there before.
 */
@Component({
  selector: 'app-list-announcer',
  template: '{{ text() }}',
  host: { class: 'visually-hidden', role: 'status' },
})
export class ListAnnouncer {
  private readonly shop = inject(PetStore);

  protected readonly text = signal('');
  private isFirst = true;

  constructor() {
    effect(() => {
      this.shop.status();
      this.shop.query();
      this.shop.count();
      this.text.set(untracked(() => this.sentence()));
      this.isFirst = false;
    });
  }

  private sentence(): string {
    const { shop } = this;
    if (shop.status() === 'loading') return 'Loading the pets…';
    if (this.isFirst || shop.status() === 'failed') return '';
    if (shop.count() === 0) return emptyMessage(shop.query());
    const more = shop.hasMore() ? ', and there are more' : '';
    return `${pluralize(shop.count(), 'pet')} shown${more}.`;
  }
}
