import { CreateInvalidationCommand } from '@aws-sdk/client-cloudfront';
import type { Aws } from './aws.ts';

/** Has CloudFront forget paths, which takes it a few seconds after this. */
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
