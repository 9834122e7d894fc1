import { Component, DOCUMENT, DestroyRef, inject } from '@angular/core';
import { RouterLink } from '@angular/router';

/** For an address that leads nowhere. The server answers it with the page, so the page says noindex. */
@Component({
  selector: 'app-not-found-page',
  imports: [RouterLink],
  template: `
    <div class="blank">
      <img src="pets.svg#snail" alt="" width="96" height="96" />
      <h1>This page ran away</h1>
      <p>Nothing lives at this address. Perhaps the link is old, or has a letter too many.</p>
      <a class="button" routerLink="/">To the pets</a>
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
