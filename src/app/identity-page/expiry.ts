import { Component, computed, input } from '@angular/core';
import { countdown } from './countdown';

const format = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'medium' });

/** When something ends, in local time, and how much is left. The countdown is not read out. */
@Component({
  selector: 'app-expiry',
  template: `
    <time [attr.datetime]="at().toISOString()">{{ local() }}</time>
    <span role="timer" class="countdown">{{ left() }}</span>
  `,
})
export class Expiry {
  readonly at = input.required<Date>();
  readonly now = input.required<Date>();

  protected readonly local = computed(() => format.format(this.at()));
  protected readonly left = computed(() => {
    const text = countdown(this.at(), this.now());
    return text === 'ended' ? text : `${text} left`;
  });
}
