import { Service, inject, linkedSignal } from '@angular/core';
import { OFFLINE } from '../api-client/error-message';
import { Identity } from '../auth/identity';
import type { Action, Message } from '../ui/notice';
import { whenOnlineAgain } from '../ui/online';
import { steady } from '../ui/steady';

/** The one message at the foot of the page, from whichever part of the shop spoke to this user last. */
@Service()
export class Toast {
  private readonly shown = linkedSignal({
    source: inject(Identity).user,
    computation: (): Message | undefined => undefined,
  });
  private afterwards: (() => void) | undefined;

  readonly message = steady(this.shown);

  constructor() {
    whenOnlineAgain(() => {
      const message = this.shown();
      if (message?.text !== OFFLINE) return;
      // What the user may still do about it is not lost.
      if (message.action) this.tell('You are online again.', message.action);
      else this.clear();
    });
  }

  /**
   * @param action what the user may do about it, for as long as the message stands
   * @param dismissed is called when the user dismisses the message
   */
  tell(text: string, action?: Action, dismissed?: () => void): void {
    this.show({ tone: 'success', text, ...(action && { action }) }, dismissed);
  }

  tellProblem(text: string, action?: Action): void {
    this.show({ tone: 'problem', text, ...(action && { action }) });
  }

  /** The user dismisses the message. */
  dismiss(): void {
    const { afterwards } = this;
    this.clear();
    afterwards?.();
  }

  clear(): void {
    this.show(undefined);
  }

  private show(message: Message | undefined, afterwards?: () => void): void {
    this.shown.set(message);
    this.afterwards = afterwards;
  }
}
