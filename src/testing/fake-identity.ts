import { computed, signal, type Provider } from '@angular/core';
import { Identity, type IdentityStatus } from '../app/auth/identity';
import { LoginError, NotLoggedIn } from '../app/auth/login-error';
import type { User } from '../app/auth/user';

export const keeper: User = {
  sub: 'auth0|1',
  nickname: 'admin',
  email: 'admin@example.com',
  role: 'admin',
  roleSessionName: 'auth0-1',
};
export const buyer: User = {
  sub: 'amazon|2',
  nickname: 'anna',
  email: 'anna@example.org',
  role: 'social',
  roleSessionName: 'amazon-2',
};

/** Stands for a login: what Auth0 would say, without Auth0. */
export class FakeIdentity implements Pick<
  Identity,
  'user' | 'status' | 'hasNoRole' | 'idToken' | 'mayBeLoggedIn' | 'sync' | 'dismissError'
> {
  readonly user = signal<User | undefined>(undefined);
  readonly status = signal<IdentityStatus>('visitor');
  readonly hasNoRole = computed(() => {
    const status = this.status();
    return status instanceof LoginError && status.reason === 'no-role';
  });
  /** How often a new ID token was demanded. */
  renewals = 0;

  provider(): Provider {
    return { provide: Identity, useValue: this };
  }

  logIn(_returnTo?: string): Promise<void> {
    return Promise.resolve();
  }

  logOut(): Promise<void> {
    return Promise.resolve();
  }

  mayBeLoggedIn(): boolean {
    return this.user() !== undefined || this.status() === 'checking';
  }

  dismissError(): void {
    if (this.status() instanceof LoginError) this.status.set('visitor');
  }

  sync(): void {
    // There is no other tab.
  }

  become(user: User | undefined): void {
    this.user.set(user);
    this.status.set(user ? 'user' : 'visitor');
  }

  async idToken({ fresh = false } = {}): Promise<string> {
    await Promise.resolve();
    if (!this.user()) throw new NotLoggedIn();
    if (fresh) this.renewals++;
    return `token-${this.renewals}`;
  }
}
