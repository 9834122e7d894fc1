import { APIGatewayClient } from '@aws-sdk/client-api-gateway';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudFrontClient } from '@aws-sdk/client-cloudfront';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { IAMClient } from '@aws-sdk/client-iam';
import { S3Client } from '@aws-sdk/client-s3';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';

/** The services that the commands call, with the credentials that the AWS CLI would use. */
export type Aws = ReturnType<typeof connect>;

export function connect(region: string) {
  return {
    region,
    apiGateway: new APIGatewayClient({ region }),
    cloudFormation: new CloudFormationClient({ region }),
    cloudFront: new CloudFrontClient({ region }),
    dynamoDb: new DynamoDBClient({ region }),
    iam: new IAMClient({ region }),
    sts: new STSClient({ region }),
    s3: new S3Client({
      region,
      // A stand-in on this machine has no host name for each bucket.
      forcePathStyle: process.env['AWS_ENDPOINT_URL'] !== undefined,
    }),
  };
}

/** Who calls: the account and the principal. */
export async function whoAmI({ sts }: Aws): Promise<string> {
  const { Account, Arn } = await sts.send(new GetCallerIdentityCommand({}));
  return `account ${Account}, ${Arn}`;
}
