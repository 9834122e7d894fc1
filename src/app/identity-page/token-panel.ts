import { Component, input } from '@angular/core';
import { CodeBlock } from './code-block';
import { Expiry } from './expiry';
import type { IdTokenView } from './id-token-view';

/** Step 2, live: what the ID token says. */
@Component({
  selector: 'app-token-panel',
  imports: [CodeBlock, Expiry],
  templateUrl: './token-panel.html',
})
export class TokenPanel {
  readonly token = input.required<IdTokenView>();
  readonly now = input.required<Date>();
}
