import { Component, computed, inject, input, output } from '@angular/core';
import { CONFIG } from '../config/config';
import type { SignedRequestTrace } from '../trace/last-request';
import { CodeBlock } from './code-block';
import { decisionOf, neededStatement } from './decision';

/** Step 5, live: what IAM decided about the last signed request, and why. */
@Component({
  selector: 'app-decision-panel',
  imports: [CodeBlock],
  templateUrl: './decision-panel.html',
})
export class DecisionPanel {
  private readonly config = inject(CONFIG);

  /** Undefined until a request was signed. */
  readonly trace = input.required<SignedRequestTrace | undefined>();
  readonly roleArn = input.required<string>();
  /** The request that this role may not make, in words. */
  readonly forbidden = input.required<string>();
  readonly busy = input.required<boolean>();
  /** The user wants to see a refusal. */
  readonly provoke = output();

  protected readonly roleName = computed(() => this.roleArn().split('/').at(-1));
  protected readonly call = computed(() => {
    const signature = this.trace()?.signature;
    return signature ? `${signature.method} ${signature.path}` : '';
  });
  protected readonly decision = computed(() => {
    const answer = this.trace()?.answer;
    return answer && decisionOf(answer);
  });
  protected readonly statement = computed(() => {
    const signature = this.trace()?.signature;
    const { apiUrl, region } = this.config;
    return signature
      ? neededStatement({ ...signature, roleArn: this.roleArn(), apiUrl, region })
      : '';
  });
}
