import { Service, effect, inject } from '@angular/core';
import { CONFIG } from '../config/config';
import { Identity } from '../identity/identity';
import { NotLoggedIn } from '../identity/login-failure';
import type { User } from '../identity/user';
import { CredentialsError, LOAD_STS, type AwsCredentials } from './assume-role';
import { Clock } from './clock';

/** Credentials with less than this left are renewed before they are used, in milliseconds. */
const LEAST_LIFE = 5 * 60_000;

interface Session {
  readonly user: User;
  readonly credentials: Promise<AwsCredentials>;
}

/** The temporary AWS credentials of the user's role. They live in memory only. */
@Service()
export class SessionCredentials {
  private readonly clock = inject(Clock);
  private readonly config = inject(CONFIG);
  private readonly identity = inject(Identity);
  private readonly loadSts = inject(LOAD_STS);
  private session: Session | undefined;

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

  private open(user: User): Session {
    const session = { user, credentials: this.assumeRole(user) };
    session.credentials.catch(() => {
      if (this.session === session) this.session = undefined;
    });
    return session;
  }

  private async assumeRole(user: User): Promise<AwsCredentials> {
    const { region, stsEndpoint, adminRoleArn, socialRoleArn } = this.config;
    const assumeRole = await this.loadSts().catch((cause: unknown) => {
      throw new CredentialsError('Unreachable', { cause });
    });
    const request = {
      region,
      endpoint: stsEndpoint,
      roleArn: user.role === 'admin' ? adminRoleArn : socialRoleArn,
      sessionName: user.session,
    };
    try {
      return await assumeRole({ ...request, idToken: await this.identity.idToken() });
    } catch (error) {
      const expired = error instanceof CredentialsError && error.code === 'ExpiredTokenException';
      if (!expired) throw error;
      return assumeRole({ ...request, idToken: await this.identity.idToken({ fresh: true }) });
    }
  }
}
