import { InjectionToken, Service, inject } from '@angular/core';
import { CONFIG } from '../config/config';
import { Identity } from '../auth/identity';
import type { Role, User } from '../auth/user';
import { CredentialsError } from './credentials-error';
import { loadForAws } from './load-for-aws';
import type { AwsCredentials, StsError, assumeRole } from './sts';

/** Asks STS for credentials. @throws StsError */
export type AssumeRole = typeof assumeRole;

/** Loads the STS client. Only called when a logged-in user needs credentials. */
export const LOAD_STS = new InjectionToken<() => Promise<AssumeRole>>('STS', {
  factory: () => () => import('./sts').then((sts) => sts.assumeRole),
});

/** A role that was assumed. */
export interface AssumedRole {
  readonly user: User;
  readonly roleArn: string;
  readonly credentials: AwsCredentials;
}

/** Asks STS for a role with the logged-in user's ID token. It keeps nothing. */
@Service()
export class RoleAssumption {
  private readonly config = inject(CONFIG);
  private readonly identity = inject(Identity);
  private readonly loadSts = inject(LOAD_STS);

  /** The ARN of the IAM role for a role in the app. */
  roleArn(role: Role): string {
    return role === 'admin' ? this.config.adminRoleArn : this.config.socialRoleArn;
  }

  /**
   * Asks with the user's role session name, and once more with a fresh ID token if STS says that the
   * current one has expired. STS decides whether the user may have the role.
   *
   * @throws NotLoggedIn, LoginError or CredentialsError
   */
  async assume(role: Role, user: User): Promise<AssumedRole> {
    const { region, stsEndpoint: endpoint } = this.config;
    const { roleSessionName } = user;
    const roleArn = this.roleArn(role);
    const assumeRole = await loadForAws(this.loadSts);
    const ask = async (fresh: boolean): Promise<AssumedRole> => {
      const idToken = await this.identity.idToken({ fresh });
      const request = { region, endpoint, roleArn, roleSessionName, idToken };
      const credentials = await assumeRole(request).catch(refuse);
      return { user, roleArn, credentials };
    };
    try {
      return await ask(false);
    } catch (error) {
      const expired = error instanceof CredentialsError && error.code === 'ExpiredTokenException';
      if (!expired) throw error;
      return ask(true);
    }
  }
}

/** Says it to the user. */
function refuse(cause: StsError): never {
  const { code, answer } = cause;
  throw new CredentialsError(code, { cause, ...(answer && { answer }) });
}
