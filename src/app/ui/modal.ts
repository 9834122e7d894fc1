import { Dialog, DialogConfig, type AutoFocusTarget, type DialogRef } from '@angular/cdk/dialog';
import { createNoopScrollStrategy } from '@angular/cdk/overlay';
import {
  DestroyRef,
  Directive,
  TemplateRef,
  ViewContainerRef,
  afterNextRender,
  inject,
  input,
  output,
} from '@angular/core';

/**
 * Shows its content as a modal dialog of the CDK as long as it is there:
 *
 *     <ng-template appModal="heading" (closed)="…" #modal="modal">
 *       <div class="dialog"><h2 id="heading">…</h2> …</div>
 *     </ng-template>
 *
 * The value is the id of the heading that names it. Afterwards the focus is where it was before.
 */
@Directive({ selector: 'ng-template[appModal]', exportAs: 'modal' })
export class Modal {
  private readonly dialog = inject(Dialog);
  private readonly template = inject<TemplateRef<unknown>>(TemplateRef);
  private readonly viewContainerRef = inject(ViewContainerRef);

  readonly appModal = input.required<string>();
  /** What has the focus at first. */
  readonly focus = input<AutoFocusTarget>('first-tabbable');
  /** Whether it can't be closed: not by Escape, a click beside it or `close`. */
  readonly stay = input(false);
  /** The user has closed it. */
  readonly closed = output();

  private opened: DialogRef | undefined;
  private isDestroyed = false;

  constructor() {
    afterNextRender(() => this.open());
    inject(DestroyRef).onDestroy(() => {
      this.isDestroyed = true;
      this.close();
    });
  }

  close(): void {
    this.opened?.close();
  }

  private open(): void {
    const config = Object.assign(new DialogConfig<unknown, DialogRef>(), {
      viewContainerRef: this.viewContainerRef,
      ariaLabelledBy: this.appModal(),
      ariaModal: true,
      autoFocus: this.focus(),
      // Its parent knows what is in the address, and removes it.
      closeOnNavigation: false,
      // The CDK's other strategies move the page, which keeps its own place in the list.
      scrollStrategy: createNoopScrollStrategy(),
      closePredicate: () => this.isDestroyed || !this.stay(),
    });
    this.opened = this.dialog.open(this.template, config);
    this.opened.closed.subscribe(() => {
      if (!this.isDestroyed) this.closed.emit();
    });
  }
}
