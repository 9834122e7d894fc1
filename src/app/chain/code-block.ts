import { Component, input, signal } from '@angular/core';

/**
 * Code in its own scrolling box, which the keyboard can scroll, too, with a button that copies it. It
 * must be safe to show: it is copied as it is.
 */
@Component({
  selector: 'app-code-block',
  templateUrl: './code-block.html',
  styleUrl: './code-block.css',
})
export class CodeBlock {
  /** What the code is, for its heading and the button's name. */
  readonly label = input.required<string>();
  readonly code = input.required<string>();

  /** Read out after a press. */
  protected readonly result = signal('');

  protected async copy(): Promise<void> {
    this.result.set('');
    try {
      await navigator.clipboard.writeText(this.code());
      this.result.set('Copied');
    } catch {
      this.result.set('Your browser blocked copying');
    }
  }
}
