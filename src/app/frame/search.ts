import { Component, inject, input, linkedSignal } from '@angular/core';
import { Router } from '@angular/router';
import { TypeCombobox } from '../pet-types/type-combobox';

/** What the address says of the search. */
export interface Address {
  /** Whether it is that of the shop page, which has other choices in its address, too. */
  readonly isShop: boolean;
  /** The type that is searched for; else empty. */
  readonly type: string;
}

/** Searches the pets by type. */
@Component({
  selector: 'app-search',
  imports: [TypeCombobox],
  templateUrl: './search.html',
})
export class Search {
  private readonly router = inject(Router);

  readonly address = input.required<Address>();
  /** What is in the field. */
  protected readonly text = linkedSignal(() => this.address().type);

  protected search(type: string): void {
    const { isShop } = this.address();
    void this.router.navigate(['/'], {
      queryParams: { type: type.trim() || null },
      queryParamsHandling: isShop ? 'merge' : 'replace',
      scroll: isShop ? 'manual' : 'after-transition',
    });
  }
}
