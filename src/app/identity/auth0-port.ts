import { InjectionToken, type EnvironmentInjector } from '@angular/core';
import type { Config } from '../config/config';

/** The claims of a verified ID token. */
export interface IdTokenClaims {
  /** The ID token itself. */
  readonly __raw: string;
  /** When the ID token expires, in seconds since 1970. */
  readonly exp?: number;
  readonly [claim: string]: unknown;
}

/** What the app needs of Auth0. Failures are of type LoginFailure. */
export interface Auth0Port {
  /**
   * Completes the login that the address bar tells of, or else restores the session. Undefined if
   * there is none.
   */
  restore(): Promise<IdTokenClaims | undefined>;
  /** Leaves the page for Auth0's login; the user comes back to `target`, a path of this app. */
  logIn(target: string): Promise<void>;
  /** Ends the session here and at Auth0. Leaves the page and comes back to its start. */
  logOut(): Promise<void>;
  /** Gets a new ID token, whatever is left of the present one. */
  refresh(): Promise<IdTokenClaims>;
}

export type ConnectAuth0 = (
  parent: EnvironmentInjector,
  config: Config,
  navigate: (target: unknown) => void,
) => Auth0Port;

/** Loads the Auth0 SDK. Only called when someone logs in or may have a session. */
export const LOAD_AUTH0 = new InjectionToken<() => Promise<ConnectAuth0>>('Auth0', {
  factory: () => () => import('./auth0').then(({ connectAuth0 }) => connectAuth0),
});
