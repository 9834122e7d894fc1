import { DOCUMENT, DestroyRef, Service, inject } from '@angular/core';
import { CONFIG } from '../config/config';
import { readStored, store } from '../ui/stored';

/** What has become of the login: whose it is, by `sub`, or that its user or Auth0 has ended it. */
export type LoginState = `in:${string}` | 'out' | 'ended';

/**
 * The login that all tabs of a browser share. The tab where it changes writes it down, and the others
 * follow. It holds no token.
 */
@Service()
export class SharedLogin {
  private readonly document = inject(DOCUMENT);
  private readonly destroyRef = inject(DestroyRef);
  private readonly clientId = inject(CONFIG).auth0ClientId;
  private readonly key = `auth.login.${this.clientId}`;

  /** What was written last; undefined if nothing was, or if the browser stores nothing. */
  read(): LoginState | undefined {
    const text = readStored('localStorage', this.key) ?? '';
    return isLoginState(text) ? text : undefined;
  }

  write(state: LoginState): void {
    store('localStorage', this.key, state);
  }

  /** Whether the cookie is there by which the SDK remembers that there was a login session. */
  hasSessionCookie(): boolean {
    return hasSessionCookie(this.document.cookie, this.clientId);
  }

  /**
   * Calls back when another tab has written, and when this tab is looked at again: while frozen or in
   * the browser's page cache, it may have missed that.
   */
  follow(changed: () => void): void {
    const { document } = this;
    const window = document.defaultView;
    const end = new AbortController();
    this.destroyRef.onDestroy(() => end.abort());
    const heard = ({ key }: StorageEvent) => {
      if (key === this.key || key === null) changed();
    };
    window?.addEventListener('storage', heard, end);
    window?.addEventListener('pageshow', changed, end);
    window?.addEventListener('focus', changed, end);
    document.addEventListener('visibilitychange', changed, end);
  }
}

/** Whether a cookie is there by which the SDK remembers that there was a login session. */
export function hasSessionCookie(cookie: string, clientId: string): boolean {
  const hint = `auth0.${clientId}.is.authenticated`;
  const names = cookie.split(';').map((pair) => pair.split('=', 1)[0]?.trim());
  return names.includes(hint) || names.includes(`_legacy_${hint}`);
}

const isLoginState = (text: string): text is LoginState =>
  text === 'out' || text === 'ended' || text.startsWith('in:');
