import { Service, inject } from '@angular/core';
import { CONFIG } from '../config/config';
import { Identity } from '../identity/identity';
import type { Role, User } from '../identity/user';
import { CredentialsError, LOAD_STS, type AwsCredentials } from './assume-role';

/** A role that was assumed. */
export interface AssumedRole {
  readonly roleArn: string;
  readonly credentials: AwsCredentials;
}

/** Asks STS for a role with the ID token of whoever is logged in. It keeps nothing. */
@Service()
export class RoleAssumption {
  private readonly config = inject(CONFIG);
  private readonly identity = inject(Identity);
  private readonly loadSts = inject(LOAD_STS);

  /** The ARN of the IAM role that stands for a role in this shop. */
  roleArn(role: Role): string {
    return role === 'admin' ? this.config.adminRoleArn : this.config.socialRoleArn;
  }

  /**
   * Asks under the user's session name, and once more with a fresh ID token if STS calls the
   * present one expired. Whether the user may have the role is for STS to say.
   *
   * @throws NotLoggedIn, LoginFailure or CredentialsError
   */
  async assume(role: Role, user: User): Promise<AssumedRole> {
    const { region, stsEndpoint } = this.config;
    const assumeRole = await this.loadSts().catch((cause: unknown) => {
      throw new CredentialsError('Unreachable', { cause });
    });
    const roleArn = this.roleArn(role);
    const request = { region, endpoint: stsEndpoint, roleArn, sessionName: user.session };
    const ask = async (fresh: boolean): Promise<AssumedRole> => {
      const idToken = await this.identity.idToken({ fresh });
      return { roleArn, credentials: await assumeRole({ ...request, idToken }) };
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
