import {
  DeleteObjectCommand,
  GetObjectTaggingCommand,
  PutObjectTaggingCommand,
  paginateListObjectsV2,
} from '@aws-sdk/client-s3';
import type { Aws } from './aws.ts';

/** For how long an open page that has been replaced still finds the files that it loads later. */
const KEPT_DAYS = 30;

const DAY_MS = 24 * 60 * 60 * 1000;

/** The tag of a file that no release uses any more: since when. */
const TAG = 'replaced';

/**
 * Looks after what former releases left in the bucket. A file gets a tag with the time at which a
 * deployment first finds it replaced, and is deleted by the first one that finds the tag 30 days
 * old. When it was uploaded says nothing: an old release may be in use until this very moment. An
 * upload of the same name drops the tag, so a file that comes back is kept.
 *
 * @param current what the release in use consists of
 */
export async function retire(
  { s3 }: Aws,
  bucket: string,
  current: ReadonlySet<string>,
): Promise<{ kept: number; deleted: number }> {
  const now = Date.now();
  let kept = 0;
  let deleted = 0;
  for (const Key of await keysIn(s3, bucket)) {
    if (current.has(Key)) continue;
    const file = { Bucket: bucket, Key };
    const { TagSet = [] } = await s3.send(new GetObjectTaggingCommand(file));
    const since = Date.parse(TagSet.find((tag) => tag.Key === TAG)?.Value ?? '');
    if (now - since > KEPT_DAYS * DAY_MS) {
      await s3.send(new DeleteObjectCommand(file));
      deleted++;
      continue;
    }
    kept++;
    if (!Number.isNaN(since)) continue;
    const Tagging = { TagSet: [{ Key: TAG, Value: new Date(now).toISOString() }] };
    await s3.send(new PutObjectTaggingCommand({ ...file, Tagging }));
  }
  return { kept, deleted };
}

async function keysIn(client: Aws['s3'], bucket: string): Promise<string[]> {
  const pages = await Array.fromAsync(paginateListObjectsV2({ client }, { Bucket: bucket }));
  return pages.flatMap(({ Contents = [] }) => Contents.flatMap(({ Key }) => Key ?? []));
}
