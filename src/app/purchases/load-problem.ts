import { Component, computed, input, output } from '@angular/core';
import { problemSentence } from '../calls/problem-sentence';

/** Says why purchases could not be loaded, and offers to try again. */
@Component({
  selector: 'app-load-problem',
  template: `
    <div class="blank" role="alert">
      <img src="pets/paw.svg" alt="" width="72" height="72" />
      <h2>{{ heading() }}</h2>
      <p>{{ sentence() }}</p>
      <button type="button" class="button" (click)="retry.emit()">Try again</button>
    </div>
  `,
})
export class LoadProblem {
  readonly heading = input.required<string>();
  readonly failure = input.required<unknown>();
  readonly retry = output();

  protected readonly sentence = computed(() => problemSentence(this.failure(), 'purchases'));
}
