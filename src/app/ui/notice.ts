import { Component, computed, input, output } from '@angular/core';

/** What the user may do about a message. */
export interface Action {
  readonly label: string;
  readonly run: () => void;
}

/** A sentence for the user. */
export interface Message {
  readonly tone: 'success' | 'problem';
  readonly text: string;
  readonly action?: Action;
}

/**
 * Shows a message and has it read out: politely when something went well, at once when it didn't.
 * Both live regions are there from the start, or assistive technology would miss the first message.
 */
@Component({
  selector: 'app-notice',
  templateUrl: './notice.html',
  host: { '[attr.data-tone]': 'message()?.tone' },
})
export class Notice {
  readonly message = input<Message>();
  /** The user has read it. */
  readonly dismissed = output();

  protected readonly success = computed(() => this.textOf('success'));
  protected readonly problem = computed(() => this.textOf('problem'));

  private textOf(tone: Message['tone']): string {
    const message = this.message();
    return message?.tone === tone ? message.text : '';
  }
}
