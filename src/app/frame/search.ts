import { Component, EnvironmentInjector, effect, inject, input, signal } from '@angular/core';
import { Router } from '@angular/router';
import { LOAD_SUGGESTIONS } from './suggestions-port';

/** What the address says of the search. */
export interface Address {
  /** Whether it is that of the shop page, which has other choices in its address, too. */
  readonly isShop: boolean;
  /** The type that is searched for; else empty. */
  readonly type: string;
}

/**
 * Searches the pets by type. The field works by itself; suggestions join it when they are loaded,
 * which begins when it gets the focus.
 */
@Component({
  selector: 'app-search',
  templateUrl: './search.html',
})
export class Search {
  private readonly injector = inject(EnvironmentInjector);
  private readonly loadSuggestions = inject(LOAD_SUGGESTIONS);
  private readonly router = inject(Router);
  private loading: Promise<void> | undefined;

  readonly address = input.required<Address>();
  /** What is in the field. (A linkedSignal would add 0.3 kB to the first download.) */
  protected readonly text = signal('');

  constructor() {
    effect(() => this.text.set(this.address().type));
  }

  /** If suggestions can't be loaded it remains a plain field, until it gets the focus again. */
  protected suggest(field: HTMLInputElement): void {
    this.loading ??= this.loadSuggestions()
      .then((attach) => attach(field, this.text, (type) => this.search(type), this.injector))
      .catch(() => (this.loading = undefined));
  }

  protected search(type: string): void {
    this.text.set(type);
    void this.router.navigate(['/'], {
      queryParams: { type: type.trim() || null },
      queryParamsHandling: this.address().isShop ? 'merge' : 'replace',
    });
  }
}
