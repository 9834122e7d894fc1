import { Component, input } from '@angular/core';
import type { IdTokenView } from '../trace/id-token-view';
import { formatExactTime } from '../ui/dates';
import { CodeBlock } from './code-block';
import { Countdown } from './countdown';

/** Step 2, live: what the ID token says. */
@Component({
  selector: 'app-token-panel',
  imports: [CodeBlock, Countdown],
  templateUrl: './token-panel.html',
})
export class TokenPanel {
  readonly token = input.required<IdTokenView>();
  readonly now = input.required<Date>();

  protected readonly formatExactTime = formatExactTime;
}
