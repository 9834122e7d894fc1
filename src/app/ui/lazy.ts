import { NgComponentOutlet } from '@angular/common';
import { Component, ElementRef, inject, input, resource, type Type } from '@angular/core';
import { loadCode } from './load-code';
import { whenOnlineAgain } from './online';

/**
 * A component that is loaded when it is to be shown:
 *
 *     protected readonly dialog = () => import('./dialog').then((file) => file.Dialog);
 *
 *     <app-lazy [load]="dialog" />
 *
 * If that fails it says so and offers to try again, which a `@defer` block can't. It also tries again
 * when the network is back. Its content is shown while it loads.
 */
@Component({
  selector: 'app-lazy',
  imports: [NgComponentOutlet],
  template: `
    @if (type.hasValue()) {
      <ng-container *ngComponentOutlet="type.value(); inputs: inputs()" />
    } @else if (type.error()) {
      <div role="alert" [class]="heading() ? 'blank' : 'hint'">
        @if (heading()) {
          <h1>{{ heading() }}</h1>
        }
        <p>
          {{ heading() ? '' : 'This part couldn’t be loaded.' }}
          Check your connection and try again, or reload the page.
        </p>
        <button type="button" class="button quiet" (click)="retry()">
          {{ type.isLoading() ? 'Loading…' : 'Try again' }}
        </button>
      </div>
    } @else {
      <ng-content />
    }
  `,
  host: { tabindex: '-1' },
})
export class Lazy {
  /** Loads the component. */
  readonly load = input.required<() => Promise<Type<unknown>>>();
  readonly inputs = input<Record<string, unknown>>({});
  /** The heading when it is the whole page and can't be loaded. */
  readonly heading = input('');

  protected readonly type = resource({
    params: () => this.load(),
    loader: ({ params: load }) => loadCode(load),
  });
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;

  constructor() {
    whenOnlineAgain(() => this.type.error() && this.type.reload());
  }

  /** The button disappears and must not take the focus with it. */
  protected retry(): void {
    this.host.focus({ preventScroll: true });
    this.type.reload();
  }
}
