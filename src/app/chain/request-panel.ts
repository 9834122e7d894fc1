import { Component, computed, input, output } from '@angular/core';
import type { SignedRequestTrace } from '../trace/last-request';
import { CodeBlock } from './code-block';

/** Step 4, live: the last signed request, what was signed of it, and the answer. */
@Component({
  selector: 'app-request-panel',
  imports: [CodeBlock],
  templateUrl: './request-panel.html',
})
export class RequestPanel {
  /** Undefined until a request was signed. */
  readonly trace = input.required<SignedRequestTrace | undefined>();
  /** Why none could be sent, in a sentence for the user; empty if nothing went wrong. */
  readonly problem = input.required<string>();
  readonly busy = input.required<boolean>();
  /** The user wants to see a signed request. */
  readonly send = output();

  protected readonly scope = computed(() => this.trace()?.signature.stringToSign.split('\n')[2]);
}
