import { Component, EnvironmentInjector, computed, inject, signal } from '@angular/core';
import { Identity } from '../identity/identity';
import { LoginFailure } from '../identity/login-failure';
import { LOAD_ACCOUNT_MENU, type OpenMenu } from './account-menu-port';

/** The user's corner of the header: who is here, the menu, and the way in or out. */
@Component({
  selector: 'app-account',
  templateUrl: './account.html',
  host: { class: 'account', '(window:pageshow)': 'leaving.set(false)' },
})
export class Account {
  private readonly injector = inject(EnvironmentInjector);
  private readonly loadMenu = inject(LOAD_ACCOUNT_MENU);
  private loading: Promise<OpenMenu> | undefined;
  private hasMenu = false;

  protected readonly identity = inject(Identity);
  /** Whether the browser is on its way to Auth0. */
  protected readonly leaving = signal(false);
  /** What became of opening a menu that isn't loaded yet. */
  protected readonly opening = signal<'' | 'busy' | 'failed'>('');
  /** Somebody without a role in this shop is logged in at Auth0, and can only leave. */
  protected readonly canLogOut = computed(() => {
    const status = this.identity.status();
    return status === 'user' || (status instanceof LoginFailure && status.reason === 'no-role');
  });

  /** Loads the menu when somebody comes near. Whoever presses the button learns if that fails. */
  protected approach(button: HTMLElement): void {
    this.menu(button).catch(() => undefined);
  }

  /** Opens a menu that isn't loaded yet; once it is, the button is its own. */
  protected async open(button: HTMLElement): Promise<void> {
    if (this.hasMenu || this.opening() === 'busy') return;
    this.opening.set('busy');
    try {
      const openMenu = await this.menu(button);
      openMenu();
      this.opening.set('');
    } catch {
      this.opening.set('failed');
    }
  }

  protected async logIn(): Promise<void> {
    if (this.leaving()) return;
    this.leaving.set(true);
    await this.identity.logIn();
    if (this.identity.status() instanceof LoginFailure) this.leaving.set(false);
  }

  private menu(button: HTMLElement): Promise<OpenMenu> {
    this.loading ??= this.loadMenu()
      .then((attach) => {
        const openMenu = attach(button, this.injector);
        this.hasMenu = true;
        return openMenu;
      })
      .catch((error: unknown) => {
        this.loading = undefined;
        throw error;
      });
    return this.loading;
  }
}
