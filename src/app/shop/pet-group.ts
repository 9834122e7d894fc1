import { Component, computed, effect, inject, input, linkedSignal, output } from '@angular/core';
import type { Pet } from '../api/models';
import type { Role } from '../auth/user';
import { BusyPets } from './busy-pets';
import { KnownSales, type ShopPet } from './known-sales';
import { PetCard } from './pet-card';
import type { PetQuery } from './pet-query';

/** One task draws this many cards, which takes less than 50 ms on a slow phone. */
const CARDS_PER_TASK = 4;

/** A part of a long list, whose cards are drawn while it is near the viewport. */
@Component({
  selector: 'app-pet-group',
  imports: [PetCard],
  templateUrl: './pet-group.html',
  host: { class: 'pets', '[style.--pets]': 'pets().length' },
})
export class PetGroup {
  private readonly knownSales = inject(KnownSales);
  protected readonly busy = inject(BusyPets);

  readonly pets = input.required<readonly Pet[]>();
  /** Their query. After a change of query they are drawn a few at a time. */
  readonly query = input.required<PetQuery>();
  /** How many pets of the list stand before it. */
  readonly start = input.required<number>();
  /** How many pets the list has; -1 for not known (WAI-ARIA, aria-setsize). */
  readonly size = input.required<number>();
  readonly near = input.required<boolean>();
  /** Who looks at it; undefined while the login is being checked. */
  readonly viewer = input<Role | 'visitor'>();

  readonly buy = output<ShopPet>();
  readonly edit = output<ShopPet>();
  readonly remove = output<ShopPet>();

  protected readonly shopPets = computed(() => this.pets().map((pet) => this.knownSales.view(pet)));
  /** Grows from task to task, so that the browser can respond to the user in between. */
  protected readonly drawn = linkedSignal({ source: this.query, computation: () => 0 });

  constructor() {
    effect((onCleanup) => {
      const next = this.drawn() + CARDS_PER_TASK;
      if (!this.near() || next >= this.pets().length + CARDS_PER_TASK) return;
      const timer = setTimeout(() => this.drawn.set(next));
      onCleanup(() => clearTimeout(timer));
    });
  }
}
