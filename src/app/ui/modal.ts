import {
  DestroyRef,
  Directive,
  ElementRef,
  afterNextRender,
  inject,
  input,
  output,
} from '@angular/core';

/**
 * Opens a `<dialog>` as a modal one as soon as it is there, and gives the focus back when it goes.
 * The browser keeps the focus in it and the page behind it inert. (The CDK's dialog would do the
 * same, but needs so much of Angular's core that the first visit would weigh 4.5 kB more.)
 */
@Directive({
  selector: 'dialog[appModal]',
  host: {
    '(cancel)': 'hold($event)',
    '(click)': 'leave($event)',
    '(close)': 'closed.emit()',
  },
})
export class Modal {
  private readonly dialog = inject<ElementRef<HTMLDialogElement>>(ElementRef).nativeElement;

  /** Whether Escape and a click beside the dialog leave it open. */
  readonly stay = input(false);
  /** The dialog has closed. */
  readonly closed = output();

  constructor() {
    const opener = document.activeElement;
    afterNextRender(() => this.dialog.showModal());
    inject(DestroyRef).onDestroy(() => {
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
    });
  }

  protected hold(escape: Event): void {
    if (this.stay()) escape.preventDefault();
  }

  /** A click beside the dialog, on its backdrop, has the dialog itself as its target. */
  protected leave({ target }: Event): void {
    if (target === this.dialog && !this.stay()) this.dialog.close();
  }
}
