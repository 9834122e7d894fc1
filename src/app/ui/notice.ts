import { Component, ElementRef, computed, inject, input, output } from '@angular/core';
import { PageFocus } from './page-focus';

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
  host: { '[attr.data-tone]': 'message()?.tone', '(focusin)': 'enter($event)' },
})
export class Notice {
  private readonly focus = inject(PageFocus);
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  /** What had the focus before a button here took it. */
  private before: HTMLElement | undefined;

  readonly message = input<Message>();
  /** The user has read it. */
  readonly dismissed = output();

  protected readonly success = computed(() => this.textOf('success'));
  protected readonly problem = computed(() => this.textOf('problem'));

  protected enter({ relatedTarget }: FocusEvent): void {
    const isOther = relatedTarget instanceof HTMLElement && !this.host.contains(relatedTarget);
    if (isOther) this.before = relatedTarget;
  }

  /** The button disappears, and the focus goes back. */
  protected close(): void {
    this.dismissed.emit();
    this.focus.moveTo(this.before);
  }

  private textOf(tone: Message['tone']): string {
    const message = this.message();
    return message?.tone === tone ? message.text : '';
  }
}
