import { Component, DOCUMENT, DestroyRef, inject } from '@angular/core';
import { RouterLink } from '@angular/router';

/**
 * For an address that leads nowhere. The server answers with the page all the same, so the page says
 * noindex.
 */
@Component({
  selector: 'app-not-found-page',
  imports: [RouterLink],
  template: `
    <div class="blank">
      <img src="pets.svg#snail" alt="" width="96" height="96" />
      <h1>This page ran away</h1>
      <p>Nothing lives at this address. The link may be old or mistyped.</p>
      <a class="button" routerLink="/">See the pets</a>
    </div>
  `,
})
export class NotFoundPage {
  constructor() {
    const document = inject(DOCUMENT);
    const robots = document.createElement('meta');
    robots.name = 'robots';
    robots.content = 'noindex';
    document.head.append(robots);
    inject(DestroyRef).onDestroy(() => robots.remove());
  }
}
