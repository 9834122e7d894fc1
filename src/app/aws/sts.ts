import {
  AssumeRoleWithWebIdentityCommand,
  STSClient,
  STSServiceException,
} from '@aws-sdk/client-sts';
import { trustLibraries } from '../config/trusted-types';
import type { StsAnswer } from './credentials-error';

/** Temporary credentials of an assumed role. */
export interface AwsCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  /** When they end, by the clock of AWS. */
  readonly expiration: Date;
}

/** The shortest lifetime that STS offers, which is also that of the ID token. */
const LIFETIME_SECONDS = 900;

/** STS answers within a second. If it doesn't, it is asked once more. */
const ATTEMPTS = 2;
const ATTEMPT_TIMEOUT_MS = 6000;
/** For all attempts, and until an answer that has begun has come whole. */
const TIMEOUT_MS = 14_000;

/** STS gave no credentials. `code` and `answer` are those of a CredentialsError. */
export class StsError extends Error {
  constructor(
    readonly code: string,
    options?: ErrorOptions,
    readonly answer?: StsAnswer,
  ) {
    super(code, options);
    this.name = 'StsError';
  }
}

interface AssumeRoleRequest {
  readonly region: string;
  /** Where STS answers; AWS's own endpoint for the region when undefined. */
  readonly endpoint: string | undefined;
  readonly roleArn: string;
  /** 2 to 64 characters of [\w+=,.@-]. */
  readonly roleSessionName: string;
  readonly idToken: string;
}

/**
 * Asks AWS STS for a role's temporary credentials. The request isn't signed: the ID token is what STS
 * checks. This file is the only one that imports the STS client, and it is imported when someone needs
 * credentials.
 *
 * @throws StsError
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html
 */
export async function assumeRole({
  region,
  endpoint,
  roleArn,
  roleSessionName,
  idToken,
}: AssumeRoleRequest): Promise<AwsCredentials> {
  trustLibraries();
  const client = new STSClient({
    region,
    ...(endpoint && { endpoint }),
    maxAttempts: ATTEMPTS,
    requestHandler: { requestTimeout: ATTEMPT_TIMEOUT_MS },
  });
  try {
    const { Credentials: credentials } = await client.send(
      new AssumeRoleWithWebIdentityCommand({
        RoleArn: roleArn,
        RoleSessionName: roleSessionName,
        WebIdentityToken: idToken,
        DurationSeconds: LIFETIME_SECONDS,
      }),
      { abortSignal: AbortSignal.timeout(TIMEOUT_MS) },
    );
    if (
      !credentials?.AccessKeyId ||
      !credentials.SecretAccessKey ||
      !credentials.SessionToken ||
      !credentials.Expiration
    ) {
      throw new StsError('IncompleteAnswer');
    }
    return {
      accessKeyId: credentials.AccessKeyId,
      secretAccessKey: credentials.SecretAccessKey,
      sessionToken: credentials.SessionToken,
      expiration: credentials.Expiration,
    };
  } catch (error) {
    throw error instanceof StsError ? error : stsError(error);
  } finally {
    client.destroy();
  }
}

/** The SDK keeps the code in the answer of STS; what has none didn't come from STS. */
function stsError(error: unknown): StsError {
  const code: unknown = error instanceof STSServiceException && Reflect.get(error, 'Code');
  if (!(error instanceof STSServiceException) || typeof code !== 'string') {
    return new StsError('Unreachable', { cause: error });
  }
  const { message, $metadata } = error;
  const answer = {
    status: $metadata.httpStatusCode,
    message,
    requestId: $metadata.requestId,
  };
  return new StsError(code, { cause: error }, answer);
}
