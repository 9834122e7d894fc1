import {
  DOCUMENT,
  EnvironmentInjector,
  InjectionToken,
  Service,
  computed,
  inject,
  signal,
} from '@angular/core';
import { Router } from '@angular/router';
import { CONFIG } from '../config/config';
import { loadCode } from '../ui/load-code';
import type { Auth0Client, IdTokenClaims, connectAuth0 } from './auth0-client';
import { LoginError, NotLoggedIn } from './login-error';
import { userFrom } from './user';

/** Loads the Auth0 SDK. Only called when someone logs in or may be logged in. */
export const LOAD_AUTH0 = new InjectionToken<() => Promise<typeof connectAuth0>>('Auth0', {
  factory: () => () =>
    loadCode(() => import('./auth0-client')).then((client) => client.connectAuth0),
});

/** Whether somebody is logged in, or why not. */
export type IdentityStatus = 'checking' | 'visitor' | 'user' | LoginError;

/** An ID token that expires sooner than this is renewed before it is used, in milliseconds. */
const MIN_LIFETIME = 60_000;

/** In the tab's storage: a redirect has tried to restore the session, and hasn't succeeded. */
const REDIRECTED = 'auth.redirected';

/**
 * Who is here. Auth0's SDK is loaded when someone logs in, when the address bar tells of a login or
 * when the SDK's cookie says that somebody may be logged in; a visitor who only browses never needs it.
 */
@Service()
export class Identity {
  private readonly config = inject(CONFIG);
  private readonly document = inject(DOCUMENT);
  private readonly injector = inject(EnvironmentInjector);
  private readonly loadAuth0 = inject(LOAD_AUTH0);
  private readonly router = inject(Router);

  private readonly claims = signal<IdTokenClaims | undefined>(undefined);
  private readonly currentStatus = signal<IdentityStatus>('visitor');
  private connecting: Promise<Auth0Client> | undefined;
  private renewing: Promise<IdTokenClaims> | undefined;

  /** The user; the same object until someone else logs in. */
  readonly user = computed(
    () => {
      const claims = this.claims();
      return claims && userFrom(claims);
    },
    { equal: (one, other) => JSON.stringify(one) === JSON.stringify(other) },
  );

  readonly status = this.currentStatus.asReadonly();

  /** What the present ID token says. The token itself is in it: show nothing of it unshortened. */
  readonly idTokenClaims = this.claims.asReadonly();

  constructor() {
    const { location, cookie } = this.document;
    const isCallback = isLoginCallback(location.search);
    if (isCallback || hasSessionCookie(cookie, this.config.auth0ClientId))
      void this.restore(isCallback);
  }

  /**
   * Whether somebody is logged in, or may be: while that is being found out, and if it was in another tab,
   * with which this one shares the SDK's cookie.
   */
  mayBeLoggedIn(): boolean {
    const { location, cookie } = this.document;
    return (
      this.claims() !== undefined ||
      this.currentStatus() === 'checking' ||
      isLoginCallback(location.search) ||
      hasSessionCookie(cookie, this.config.auth0ClientId)
    );
  }

  /**
   * Leaves the page for Auth0's login and comes back to `returnTo`, by default to where the user
   * is or, while a page is still loading, is about to be. Who cancels the login comes back to where the
   * user is in any case. Says by `status()` if that is not possible.
   */
  async logIn(returnTo = this.currentUrl()): Promise<void> {
    try {
      const auth0 = await this.connect();
      await auth0.logIn(appPath(returnTo), appPath(this.currentUrl()));
    } catch (error) {
      this.currentStatus.set(toLoginError(error));
    }
  }

  /** Forgets the user here and at Auth0, and comes back to the start of the app. */
  async logOut(): Promise<void> {
    const auth0 = await this.connect();
    this.forget('visitor');
    await auth0.logOut();
  }

  /**
   * The raw ID token, with at least a minute to live.
   *
   * @param options.fresh to get a new one in any case, for example when a server calls the present
   *   one expired.
   * @throws NotLoggedIn, or LoginError if the login session has ended or Auth0 can't be reached.
   */
  async idToken({ fresh = false } = {}): Promise<string> {
    const claims = this.claims();
    if (!claims || !this.user()) throw new NotLoggedIn();
    const life = (claims.exp ?? 0) * 1000 - Date.now();
    const usable = fresh || life < MIN_LIFETIME ? await this.renew() : claims;
    return usable.__raw;
  }

  /** Takes away the message about a failed login. */
  dismissError(): void {
    if (this.currentStatus() instanceof LoginError) this.currentStatus.set('visitor');
  }

  private currentUrl(): string {
    return this.router.currentNavigation()?.extractedUrl.toString() ?? this.router.url;
  }

  private async restore(isCallback: boolean): Promise<void> {
    this.currentStatus.set('checking');
    try {
      const auth0 = await this.connect();
      const claims = await auth0.restore();
      if (claims) forgetRedirect();
      if (claims || isCallback) this.accept(claims);
      else await this.restoreByRedirect(auth0);
    } catch (error) {
      this.forget(toLoginError(error));
    }
  }

  /** Once, so that nobody is sent to and fro. The page is left unless this throws. */
  private async restoreByRedirect(auth0: Auth0Client): Promise<void> {
    if (!rememberRedirect()) throw new LoginError('ended');
    const { pathname, search, hash } = this.document.location;
    try {
      await auth0.restoreByRedirect(appPath(pathname + search + hash));
    } catch (error) {
      forgetRedirect();
      throw error;
    }
  }

  private renew(): Promise<IdTokenClaims> {
    this.renewing ??= this.connect()
      .then((auth0) => auth0.refresh())
      .then((claims) => {
        this.accept(claims);
        return claims;
      })
      .catch((error: unknown) => {
        const loginError = toLoginError(error);
        if (loginError.reason === 'ended') this.forget(loginError);
        throw loginError;
      })
      .finally(() => (this.renewing = undefined));
    return this.renewing;
  }

  private accept(claims: IdTokenClaims | undefined): void {
    this.claims.set(claims);
    if (!claims) this.currentStatus.set('visitor');
    else this.currentStatus.set(this.user() ? 'user' : new LoginError('no-role'));
  }

  private forget(status: IdentityStatus): void {
    this.claims.set(undefined);
    this.currentStatus.set(status);
  }

  private connect(): Promise<Auth0Client> {
    this.connecting ??= this.loadAuth0()
      .then((connectAuth0) =>
        connectAuth0(this.injector, this.config, (target) => {
          // The page that the user comes back to is where it was.
          const extras = { replaceUrl: true, scroll: 'manual' } as const;
          void this.router.navigateByUrl(appPath(target), extras);
        }),
      )
      .catch((error: unknown) => {
        this.connecting = undefined;
        throw error;
      });
    return this.connecting;
  }
}

/** Remembers a redirect for this tab. False if there was one before, or if the browser keeps nothing. */
function rememberRedirect(): boolean {
  try {
    if (sessionStorage.getItem(REDIRECTED)) return false;
    sessionStorage.setItem(REDIRECTED, 'yes');
    return true;
  } catch {
    return false;
  }
}

function forgetRedirect(): void {
  try {
    sessionStorage.removeItem(REDIRECTED);
  } catch {
    // Then nothing was kept.
  }
}

/** Whether a login callback is in the address bar. @see RFC 6749, section 4.1.2 */
export function isLoginCallback(search: string): boolean {
  const parameters = new URLSearchParams(search);
  return parameters.has('state') && (parameters.has('code') || parameters.has('error'));
}

/** Whether the cookie is there by which the SDK remembers that there was a login session. */
export function hasSessionCookie(cookie: string, clientId: string): boolean {
  const hint = `auth0.${clientId}.is.authenticated`;
  const names = cookie.split(';').map((pair) => pair.split('=', 1)[0]?.trim());
  return names.includes(hint) || names.includes(`_legacy_${hint}`);
}

/** The target if it is a path of this app, else its start: nobody is sent elsewhere by a link. */
export function appPath(target: unknown): string {
  return typeof target === 'string' && /^\/(?![/\\])/.test(target) ? target : '/';
}

const toLoginError = (error: unknown): LoginError =>
  error instanceof LoginError ? error : new LoginError('unreachable', { cause: error });
