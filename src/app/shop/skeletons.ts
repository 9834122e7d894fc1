import { Component, computed, input } from '@angular/core';

/** Where pets will stand. */
@Component({
  selector: 'app-skeletons',
  template: `@for (place of places(); track place) {
    <div></div>
  }`,
  host: { class: 'pets', 'aria-hidden': 'true' },
})
export class Skeletons {
  readonly count = input.required<number>();
  protected readonly places = computed(() => Array.from({ length: this.count() }, (_, i) => i));
}
