import { PutObjectCommand } from '@aws-sdk/client-s3';
import pLimit from 'p-limit';
import type { Aws } from './aws.ts';
import type { SiteFile } from './site-files.ts';

const AT_A_TIME = 8;

/** Uploads files in any order, some at a time; after one that fails no other begins. */
export async function uploadTogether(
  aws: Aws,
  bucket: string,
  files: readonly SiteFile[],
): Promise<void> {
  const limit = pLimit(AT_A_TIME);
  await limit.map(files, (file) => upload(aws, bucket, file)).finally(() => limit.clearQueue());
}

/** Uploads files one after the other. */
export async function uploadInTurn(
  aws: Aws,
  bucket: string,
  files: readonly SiteFile[],
): Promise<void> {
  for (const file of files) await upload(aws, bucket, file);
}

async function upload({ s3 }: Aws, Bucket: string, file: SiteFile): Promise<void> {
  const { key: Key, body: Body, contentType: ContentType, cacheControl: CacheControl } = file;
  await s3.send(new PutObjectCommand({ Bucket, Key, Body, ContentType, CacheControl }));
}
