import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudFrontClient } from '@aws-sdk/client-cloudfront';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { interrupted } from './interruption.ts';
import { Problem, errorCode, reason } from './problem.ts';

/** The services that the commands call, with the credentials that the AWS CLI would use. */
export type Aws = ReturnType<typeof connect>;

export function connect(region: string) {
  return {
    region,
    sts: new STSClient({ region }),
    cloudFormation: new CloudFormationClient({ region }),
    cloudFront: new CloudFrontClient({ region }),
    dynamoDb: new DynamoDBClient({ region }),
    s3: new S3Client({
      region,
      // A stand-in on this machine has no host name for each bucket.
      forcePathStyle: process.env['AWS_ENDPOINT_URL'] !== undefined,
    }),
  };
}

/** Who calls: the account and the principal. Throws a Problem if there are no credentials. */
export async function whoAmI({ sts, region }: Aws): Promise<string> {
  const { Account, Arn } = await call(`AWS can't be asked in ${region}.`, (options) =>
    sts.send(new GetCallerIdentityCommand({}), options),
  );
  return `account ${Account}, ${Arn}`;
}

/**
 * Sends something to AWS, and makes of what goes wrong a Problem.
 *
 * @param what what failed then, as a sentence
 */
export async function call<T>(
  what: string,
  send: (options: { abortSignal: AbortSignal }) => Promise<T>,
): Promise<T> {
  try {
    return await send({ abortSignal: interrupted });
  } catch (error) {
    throw new Problem(what, `${awsName(error)}${reason(error)}`, remedy(error));
  }
}

const awsName = (error: unknown): string =>
  error instanceof Error && !/^(Error|TypeError|AggregateError)$/.test(error.name)
    ? `${error.name}: `
    : '';

function remedy(error: unknown): string {
  const name = error instanceof Error ? error.name : '';
  if (/CredentialsProvider|TokenProvider/.test(name)) {
    return 'Give credentials: aws configure or aws sso login (then set AWS_PROFILE), or the variables AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.';
  }
  if (name.includes('Expired')) return 'Renew the credentials, for example with aws sso login.';
  if (/InvalidClientTokenId|UnrecognizedClient|SignatureDoesNotMatch|InvalidAccessKey/.test(name)) {
    return 'AWS does not know these credentials: look at aws configure list, and whether the region must be enabled for the account first.';
  }
  if (/AccessDenied|Unauthorized|Forbidden/.test(name)) {
    return 'Let an administrator of the account allow this, or use credentials that may.';
  }
  if (/^E(NOTFOUND|AI_AGAIN)$/.test(errorCode(error) ?? '')) {
    return 'Look whether the region exists as it is written, and whether this machine is online.';
  }
  return 'Look whether this machine is online, then run the command again, which is safe.';
}
