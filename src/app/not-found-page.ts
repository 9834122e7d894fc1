import { Component } from '@angular/core';

/** For an address that leads nowhere. */
@Component({
  selector: 'app-not-found-page',
  template: `
    <div class="blank">
      <img src="pets/snail.svg" alt="" width="72" height="72" />
      <h1>This page ran away</h1>
      <p>Nothing lives at this address.</p>
      <a class="button" href="/">To the pets</a>
    </div>
  `,
})
export class NotFoundPage {}
