import { DeleteObjectsCommand, ListObjectVersionsCommand, NoSuchBucket } from '@aws-sdk/client-s3';
import type { Aws } from './aws.ts';

/**
 * Deletes every object in a bucket with all its versions, and returns how many versions there were. A
 * bucket that is gone counts as empty.
 */
export async function emptyBucket({ s3 }: Aws, Bucket: string): Promise<number> {
  for (let count = 0; ;) {
    const page = await s3.send(new ListObjectVersionsCommand({ Bucket })).catch(orNone);
    const versions = [...(page.Versions ?? []), ...(page.DeleteMarkers ?? [])];
    if (versions.length === 0) return count;
    const Objects = versions.map(({ Key, VersionId }) => ({ Key, VersionId }));
    const { Errors: [failed] = [] } = await s3.send(
      new DeleteObjectsCommand({ Bucket, Delete: { Objects, Quiet: true } }),
    );
    if (failed) throw new Error(`${failed.Key}: ${failed.Code}, ${failed.Message}`);
    count += Objects.length;
  }
}

function orNone(error: unknown): { Versions?: []; DeleteMarkers?: [] } {
  if (error instanceof NoSuchBucket) return {};
  throw error;
}
