import { CreateInvalidationCommand } from '@aws-sdk/client-cloudfront';
import { call } from './aws.ts';
import type { Aws } from './aws.ts';

/** Has CloudFront forget paths, which takes it a few seconds after this. Gives the order's id. */
export async function invalidate(
  { cloudFront }: Aws,
  distribution: string,
  paths: readonly string[],
): Promise<string> {
  const command = new CreateInvalidationCommand({
    DistributionId: distribution,
    InvalidationBatch: {
      CallerReference: `deploy-${Date.now()}`,
      Paths: { Quantity: paths.length, Items: [...paths] },
    },
  });
  const what = `CloudFront's distribution ${distribution} can't be told to forget the old page.`;
  const { Invalidation } = await call(what, (options) => cloudFront.send(command, options));
  return Invalidation?.Id ?? '';
}
