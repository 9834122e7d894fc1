import { PutObjectCommand } from '@aws-sdk/client-s3';
import { call } from './aws.ts';
import type { Aws } from './aws.ts';
import type { SiteFile } from './site-files.ts';

const AT_A_TIME = 8;

/** Uploads files in any order, some at a time; the first that fails ends it. */
export async function uploadTogether(
  aws: Aws,
  bucket: string,
  files: readonly SiteFile[],
): Promise<void> {
  const waiting = [...files];
  const lane = async () => {
    for (let file = waiting.shift(); file; file = waiting.shift()) {
      try {
        await upload(aws, bucket, file);
      } catch (error) {
        waiting.length = 0;
        throw error;
      }
    }
  };
  const lanes = await Promise.allSettled(Array.from({ length: AT_A_TIME }, lane));
  const failed = lanes.find((one) => one.status === 'rejected');
  if (failed) throw failed.reason;
}

/** Uploads files one after the other. */
export async function uploadInTurn(
  aws: Aws,
  bucket: string,
  files: readonly SiteFile[],
): Promise<void> {
  for (const file of files) await upload(aws, bucket, file);
}

async function upload({ s3 }: Aws, bucket: string, file: SiteFile): Promise<void> {
  const command = new PutObjectCommand({
    Bucket: bucket,
    Key: file.key,
    Body: file.body,
    ContentType: file.contentType,
    CacheControl: file.cacheControl,
  });
  await call(`${file.key} can't be uploaded to ${bucket}.`, (options) => s3.send(command, options));
}
