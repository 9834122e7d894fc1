import {
  AssumeRoleWithWebIdentityCommand,
  STSClient,
  STSServiceException,
} from '@aws-sdk/client-sts';
import { trustLibraries } from '../trusted-types';
import { CredentialsError, type AssumeRole } from './assume-role';
import { withoutSecrets } from './shorten';

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
    throw credentialsError(error);
  } finally {
    client.destroy();
  }
};

/** The SDK keeps the code in the answer of STS; what has none didn't come from STS. */
function credentialsError(error: unknown): CredentialsError {
  const code: unknown = error instanceof STSServiceException && Reflect.get(error, 'Code');
  if (!(error instanceof STSServiceException) || typeof code !== 'string') {
    return new CredentialsError('Unreachable', { cause: error });
  }
  const { message, $metadata } = error;
  const answer = {
    status: $metadata.httpStatusCode,
    message: withoutSecrets(message),
    requestId: $metadata.requestId,
  };
  return new CredentialsError(code, { cause: error, answer });
}
