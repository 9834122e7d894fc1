import { Component } from '@angular/core';
import { RouterLink } from '@angular/router';

/** For an address that leads nowhere. */
@Component({
  selector: 'app-not-found-page',
  imports: [RouterLink],
  template: `
    <div class="blank">
      <img src="pets/snail.svg" alt="" width="72" height="72" />
      <h1>This page ran away</h1>
      <p>Nothing lives at this address.</p>
      <a class="button" routerLink="/">To the pets</a>
    </div>
  `,
})
export class NotFoundPage {}
