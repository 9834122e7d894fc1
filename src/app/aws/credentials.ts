import { Service, computed, effect, inject, signal } from '@angular/core';
import { Identity } from '../identity/identity';
import { NotLoggedIn } from '../identity/login-failure';
import type { User } from '../identity/user';
import type { AwsCredentials } from './assume-role';
import { Clock } from './clock';
import { RoleAssumption } from './role-assumption';
import { shorten } from './shorten';

/** Credentials with less than this left are renewed before they are used, in milliseconds. */
const LEAST_LIFE = 5 * 60_000;

interface Session {
  readonly user: User;
  readonly credentials: Promise<AwsCredentials>;
}

/** The credentials as they may be shown: whatever is secret of them is shortened. */
export interface CredentialsSummary {
  readonly roleArn: string;
  readonly sessionName: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  /** When they end, by the clock of AWS. */
  readonly expiration: Date;
}

interface ShownSession {
  readonly user: User;
  readonly summary: CredentialsSummary;
}

/** The temporary AWS credentials of the user's role. They live in memory only. */
@Service()
export class SessionCredentials {
  private readonly clock = inject(Clock);
  private readonly assumption = inject(RoleAssumption);
  private readonly identity = inject(Identity);
  private readonly shownSession = signal<ShownSession | undefined>(undefined);
  private session: Session | undefined;

  /** The user's last credentials, for showing. Undefined until they were first needed. */
  readonly summary = computed<CredentialsSummary | undefined>(() => {
    const shown = this.shownSession();
    return shown && shown.user === this.identity.user() ? shown.summary : undefined;
  });

  constructor() {
    effect(() => {
      if (this.session?.user !== this.identity.user()) this.session = undefined;
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

  private open(user: User): Session {
    const session = { user, credentials: this.assume(user) };
    session.credentials.catch(() => {
      if (this.session === session) this.session = undefined;
    });
    return session;
  }

  private async assume(user: User): Promise<AwsCredentials> {
    const { roleArn, credentials } = await this.assumption.assume(user.role, user);
    this.shownSession.set({
      user,
      summary: {
        roleArn,
        sessionName: user.session,
        accessKeyId: shorten(credentials.accessKeyId),
        secretAccessKey: shorten(credentials.secretAccessKey),
        sessionToken: shorten(credentials.sessionToken),
        expiration: credentials.expiration,
      },
    });
    return credentials;
  }
}
