import {
  Component,
  afterRenderEffect,
  computed,
  inject,
  input,
  linkedSignal,
  resource,
  signal,
  viewChild,
} from '@angular/core';
import { Router } from '@angular/router';
import { findType } from '../pet-types/find-type';
import { PetTypes } from '../pet-types/pet-types';
import { TypeCombobox } from '../pet-types/type-combobox';

/** What the address says about the search. */
export interface Address {
  /** Whether it is the shop page's, whose address holds other choices, too. */
  readonly isShop: boolean;
  /** The type that is searched for, or else empty. */
  readonly type: string;
}

/**
 * Searches the pets by type: the field shows the type that is chosen, here or on the shop page, and
 * an empty one chooses all. The field works by itself; a combobox takes its place while it has the
 * focus, if that can be loaded. Each focus tries again.
 */
@Component({
  selector: 'app-search',
  imports: [TypeCombobox],
  templateUrl: './search.html',
})
export class Search {
  private readonly petTypes = inject(PetTypes);
  private readonly router = inject(Router);
  private readonly combobox = viewChild<TypeCombobox>('combobox');

  readonly address = input.required<Address>();
  private readonly type = computed(() => this.address().type);
  /** What is in the field: what is typed, until another type is chosen. */
  protected readonly text = linkedSignal(() => this.type());
  /** The field without suggestions, from when it has the focus. */
  protected readonly plainField = signal<HTMLInputElement | undefined>(undefined);
  /** Loads what the `@defer` block would, which can't try again. */
  protected readonly code = resource({ params: () => this.plainField(), loader: loadCombobox });

  constructor() {
    // When the combobox shows its value, which moves the caret.
    afterRenderEffect({
      read: () => {
        const field = this.plainField();
        if (field) this.combobox()?.replace(field);
      },
    });
  }

  protected prefetch(): void {
    loadCombobox().catch(() => undefined);
  }

  /** A field that was left isn't replaced. (Being replaced counts as leaving, too.) */
  protected leave(): void {
    if (!this.code.hasValue()) this.plainField.set(undefined);
  }

  /** Emptied by its ×, Escape or the keyboard, the field stands for all types. */
  protected write(text: string): void {
    this.text.set(text);
    if (text === '' && this.type() !== '') this.search('');
  }

  protected search(typed: string): void {
    const { isShop } = this.address();
    const type = findType(this.petTypes.types(), typed);
    this.text.set(type);
    void this.router.navigate(['/'], {
      queryParams: { type: type || null },
      queryParamsHandling: isShop ? 'merge' : 'replace',
      scroll: isShop ? 'manual' : 'after-transition',
    });
  }
}

const loadCombobox = () => import('../pet-types/type-combobox');
