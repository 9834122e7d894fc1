import {
  Component,
  DOCUMENT,
  ElementRef,
  computed,
  effect,
  inject,
  viewChild,
} from '@angular/core';
import { Router, RouterLink, RouterOutlet } from '@angular/router';
import { Account } from './layout/account';
import { BuyerNotice } from './layout/buyer-notice';
import { PageTitles } from './layout/page-titles';
import { Search, type Address } from './layout/search';
import { Identity } from './auth/identity';
import { LoginError, type LoginErrorReason } from './auth/login-error';
import { petQueryFrom } from './shop/pet-query';
import { Notice, type Message } from './ui/notice';
import { PageFocus } from './ui/page-focus';

/** The layout around every page: where the page begins, and what went wrong with a login. */
@Component({
  selector: 'app-root',
  imports: [Account, Notice, RouterLink, RouterOutlet, Search],
  templateUrl: './app.html',
})
export class App {
  private readonly document = inject(DOCUMENT);
  private readonly focus = inject(PageFocus);
  private readonly router = inject(Router);
  private readonly main = viewChild.required<ElementRef<HTMLElement>>('main');

  protected readonly identity = inject(Identity);
  protected readonly buyerNotice = inject(BuyerNotice);
  protected readonly titles = inject(PageTitles);
  protected readonly failure = computed<Message | undefined>(() => {
    const status = this.identity.status();
    const text = status instanceof LoginError ? status.message : this.buyerNotice.text();
    const retry = status instanceof LoginError ? this.retries[status.reason] : undefined;
    const action = retry && { label: 'Try again', run: () => this.again(retry) };
    return text ? { tone: 'problem', text, ...(action && { action }) } : undefined;
  });
  private readonly retries: Partial<Record<LoginErrorReason, () => Promise<void>>> = {
    unreachable: () => this.identity.logIn(),
    'still-in': () => this.identity.logOut(),
  };
  /** Where the user is. */
  private readonly url = computed(() => {
    const navigation = this.router.lastSuccessfulNavigation();
    return new URL(String(navigation?.finalUrl ?? this.document.URL), this.document.baseURI);
  });
  protected readonly address = computed<Address>(() => {
    const { pathname, searchParams } = this.url();
    const isShop = pathname === '/';
    return { isShop, type: isShop ? petQueryFrom(searchParams).type : '' };
  });

  constructor() {
    let previous = this.url().pathname;
    effect(() => {
      const { pathname } = this.url();
      if (pathname !== previous) this.main().nativeElement.focus({ preventScroll: true });
      previous = pathname;
    });
  }

  /** The message goes, so that a second failure is read out, too. Its button goes with it. */
  private again(retry: () => Promise<void>): void {
    this.identity.dismissError();
    this.focus.moveTo('app-login-button button');
    void retry();
  }

  protected dismiss(): void {
    this.identity.dismissError();
    this.buyerNotice.dismiss();
  }
}
