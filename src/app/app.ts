import { Component, DOCUMENT, DestroyRef, computed, inject, signal } from '@angular/core';
import { NavigationEnd, Router, RouterOutlet } from '@angular/router';
import { Account } from './frame/account';
import { PageTitles } from './frame/page-titles';
import { ScrollMemory } from './frame/scroll-memory';
import { Search, type Address } from './frame/search';
import { Identity } from './identity/identity';
import { LoginFailure } from './identity/login-failure';
import { Notice, type Message } from './ui/notice';

/** The frame around every page: where the page begins, and what went wrong with a login. */
@Component({
  selector: 'app-root',
  imports: [Account, Notice, RouterOutlet, Search],
  templateUrl: './app.html',
  host: { '(click)': 'follow($event)' },
})
export class App {
  private readonly document = inject(DOCUMENT);
  private readonly router = inject(Router);

  protected readonly identity = inject(Identity);
  protected readonly titles = inject(PageTitles);
  protected readonly address = signal(addressOf(this.document.location));
  protected readonly failure = computed<Message | undefined>(() => {
    const status = this.identity.status();
    return status instanceof LoginFailure ? { tone: 'problem', text: status.message } : undefined;
  });

  constructor() {
    inject(ScrollMemory);
    let previous: string | undefined;
    const subscription = this.router.events.subscribe((event) => {
      if (!(event instanceof NavigationEnd)) return;
      const url = new URL(event.urlAfterRedirects, this.document.baseURI);
      if (previous !== undefined) {
        this.address.set(addressOf(url));
        if (url.pathname !== previous) this.mainElement()?.focus({ preventScroll: true });
      }
      previous = url.pathname;
    });
    inject(DestroyRef).onDestroy(() => subscription.unsubscribe());
  }

  protected focusMain(event: Event): void {
    event.preventDefault();
    this.mainElement()?.focus();
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

  private mainElement(): HTMLElement | null {
    return this.document.getElementById('main');
  }
}

const addressOf = ({ pathname, search }: URL | Location): Address => ({
  isShop: pathname === '/',
  type: pathname === '/' ? (new URLSearchParams(search).get('type') ?? '') : '',
});
