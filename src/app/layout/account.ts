import { NgComponentOutlet, NgTemplateOutlet } from '@angular/common';
import { Component, inject, resource, signal } from '@angular/core';
import { Identity } from '../auth/identity';
import { LoginButton } from '../auth/login-button';
import { beginning } from '../ui/beginning';
import { loadCode } from '../ui/load-code';
import { whenOnlineAgain } from '../ui/online';

/**
 * The user's corner of the header: who is logged in, and the menu with the logout, or else the login.
 * The menu is loaded when its button is pressed; another press tries again.
 */
@Component({
  selector: 'app-account',
  imports: [LoginButton, NgComponentOutlet, NgTemplateOutlet],
  templateUrl: './account.html',
  host: { class: 'account' },
})
export class Account {
  private readonly isMenuRequested = signal(false);

  protected readonly identity = inject(Identity);
  protected readonly beginning = beginning;
  protected readonly menu = resource({
    params: () => this.isMenuRequested() || undefined,
    loader: () => loadCode(loadMenu),
  });
  protected readonly hasNoRole = this.identity.hasNoRole;

  protected readonly logOut = (): void => void this.identity.logOut();

  constructor() {
    whenOnlineAgain(() => {
      if (this.menu.error()) this.isMenuRequested.set(false);
    });
  }

  /** The user comes near the button. A failure is shown when they press it. */
  protected prefetchMenu(): void {
    loadMenu().catch(() => undefined);
  }

  protected openMenu(): void {
    if (!this.menu.reload()) this.isMenuRequested.set(true);
  }

  /** A menu that loads late doesn't open for a user who has left its button. */
  protected leaveMenu(): void {
    if (this.menu.isLoading()) this.isMenuRequested.set(false);
  }
}

const loadMenu = () => import('./account-menu').then(({ AccountMenu }) => AccountMenu);
