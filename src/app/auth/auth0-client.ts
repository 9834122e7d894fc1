import { createEnvironmentInjector, type EnvironmentInjector } from '@angular/core';
import {
  AbstractNavigator,
  AuthClientConfig,
  AuthenticationError,
  AuthService,
  AuthState,
  GenericError,
  provideAuth0,
} from '@auth0/auth0-angular';
import { filter, firstValueFrom, switchMap, take } from 'rxjs';
import { Clock } from '../config/clock';
import type { Config } from '../config/config';
import { AUTH0_WORKER, trustLibraries } from '../config/trusted-types';
import { LoginError, deviceProblem } from './login-error';
import { hasSessionCookie } from './shared-login';

const HTTP_TIMEOUT_SECONDS = 5;
/** The first connection of a slow network takes its time: name, connection and encryption. */
const REACH_TIMEOUT_SECONDS = 10;

/** The claims of a verified ID token. */
export interface IdTokenClaims {
  /** The ID token itself. */
  readonly __raw: string;
  /** When the ID token expires, in seconds since 1970. */
  readonly exp?: number;
  readonly [claim: string]: unknown;
}

/** What the app needs from Auth0. Failures are LoginErrors. */
export interface Auth0Client {
  /**
   * Completes the login in the address bar, or else restores the login session in a hidden iframe.
   * Undefined if Auth0 finds no session: there is none, or the browser blocks its cookies in the
   * iframe.
   */
  restore(): Promise<IdTokenClaims | undefined>;
  /**
   * Leaves the page for Auth0 and comes straight back to `target`, with the login session if there is
   * one: no browser blocks Auth0's cookies when Auth0 is the page itself. Stays if the user no longer
   * waits when Auth0 turns out to be there.
   */
  restoreByRedirect(target: string, isWaiting: () => boolean): Promise<void>;
  /**
   * Leaves the page for Auth0's login. The user comes back to `target`, a path of this app, or to
   * `origin` if they cancel.
   */
  logIn(target: string, origin: string): Promise<void>;
  /**
   * Ends the login session here, then at Auth0: leaves the page for it and comes back to its start.
   */
  logOut(): Promise<void>;
  /**
   * Gets a new ID token, however long the current one still lasts. If Auth0 no longer accepts the
   * refresh token, the new one comes from the login session, which may be another user's by now.
   */
  refresh(): Promise<IdTokenClaims>;
  /** Forgets all tokens, and the cookie by which the SDK remembers that there was a session. */
  forget(): Promise<void>;
}

/**
 * Connects to Auth0 with its Angular SDK: code flow with PKCE, rotating refresh tokens, all tokens
 * in memory. This file is the only one that imports the SDK, and it is imported when it is needed.
 *
 * The SDK answers a login callback in the address bar, or restores the login session in a
 * hidden iframe, as soon as it is there.
 *
 * @param navigate takes the user to a path of the app, replacing the current history entry.
 * @see https://github.com/auth0/auth0-angular/blob/main/EXAMPLES.md
 */
export function connectAuth0(
  parent: EnvironmentInjector,
  config: Config,
  navigate: (target: unknown) => void,
): Auth0Client {
  trustLibraries();
  const clock = parent.get(Clock);
  // While Auth0 is asked for tokens.
  void clock.checked();
  // The three services are the SDK's own, provided in the root injector, where they would not
  // find the providers of this one.
  const injector = createEnvironmentInjector(
    [
      provideAuth0({
        domain: config.auth0Domain,
        clientId: config.auth0ClientId,
        authorizationParams: {
          redirect_uri: location.origin,
          scope: 'openid profile email offline_access',
        },
        useRefreshTokens: true,
        useRefreshTokensFallback: true,
        cacheLocation: 'memory',
        // The device's clock may be wrong. The SDK's own leeway, a minute, is enough then.
        nowProvider: async () => (await clock.checked()).getTime(),
        // For each of the SDK's three attempts to get tokens, and for the hidden iframe. The page says
        // earlier that it waits; an answer that comes late counts.
        httpTimeoutInSeconds: HTTP_TIMEOUT_SECONDS,
        authorizeTimeoutInSeconds: 20,
        // The SDK's own file instead of a blob: a Content-Security-Policy can say worker-src 'self'.
        workerUrl: AUTH0_WORKER,
      }),
      AuthClientConfig,
      AuthState,
      { provide: AbstractNavigator, useValue: { navigateByUrl: navigate } },
    ],
    parent,
    'Auth0',
  );
  const mayHaveSession = hasSessionCookie(document.cookie, config.auth0ClientId);
  const auth = injector.get(AuthService);
  const loaded = auth.isLoading$.pipe(
    filter((loading) => !loading),
    take(1),
  );
  let callbackError: unknown;
  auth.error$.pipe(take(1)).subscribe((error) => (callbackError = error));
  const claims$ = loaded.pipe(
    switchMap(() => auth.idTokenClaims$),
    take(1),
  );

  const refresh = async (): Promise<IdTokenClaims | undefined> => {
    await firstValueFrom(auth.getAccessTokenSilently({ cacheMode: 'off', detailedResponse: true }));
    return (await firstValueFrom(claims$)) ?? undefined;
  };
  const forget = () => firstValueFrom(auth.logout({ openUrl: false }));

  /**
   * Asks once more where the SDK keeps to itself why it got no tokens. Undefined if only Auth0's own page
   * can tell who is here.
   */
  const askAgain = async (): Promise<IdTokenClaims | undefined> => {
    try {
      return await refresh();
    } catch (cause) {
      if (isEnd(cause)) return undefined;
      throw new LoginError(deviceProblem(cause) ?? 'unreachable', { cause });
    }
  };

  /** What a login callback that failed leaves. */
  const restoreAfter = async (error: unknown): Promise<IdTokenClaims | undefined> => {
    if (error instanceof AuthenticationError) {
      const appState = error.appState as { target?: unknown; origin?: unknown } | null;
      navigate(appState?.origin ?? appState?.target);
    }
    const isRefused = isRefusal(error);
    if (isRefused || (error instanceof AuthenticationError && isEnd(error))) {
      // An error in the address is anybody's to write: where there may be a session, Auth0 is asked.
      const claims = mayHaveSession ? await askAgain() : undefined;
      if (claims) return claims;
      if (!isRefused) await forget();
      throw new LoginError(isRefused ? 'refused' : 'ended', { cause: error });
    }
    if (!isOldCallback(error)) {
      const reason = deviceProblem(error) ?? (isBadCallback(error) ? 'invalid' : 'unreachable');
      throw new LoginError(reason, { cause: error });
    }
    if (!mayHaveSession) throw new LoginError('invalid', { cause: error });
    return askAgain();
  };

  return {
    restore: async () => {
      const claims = await firstValueFrom(claims$);
      if (claims) return claims;
      if (callbackError) return restoreAfter(callbackError);
      // The SDK doesn't tell why there are none. It takes its cookie away when Auth0 knows of no session.
      return hasSessionCookie(document.cookie, config.auth0ClientId) ? askAgain() : undefined;
    },
    restoreByRedirect: async (target, isWaiting) => {
      await assertReachable(config.auth0Domain);
      if (!isWaiting()) return;
      await firstValueFrom(
        auth.loginWithRedirect({
          appState: { target },
          authorizationParams: { prompt: 'none' },
          // The way back must not lead here again.
          openUrl: (url) => location.replace(url),
        }),
      );
    },
    logIn: async (target, origin) => {
      await assertReachable(config.auth0Domain);
      await firstValueFrom(auth.loginWithRedirect({ appState: { target, origin } }));
    },
    logOut: async () => {
      await forget();
      await assertReachable(config.auth0Domain);
      await firstValueFrom(auth.logout({ logoutParams: { returnTo: location.origin } }));
    },
    refresh: async () => {
      const claims = await refresh().catch((cause: unknown) => {
        const reason = isEnd(cause) ? 'ended' : (deviceProblem(cause) ?? 'unreachable');
        throw new LoginError(reason, { cause });
      });
      if (!claims) throw new LoginError('ended');
      return claims;
    },
    forget,
  };
}

/**
 * Doesn't send users from a page that works to one that can't be loaded.
 *
 * @throws LoginError
 */
async function assertReachable(domain: string): Promise<void> {
  const origin = domain.startsWith('http') ? domain : `https://${domain}`;
  try {
    const signal = AbortSignal.timeout(REACH_TIMEOUT_SECONDS * 1000);
    const keys = `${origin}/.well-known/jwks.json`;
    await fetch(keys, { mode: 'no-cors', cache: 'no-store', signal });
  } catch (cause) {
    throw new LoginError('unreachable', { cause });
  }
}

/** The user, or a rule of the tenant, said no. @see RFC 6749, section 4.1.2.1 */
const isRefusal = (error: unknown): boolean =>
  error instanceof GenericError && ['access_denied', 'unauthorized'].includes(error.error);

/**
 * The callback in the address belongs to no login under way in this tab: it came from Back, a bookmark
 * or a restored tab, or its code was already used.
 */
const isOldCallback = (error: unknown): boolean =>
  error instanceof GenericError &&
  ['missing_transaction', 'state_mismatch', 'invalid_grant'].includes(error.error);

/** Auth0 said what is wrong with the login; otherwise it didn't answer or answered nonsense. */
const isBadCallback = (error: unknown): boolean =>
  error instanceof GenericError && error.error !== 'request_error';

/** Auth0 said that there is no login session to renew, so trying again is no use. */
const isEnd = (error: unknown): boolean =>
  error instanceof GenericError &&
  [
    'login_required',
    'consent_required',
    'interaction_required',
    'mfa_required',
    'invalid_grant',
    'missing_refresh_token',
    'access_denied',
    'unauthorized',
  ].includes(error.error);
