import { Service, inject } from '@angular/core';
import { Identity } from '../identity/identity';
import { NotLoggedIn } from '../identity/login-failure';
import { CredentialsError } from './assume-role';
import { RoleAssumption } from './role-assumption';

/** What STS said to somebody who asked for a role that isn't theirs. */
export interface OtherRoleVerdict {
  /** The role that was asked for. */
  readonly roleArn: string;
  readonly sessionName: string;
  /** Why STS gave no credentials; undefined if it did, which must never happen. */
  readonly refusal: CredentialsError | undefined;
}

/**
 * Puts the trust policies to the test: asks STS for the role that the user doesn't have, with the
 * very ID token and session name that open the user's own. The user's session stays as it is, and
 * credentials that STS should give after all are dropped on the spot.
 */
@Service()
export class OtherRole {
  private readonly assumption = inject(RoleAssumption);
  private readonly identity = inject(Identity);

  /** @throws NotLoggedIn, or LoginFailure if there is no ID token to ask with */
  async attempt(): Promise<OtherRoleVerdict> {
    const user = this.identity.user();
    if (!user) throw new NotLoggedIn();
    const role = user.role === 'admin' ? 'social' : 'admin';
    const asked = { roleArn: this.assumption.roleArn(role), sessionName: user.session };
    try {
      await this.assumption.assume(role, user);
      return { ...asked, refusal: undefined };
    } catch (error) {
      if (!(error instanceof CredentialsError)) throw error;
      return { ...asked, refusal: error };
    }
  }
}
