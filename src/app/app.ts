import { Component, DOCUMENT, DestroyRef, computed, inject, signal } from '@angular/core';
import { NavigationEnd, Router, RouterLink, RouterOutlet } from '@angular/router';
import { Identity } from './identity/identity';
import { LoginFailure } from './identity/login-failure';
import { Notice, type Message } from './ui/notice';

/** The frame around every page: who is here, where the page begins, what went wrong with a login. */
@Component({
  selector: 'app-root',
  imports: [Notice, RouterLink, RouterOutlet],
  templateUrl: './app.html',
  host: { '(window:pageshow)': 'leaving.set(false)' },
})
export class App {
  private readonly document = inject(DOCUMENT);

  protected readonly identity = inject(Identity);
  /** Whether the browser is on its way to Auth0. */
  protected readonly leaving = signal(false);
  protected readonly failure = computed<Message | undefined>(() => {
    const status = this.identity.status();
    return status instanceof LoginFailure ? { tone: 'problem', text: status.message } : undefined;
  });
  /** Somebody without a role in this shop is logged in at Auth0, and can only leave. */
  protected readonly canLogOut = computed(() => {
    const status = this.identity.status();
    return status === 'user' || (status instanceof LoginFailure && status.reason === 'no-role');
  });

  constructor() {
    const router = inject(Router);
    let previous: string | undefined;
    const subscription = router.events.subscribe((event) => {
      if (!(event instanceof NavigationEnd)) return;
      const path = event.urlAfterRedirects.split(/[?#]/, 1)[0];
      if (previous !== undefined && path !== previous) this.focusMain();
      previous = path;
    });
    inject(DestroyRef).onDestroy(() => subscription.unsubscribe());
  }

  protected focusMain(event?: Event): void {
    event?.preventDefault();
    this.document.getElementById('main')?.focus();
  }

  protected async logIn(): Promise<void> {
    if (this.leaving()) return;
    this.leaving.set(true);
    await this.identity.logIn();
    if (this.failure()) this.leaving.set(false);
  }
}
