import { Service, computed, effect, inject, signal } from '@angular/core';
import { Identity } from '../identity/identity';
import { NotLoggedIn } from '../identity/login-failure';
import type { User } from '../identity/user';
import { Clock } from './clock';
import { RoleAssumption, type AssumedRole } from './role-assumption';
import type { AwsCredentials } from './sts';

/** Credentials with less than this left are renewed before they are used, in milliseconds. */
const LEAST_LIFE = 5 * 60_000;

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
  private session: RoleSession | undefined;

  /**
   * The role that the user assumed last, with credentials that are secret. Undefined until they were
   * first needed.
   */
  readonly latest = computed<AssumedRole | undefined>(() => {
    const assumed = this.assumed();
    return assumed && assumed.user === this.identity.user() ? assumed : undefined;
  });

  constructor() {
    effect(() => {
      const user = this.identity.user();
      if (this.session?.user !== user) this.session = undefined;
      this.assumed.update((assumed) => (assumed?.user === user ? assumed : undefined));
    });
  }

  /**
   * The credentials, with at least five minutes left if STS gives as much. However many callers
   * wait, STS is asked once; a failure isn't remembered.
   *
   * @throws NotLoggedIn, LoginFailure or CredentialsError
   */
  async get(): Promise<AwsCredentials> {
    const user = this.identity.user();
    if (!user) throw new NotLoggedIn();
    const { session } = this;
    if (session?.user === user) {
      const credentials = await session.credentials;
      const left = credentials.expiration.getTime() - this.clock.now().getTime();
      if (left >= LEAST_LIFE) return credentials;
      if (this.session === session) this.session = undefined;
      if (this.identity.user() !== user) throw new NotLoggedIn();
    }
    if (this.session?.user !== user) this.session = this.open(user);
    return this.session.credentials;
  }

  /** Drops the credentials, so that the next caller gets new ones, if these are still the present. */
  async discard(rejected: AwsCredentials): Promise<void> {
    const { session } = this;
    const present = await session?.credentials.catch(() => undefined);
    if (present === rejected && this.session === session) this.session = undefined;
  }

  /**
   * Asks STS for new credentials now. Until they are there, and if there are none, the present ones
   * stay in use.
   *
   * @throws NotLoggedIn, LoginFailure or CredentialsError
   */
  async renew(): Promise<void> {
    const user = this.identity.user();
    if (!user) throw new NotLoggedIn();
    const credentials = await this.assume(user);
    if (this.identity.user() === user) {
      this.session = { user, credentials: Promise.resolve(credentials) };
    }
  }

  private open(user: User): RoleSession {
    const session = { user, credentials: this.assume(user) };
    session.credentials.catch(() => {
      if (this.session === session) this.session = undefined;
    });
    return session;
  }

  private async assume(user: User): Promise<AwsCredentials> {
    const assumed = await this.assumption.assume(user.role, user);
    if (this.identity.user() === user) this.assumed.set(assumed);
    return assumed.credentials;
  }
}
