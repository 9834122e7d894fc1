import { Service, inject } from '@angular/core';
import { CredentialsError, type StsAnswer } from '../aws/credentials-error';
import { RoleAssumption } from '../aws/role-assumption';
import { Identity } from '../auth/identity';
import { NotLoggedIn } from '../auth/login-error';
import { withoutSecrets } from './shorten';

/** Why STS gave no credentials, safe to show. */
interface Refusal {
  /** As in CredentialsError. */
  readonly code: string;
  /** A sentence for the user. */
  readonly message: string;
  /** What STS said, without the secrets in it; undefined if it said nothing. */
  readonly answer: StsAnswer | undefined;
}

/** What STS said to a user who asked for a role that isn't theirs. */
export interface OtherRoleVerdict {
  /** The role that was asked for. */
  readonly roleArn: string;
  readonly roleSessionName: string;
  /** Undefined if STS gave credentials, which must never happen. */
  readonly refusal: Refusal | undefined;
}

/**
 * Puts the trust policies to the test: asks STS for the role that the user doesn't have, with the same
 * ID token and role session name as for the user's own. The user's role session stays as it is, and any
 * credentials that STS did give would be dropped at once.
 */
@Service()
export class OtherRole {
  private readonly assumption = inject(RoleAssumption);
  private readonly identity = inject(Identity);

  /** @throws NotLoggedIn, or LoginError if there is no ID token to ask with */
  async attempt(): Promise<OtherRoleVerdict> {
    const user = this.identity.user();
    if (!user) throw new NotLoggedIn();
    const { roleSessionName } = user;
    const role = user.role === 'admin' ? 'social' : 'admin';
    const asked = { roleArn: this.assumption.roleArn(role), roleSessionName };
    try {
      await this.assumption.assume(role, user);
      return { ...asked, refusal: undefined };
    } catch (error) {
      if (!(error instanceof CredentialsError)) throw error;
      return { ...asked, refusal: refusalOf(error) };
    }
  }
}

const refusalOf = ({ code, message, answer }: CredentialsError): Refusal => ({
  code,
  message,
  answer: answer && { ...answer, message: withoutSecrets(answer.message) },
});
