import { Component, DOCUMENT, DestroyRef, computed, inject, signal } from '@angular/core';
import { NavigationEnd, Router, RouterOutlet } from '@angular/router';
import { Identity } from './identity/identity';
import { LoginFailure } from './identity/login-failure';
import { Notice, type Message } from './ui/notice';

/** The frame around every page: who is here, where the page begins, what went wrong with a login. */
@Component({
  selector: 'app-root',
  imports: [Notice, RouterOutlet],
  templateUrl: './app.html',
  host: { '(click)': 'follow($event)', '(window:pageshow)': 'leaving.set(false)' },
})
export class App {
  private readonly document = inject(DOCUMENT);
  private readonly router = inject(Router);

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
    let previous: string | undefined;
    const subscription = this.router.events.subscribe((event) => {
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

  /**
   * Follows a link inside the app without leaving the page. Every link has it so, and the router's
   * own directive stays out of the first download.
   */
  protected follow(event: MouseEvent): void {
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    const elsewhere = event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey;
    if (!link || link.target || elsewhere || event.defaultPrevented) return;
    if (link.origin !== this.document.location.origin) return;
    event.preventDefault();
    void this.router.navigateByUrl(link.pathname + link.search);
  }

  protected async logIn(): Promise<void> {
    if (this.leaving()) return;
    this.leaving.set(true);
    await this.identity.logIn();
    if (this.failure()) this.leaving.set(false);
  }
}
