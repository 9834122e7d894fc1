import { DeleteObjectsCommand, paginateListObjectVersions } from '@aws-sdk/client-s3';
import { call } from './aws.ts';
import type { Aws } from './aws.ts';
import { Problem } from './problem.ts';

/** Deletes every object of a bucket with all its versions, and gives how many versions that were. */
export async function emptyBucket({ s3 }: Aws, bucket: string): Promise<number> {
  const what = `The bucket ${bucket} can't be emptied.`;
  return await call(what, async (options) => {
    let count = 0;
    for await (const page of paginateListObjectVersions({ client: s3 }, { Bucket: bucket })) {
      const Objects = [...(page.Versions ?? []), ...(page.DeleteMarkers ?? [])].map(
        ({ Key, VersionId }) => ({ Key, VersionId }),
      );
      if (Objects.length === 0) continue;
      const command = new DeleteObjectsCommand({
        Bucket: bucket,
        Delete: { Objects, Quiet: true },
      });
      const { Errors: [failed] = [] } = await s3.send(command, options);
      if (failed) {
        const why = `${failed.Key}: ${failed.Code}, ${failed.Message}.`;
        throw new Problem(what, why, 'Use credentials that may delete in it.');
      }
      count += Objects.length;
    }
    return count;
  });
}
