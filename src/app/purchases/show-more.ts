import { ApplicationRef, Component, ElementRef, computed, inject, input } from '@angular/core';
import { formatCount } from '../ui/pluralize';
import type { ShownRows } from './shown-rows';

/** Says how much of a long list is shown, shows more of it, and all of it in print. */
@Component({
  selector: 'app-show-more',
  template: `
    <p role="status" tabindex="-1">{{ text() }}</p>
    @if (list().hiddenCount() > 0) {
      <button type="button" class="button quiet" (click)="more()">Show more</button>
    }
  `,
  styleUrl: './show-more.css',
  host: { '(window:beforeprint)': 'all()' },
})
export class ShowMore {
  private readonly application = inject(ApplicationRef);
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef);

  readonly list = input.required<ShownRows<unknown>>();
  protected readonly text = computed(() => {
    const shown = this.list().rows().length;
    return `Showing ${formatCount(shown)} of ${formatCount(shown + this.list().hiddenCount())}.`;
  });

  /** When the button disappears, its focus moves to the result. */
  protected more(): void {
    this.list().more();
    if (this.list().hiddenCount() === 0) this.host.nativeElement.querySelector('p')?.focus();
  }

  /** Everything is in the document before the browser prints it. */
  protected all(): void {
    this.list().all();
    this.application.tick();
  }
}
