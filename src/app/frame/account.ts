import { NgComponentOutlet, NgTemplateOutlet } from '@angular/common';
import { Component, computed, inject, resource, signal } from '@angular/core';
import { Identity } from '../identity/identity';
import { LogIn } from '../identity/log-in';
import { LoginFailure } from '../identity/login-failure';

/**
 * The user's corner of the header: who is here, the menu, and the way in or out. The menu is loaded
 * when its button is pressed, and tried again when it is pressed again.
 */
@Component({
  selector: 'app-account',
  imports: [LogIn, NgComponentOutlet, NgTemplateOutlet],
  templateUrl: './account.html',
  host: { class: 'account' },
})
export class Account {
  private readonly wanted = signal(false);

  protected readonly identity = inject(Identity);
  protected readonly menu = resource({
    params: () => this.wanted() || undefined,
    loader: loadMenu,
  });
  /** Somebody without a role in this shop is logged in at Auth0, and can only leave. */
  protected readonly canLogOut = computed(() => {
    const status = this.identity.status();
    return status === 'user' || (status instanceof LoginFailure && status.reason === 'no-role');
  });

  /** Somebody comes near. Whoever presses the button learns if it fails. */
  protected prefetchMenu(): void {
    loadMenu().catch(() => undefined);
  }

  protected openMenu(): void {
    if (!this.menu.reload()) this.wanted.set(true);
  }
}

const loadMenu = () => import('./account-menu').then(({ AccountMenu }) => AccountMenu);
