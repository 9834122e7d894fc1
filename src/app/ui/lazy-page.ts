import { Component, InjectionToken, inject, type Type } from '@angular/core';
import type { Route } from '@angular/router';
import { Lazy } from './lazy';

type LoadPage = () => Promise<Type<unknown>>;

/** Loads the page of a route. */
const LOAD_PAGE = new InjectionToken<LoadPage>('page');

/** A page that takes longer than this shows that it is loading, in milliseconds. */
const PATIENCE = 4000;

/** A route whose page may load late. */
export interface PageRoute extends Route {
  readonly loadComponent?: LoadPage;
}

/**
 * Goes to a route even if its page can't be loaded or takes long: the address is the page's, and in its
 * place the user sees what went wrong, with a button to try again. The router alone would give up the
 * navigation and leave an empty page at another address.
 */
export function withLazyPage(route: PageRoute): Route {
  const { loadComponent: load } = route;
  if (!load) return route;
  const tooLate = () =>
    new Promise<Type<unknown>>((resolve) => setTimeout(() => resolve(LazyPage), PATIENCE));
  return {
    ...route,
    providers: [...(route.providers ?? []), { provide: LOAD_PAGE, useValue: load }],
    loadComponent: () => Promise.race([load(), tooLate()]).catch(() => LazyPage),
  };
}

@Component({
  selector: 'app-lazy-page',
  imports: [Lazy],
  template: `
    <app-lazy [load]="load" heading="This page can’t be loaded">
      <p class="hint" role="status">Loading the page…</p>
    </app-lazy>
  `,
})
class LazyPage {
  protected readonly load = inject(LOAD_PAGE);
}
