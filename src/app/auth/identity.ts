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
import { Clock } from '../config/clock';
import { CONFIG } from '../config/config';
import { inTime } from '../ui/in-time';
import { loadCode } from '../ui/load-code';
import { whenOnlineAgain } from '../ui/online';
import type { Auth0Client, IdTokenClaims, connectAuth0 } from './auth0-client';
import { LoginError, NotLoggedIn, deviceProblem } from './login-error';
import { SharedLogin, type LoginState } from './shared-login';
import { userFrom } from './user';

/** Loads the Auth0 SDK. Only called when someone logs in or may be logged in. */
export const LOAD_AUTH0 = new InjectionToken<() => Promise<typeof connectAuth0>>('Auth0', {
  factory: () => () =>
    loadCode(() => import('./auth0-client')).then((client) => client.connectAuth0),
});

/** Whether someone is logged in, or why not. */
export type IdentityStatus = 'checking' | 'visitor' | 'user' | LoginError;

/** An ID token that expires sooner than this is renewed before it is used, in milliseconds. */
const MIN_LIFETIME = 60_000;

/** If Auth0 takes longer than this, the user is told, in milliseconds. */
const PATIENCE = 6_000;

/**
 * Who the user is. Auth0's SDK is loaded when someone logs in, when the address bar holds a login
 * callback or when the SDK's cookie says that someone may be logged in; visitors who only browse never
 * need it.
 *
 * All tabs share one login. Logging out in one tab logs out all of them at once; logging in, or in as
 * someone else, reaches each other tab as soon as it is looked at. What a tab holds of a user goes when
 * `user()` changes.
 */
@Service()
export class Identity {
  private readonly clock = inject(Clock);
  private readonly config = inject(CONFIG);
  private readonly document = inject(DOCUMENT);
  private readonly injector = inject(EnvironmentInjector);
  private readonly loadAuth0 = inject(LOAD_AUTH0);
  private readonly router = inject(Router);
  private readonly shared = inject(SharedLogin);

  private readonly claims = signal<IdTokenClaims | undefined>(undefined);
  private readonly currentStatus = signal<IdentityStatus>('visitor');
  private connecting: Promise<Auth0Client> | undefined;
  private renewing: Promise<IdTokenClaims> | undefined;
  private isRestoring = false;
  private late: ReturnType<typeof setTimeout> | undefined;

  /** The user; the same object until someone else logs in. */
  readonly user = computed(
    () => {
      const claims = this.claims();
      return claims && userFrom(claims);
    },
    { equal: (one, other) => JSON.stringify(one) === JSON.stringify(other) },
  );

  readonly status = this.currentStatus.asReadonly();

  /** A user without a role in this shop is logged in at Auth0, and can only log out. */
  readonly hasNoRole = computed(() => this.claims() !== undefined && !this.user());

  /** The claims of the current ID token. They include the token itself, so show nothing of it unshortened. */
  readonly idTokenClaims = this.claims.asReadonly();

  constructor() {
    const isCallback = isLoginCallback(this.document.location.search);
    if (isCallback || this.shared.hasSessionCookie()) void this.restore(isCallback);
    this.shared.follow(() => this.sync());
    whenOnlineAgain(() => {
      const status = this.currentStatus();
      if (status instanceof LoginError && status.reason === 'unreachable') this.dismissError();
      this.sync();
    });
  }

  /**
   * Whether someone is or may be logged in: also while that is being checked, and after a login in
   * another tab, which shares the SDK's cookie.
   */
  mayBeLoggedIn(): boolean {
    return (
      this.claims() !== undefined ||
      this.currentStatus() === 'checking' ||
      isLoginCallback(this.document.location.search) ||
      this.shared.hasSessionCookie()
    );
  }

  /**
   * Leaves the page for Auth0's login and comes back to `returnTo`: by default to the current page or,
   * while another is loading, to that one. A user who cancels always comes back to the current page.
   * `status()` says if this isn't possible.
   */
  async logIn(returnTo = this.currentUrl()): Promise<void> {
    try {
      const auth0 = await this.connect();
      await auth0.logIn(appPath(returnTo), appPath(this.currentUrl()));
    } catch (error) {
      this.currentStatus.set(toLoginError(error));
    }
  }

  /**
   * Forgets the user here and at Auth0, and comes back to the start of the app. `status()` says if Auth0
   * couldn't be told.
   */
  async logOut(): Promise<void> {
    this.shared.write('out');
    this.forget('visitor');
    try {
      const auth0 = await this.connect();
      await auth0.logOut();
    } catch (cause) {
      this.currentStatus.set(new LoginError('still-in', { cause }));
    }
  }

  /**
   * Catches up with the login of other tabs. This happens automatically; code that is about to use a
   * user's data calls it first, so that a tab that has just woken up does nothing for a user who has
   * left.
   */
  sync(): void {
    const hasCookie = this.shared.hasSessionCookie();
    // Where the browser stores nothing, the cookie at least shows that a login is over.
    const login = this.shared.read() ?? (hasCookie ? undefined : 'out');
    const claims = this.claims();
    if (claims && login && login !== stateOf(claims)) void this.leave(login);
    const isSeen = this.document.visibilityState === 'visible';
    if (!this.claims() && isIn(login) && hasCookie && isSeen) void this.restore();
  }

  /**
   * The raw ID token, with at least a minute to live.
   *
   * @param options.fresh to get a new one in any case, for example when a server says that the current
   *   one has expired.
   * @throws NotLoggedIn, or LoginError if the login session has ended or Auth0 doesn't answer.
   */
  async idToken({ fresh = false } = {}): Promise<string> {
    this.sync();
    const claims = this.claims();
    if (!claims || !this.user()) throw new NotLoggedIn();
    const life = (claims.exp ?? 0) * 1000 - this.clock.now().getTime();
    const usable = fresh || life < MIN_LIFETIME ? await this.renew() : claims;
    return usable.__raw;
  }

  /** Dismisses the message about a failed login. */
  dismissError(): void {
    if (this.currentStatus() instanceof LoginError) this.currentStatus.set('visitor');
  }

  private currentUrl(): string {
    return this.router.currentNavigation()?.extractedUrl.toString() ?? this.router.url;
  }

  private async restore(isCallback = false): Promise<void> {
    if (this.isRestoring) return;
    this.isRestoring = true;
    // A message stays until the answer comes.
    if (!(this.currentStatus() instanceof LoginError)) this.currentStatus.set('checking');
    const tellUser = () => this.currentStatus.set(new LoginError('unreachable'));
    this.late = setTimeout(tellUser, PATIENCE);
    const isWaiting = () => this.currentStatus() === 'checking';
    const before = this.shared.read();
    // The SDK restores a session as it starts.
    this.connecting = undefined;
    try {
      const auth0 = await this.connect();
      const claims = await auth0.restore();
      const login = this.shared.read();
      if (!isCallback && login !== before && !isIn(login)) await this.leave(login);
      else if (claims) this.accept(claims);
      // Nobody who was told to browse meanwhile is sent away.
      else if (isWaiting()) {
        await auth0.restoreByRedirect(this.presentPath(), isWaiting);
      }
    } catch (error) {
      this.fail(toLoginError(error));
    } finally {
      this.isRestoring = false;
    }
  }

  /** Where the user is, by the address bar, without a login callback. */
  private presentPath(): string {
    const { pathname, search, hash } = this.document.location;
    return appPath(isLoginCallback(search) ? pathname : pathname + search + hash);
  }

  private renew(): Promise<IdTokenClaims> {
    if (!this.renewing) {
      const renewing = this.refresh().finally(() => {
        if (this.renewing === renewing) this.renewing = undefined;
      });
      this.renewing = renewing;
    }
    return inTime(this.renewing, PATIENCE, () => new LoginError('unreachable'));
  }

  private async refresh(): Promise<IdTokenClaims> {
    const before = this.claims();
    const connection = this.connect();
    try {
      const auth0 = await connection;
      const claims = await auth0.refresh();
      this.sync();
      if (connection !== this.connecting || !this.claims()) {
        // The SDK has set its cookie again.
        if (!isIn(this.shared.read())) await auth0.forget();
        throw new NotLoggedIn();
      }
      this.accept(claims);
      // Never act for a user other than the one who asked.
      if (claims['sub'] !== before?.['sub']) throw new NotLoggedIn();
      return claims;
    } catch (error) {
      if (error instanceof NotLoggedIn) throw error;
      const loginError = toLoginError(error);
      if (loginError.reason === 'ended' && connection === this.connecting) this.fail(loginError);
      throw loginError;
    }
  }

  private accept(claims: IdTokenClaims): void {
    clearTimeout(this.late);
    this.shared.write(stateOf(claims));
    this.claims.set(claims);
    this.currentStatus.set(this.user() ? 'user' : new LoginError('no-role'));
  }

  private fail(error: LoginError): void {
    if (error.reason === 'ended') this.shared.write('ended');
    this.forget(error);
  }

  /** Drops a login that has ended in another tab, or is someone else's there. */
  private async leave(login: LoginState | undefined): Promise<void> {
    const { connecting } = this;
    this.connecting = undefined;
    this.renewing = undefined;
    this.forget(login === 'ended' ? new LoginError('ended') : 'visitor');
    // Else the cookie is of the login that has followed. The tokens go with the connection.
    if (!isIn(login)) await (await connecting?.catch(() => undefined))?.forget();
  }

  private forget(status: IdentityStatus): void {
    clearTimeout(this.late);
    this.claims.set(undefined);
    this.currentStatus.set(status);
  }

  private connect(): Promise<Auth0Client> {
    if (this.connecting) return this.connecting;
    const connecting = this.loadAuth0()
      .then((connectAuth0) =>
        connectAuth0(this.injector, this.config, (target) => {
          // The page that the user comes back to is where it was.
          const extras = { replaceUrl: true, scroll: 'manual' } as const;
          void this.router.navigateByUrl(appPath(target), extras);
        }),
      )
      .catch((error: unknown) => {
        if (this.connecting === connecting) this.connecting = undefined;
        throw error;
      });
    this.connecting = connecting;
    return connecting;
  }
}

/** Whether a login callback is in the address bar. @see RFC 6749, section 4.1.2 */
export function isLoginCallback(search: string): boolean {
  const parameters = new URLSearchParams(search);
  return parameters.has('state') && (parameters.has('code') || parameters.has('error'));
}

/** The target if it is a path in this app, or else its start: a link can't send users elsewhere. */
export function appPath(target: unknown): string {
  return typeof target === 'string' && /^\/(?![/\\])/.test(target) ? target : '/';
}

const toLoginError = (error: unknown): LoginError =>
  error instanceof LoginError
    ? error
    : new LoginError(deviceProblem(error) ?? 'unreachable', { cause: error });

const isIn = (login: LoginState | undefined): boolean => login?.startsWith('in:') ?? false;

const stateOf = (claims: IdTokenClaims): LoginState => `in:${String(claims['sub'])}`;
