import { CurrencyPipe } from '@angular/common';
import { Component, computed, input, output } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { Role } from '../auth/user';
import { petName } from '../ui/pet-name';
import { petPicture } from '../ui/pet-picture';
import type { ShopPet } from './known-sales';

/** A pet with its picture, its price and what the user's role may do with it. */
@Component({
  selector: 'app-pet-card',
  imports: [CurrencyPipe, RouterLink],
  templateUrl: './pet-card.html',
  host: {
    class: 'pet-card',
    '[attr.data-sold]': "pet().mine ? 'mine' : pet().isSold",
    '[attr.aria-busy]': 'busy()',
  },
})
export class PetCard {
  readonly pet = input.required<ShopPet>();
  /** Who looks at it; undefined while the login is being checked. */
  readonly role = input<Role | 'visitor'>();
  /** Whether something is being done to the pet. */
  readonly busy = input(false);
  /** Whether its picture is probably in sight when the page opens. */
  readonly eager = input(false);

  readonly buy = output();
  readonly edit = output();
  readonly remove = output();

  protected readonly name = computed(() => petName(this.pet()));
  protected readonly picture = computed(() => petPicture(this.pet().type));
  protected readonly tint = computed(() => this.pet().id % 5);
}
