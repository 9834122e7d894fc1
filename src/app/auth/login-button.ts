import { Component, inject, input, signal } from '@angular/core';
import { Identity } from './identity';

/** A button that leads through the login and back. */
@Component({
  selector: 'app-login-button',
  template: `
    <button type="button" class="button" [attr.aria-disabled]="leaving()" (click)="logIn()">
      {{ label() }}
    </button>
  `,
  styles: ':host { display: contents }',
  host: { '(window:pageshow)': 'leaving.set(false)' },
})
export class LoginButton {
  private readonly identity = inject(Identity);

  readonly label = input('Log in');
  /** The path to which to come back; by default where the user is. */
  readonly returnTo = input<string>();
  /** Whether the browser is on its way to Auth0. */
  protected readonly leaving = signal(false);

  protected async logIn(): Promise<void> {
    if (this.leaving()) return;
    this.leaving.set(true);
    await this.identity.logIn(this.returnTo());
    if (this.identity.status() !== 'visitor') this.leaving.set(false);
  }
}
