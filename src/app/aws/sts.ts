import { AssumeRoleWithWebIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { trustLibraries } from '../trusted-types';
import { CredentialsError, type AssumeRole } from './assume-role';

/**
 * Asks AWS STS for a role's temporary credentials. The request isn't signed: the ID token is what
 * STS checks. Imported when somebody needs credentials.
 *
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html
 */
export const assumeRole: AssumeRole = async ({
  region,
  endpoint,
  roleArn,
  sessionName,
  idToken,
}) => {
  trustLibraries();
  const client = new STSClient({ region, ...(endpoint && { endpoint }) });
  try {
    const { Credentials: credentials } = await client.send(
      new AssumeRoleWithWebIdentityCommand({
        RoleArn: roleArn,
        RoleSessionName: sessionName,
        WebIdentityToken: idToken,
      }),
    );
    if (
      !credentials?.AccessKeyId ||
      !credentials.SecretAccessKey ||
      !credentials.SessionToken ||
      !credentials.Expiration
    ) {
      throw new CredentialsError('IncompleteAnswer');
    }
    return {
      accessKeyId: credentials.AccessKeyId,
      secretAccessKey: credentials.SecretAccessKey,
      sessionToken: credentials.SessionToken,
      expiration: credentials.Expiration,
    };
  } catch (error) {
    if (error instanceof CredentialsError) throw error;
    throw new CredentialsError(codeOf(error), { cause: error });
  } finally {
    client.destroy();
  }
};

/** The code in the answer of STS, which the SDK keeps; what has none didn't come from STS. */
function codeOf(error: unknown): string {
  const code: unknown = error instanceof Error ? Reflect.get(error, 'Code') : undefined;
  return typeof code === 'string' ? code : 'Unreachable';
}
