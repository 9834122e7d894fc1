import { MenuTrigger } from '@angular/aria/menu';
import { Component, computed, inject } from '@angular/core';
import { Identity } from '../identity/identity';
import { LogIn } from '../identity/log-in';
import { LoginFailure } from '../identity/login-failure';
import { AccountMenu } from './account-menu';

/** The user's corner of the header: who is here, the menu, and the way in or out. */
@Component({
  selector: 'app-account',
  imports: [AccountMenu, LogIn, MenuTrigger],
  templateUrl: './account.html',
  host: { class: 'account' },
})
export class Account {
  protected readonly identity = inject(Identity);
  /** Somebody without a role in this shop is logged in at Auth0, and can only leave. */
  protected readonly canLogOut = computed(() => {
    const status = this.identity.status();
    return status === 'user' || (status instanceof LoginFailure && status.reason === 'no-role');
  });
}
