import { CreateInvalidationCommand } from '@aws-sdk/client-cloudfront';
import type { Aws } from './aws.ts';

/** Invalidates paths in CloudFront, which takes it a few more seconds. */
export async function invalidate(
  { cloudFront }: Aws,
  DistributionId: string,
  paths: readonly string[],
): Promise<void> {
  const InvalidationBatch = {
    CallerReference: `deploy-${Date.now()}`,
    Paths: { Quantity: paths.length, Items: [...paths] },
  };
  await cloudFront.send(new CreateInvalidationCommand({ DistributionId, InvalidationBatch }));
}
