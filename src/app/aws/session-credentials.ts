import { Service, computed, effect, inject, signal } from '@angular/core';
import { Identity } from '../auth/identity';
import { NotLoggedIn } from '../auth/login-error';
import type { User } from '../auth/user';
import { Clock } from '../config/clock';
import { RoleAssumption, type AssumedRole } from './role-assumption';
import type { AwsCredentials } from './sts';

/** Credentials that expire sooner than this are renewed before they are used, in milliseconds. */
const MIN_LIFETIME = 5 * 60_000;

interface RoleSession {
  readonly user: User;
  readonly credentials: Promise<AwsCredentials>;
}

/** The temporary AWS credentials of the user's role. They live in memory only. */
@Service()
export class SessionCredentials {
  private readonly clock = inject(Clock);
  private readonly assumption = inject(RoleAssumption);
  private readonly identity = inject(Identity);
  private readonly assumed = signal<AssumedRole | undefined>(undefined);
  private roleSession: RoleSession | undefined;

  /**
   * The role that the user last assumed, with its secret credentials. Undefined until they are first
   * needed.
   */
  readonly latest = computed<AssumedRole | undefined>(() => {
    const assumed = this.assumed();
    return assumed && assumed.user === this.identity.user() ? assumed : undefined;
  });

  constructor() {
    effect(() => {
      const user = this.identity.user();
      if (this.roleSession?.user !== user) this.roleSession = undefined;
      this.assumed.update((assumed) => (assumed?.user === user ? assumed : undefined));
    });
  }

  /**
   * The credentials, with at least five minutes left if STS gives as much. However many callers wait,
   * STS is asked once. Failures aren't remembered.
   *
   * @throws NotLoggedIn, LoginError or CredentialsError
   */
  async get(): Promise<AwsCredentials> {
    this.identity.sync();
    const user = this.identity.user();
    if (!user) throw new NotLoggedIn();
    const { roleSession } = this;
    if (roleSession?.user === user) {
      const credentials = await roleSession.credentials;
      const left = credentials.expiration.getTime() - this.clock.now().getTime();
      if (left >= MIN_LIFETIME) return credentials;
      if (this.roleSession === roleSession) this.roleSession = undefined;
      if (this.identity.user() !== user) throw new NotLoggedIn();
    }
    if (this.roleSession?.user !== user) this.roleSession = this.open(user);
    return this.roleSession.credentials;
  }

  /** Drops the credentials if they are still the current ones, so that the next caller gets new ones. */
  async discard(rejected: AwsCredentials): Promise<void> {
    const { roleSession } = this;
    const present = await roleSession?.credentials.catch(() => undefined);
    if (present === rejected && this.roleSession === roleSession) this.roleSession = undefined;
  }

  /**
   * Asks STS for new credentials now. Until they come, and if none do, the current ones stay in use.
   *
   * @throws NotLoggedIn, LoginError or CredentialsError
   */
  async renew(): Promise<void> {
    const user = this.identity.user();
    if (!user) throw new NotLoggedIn();
    const credentials = await this.assume(user);
    if (this.identity.user() === user) {
      this.roleSession = { user, credentials: Promise.resolve(credentials) };
    }
  }

  private open(user: User): RoleSession {
    const roleSession = { user, credentials: this.assume(user) };
    roleSession.credentials.catch(() => {
      if (this.roleSession === roleSession) this.roleSession = undefined;
    });
    return roleSession;
  }

  private async assume(user: User): Promise<AwsCredentials> {
    const assumed = await this.assumption.assume(user.role, user);
    if (this.identity.user() === user) this.assumed.set(assumed);
    return assumed.credentials;
  }
}
