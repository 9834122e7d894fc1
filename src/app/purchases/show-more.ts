import { Component, ElementRef, computed, inject, input } from '@angular/core';
import { numberText } from '../ui/pluralize';
import type { Steps } from './steps';

/** Says how much of a long list is shown, and shows more of it. */
@Component({
  selector: 'app-show-more',
  template: `
    <p role="status" tabindex="-1">{{ text() }}</p>
    @if (steps().left() > 0) {
      <button type="button" class="button quiet" (click)="more()">Show more</button>
    }
  `,
  styleUrl: './show-more.css',
})
export class ShowMore {
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef);

  readonly steps = input.required<Steps<unknown>>();
  protected readonly text = computed(() => {
    const shown = this.steps().shown().length;
    return `${numberText(shown)} of ${numberText(shown + this.steps().left())} are shown.`;
  });

  /** When the button goes, its focus moves to what it has done. */
  protected more(): void {
    this.steps().more();
    if (this.steps().left() === 0) this.host.nativeElement.querySelector('p')?.focus();
  }
}
