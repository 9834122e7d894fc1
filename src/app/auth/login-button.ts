import { Component, inject, input, signal } from '@angular/core';
import { Identity } from './identity';

/** A button that takes the user through the login and back. */
@Component({
  selector: 'app-login-button',
  template: `
    <button type="button" class="button" [attr.aria-disabled]="busy()" (click)="logIn()">
      {{ label() }}
    </button>
  `,
  styles: ':host { display: contents }',
})
export class LoginButton {
  private readonly identity = inject(Identity);

  readonly label = input('Log in');
  /** The path to which to come back; by default where the user is. */
  readonly returnTo = input<string>();
  /** Until the browser is told to leave. Nothing says whether it does, so the button works again then. */
  protected readonly busy = signal(false);

  protected async logIn(): Promise<void> {
    if (this.busy()) return;
    this.busy.set(true);
    await this.identity.logIn(this.returnTo());
    this.busy.set(false);
  }
}
