import type { AssumedRole } from '../aws/role-assumption';
import { shorten } from './shorten';

/** An assumed role, safe to show: the secrets in its credentials are shortened. */
export interface CredentialsSummary {
  readonly roleArn: string;
  readonly roleSessionName: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  /** When they end, by the clock of AWS. */
  readonly expiration: Date;
}

export const credentialsSummary = ({
  user,
  roleArn,
  credentials,
}: AssumedRole): CredentialsSummary => ({
  roleArn,
  roleSessionName: user.roleSessionName,
  accessKeyId: shorten(credentials.accessKeyId),
  secretAccessKey: shorten(credentials.secretAccessKey),
  sessionToken: shorten(credentials.sessionToken),
  expiration: credentials.expiration,
});
