import { readFile, readdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { lookup } from 'mrmime';

/** A file of the page as stored in the bucket. */
export interface SiteFile {
  /** Its path on the site, without a slash at the start. */
  readonly key: string;
  readonly body: Buffer;
  readonly contentType: string;
  readonly cacheControl: string;
}

/** What changes the page from one release to the next, in this order and after all else. */
export const SWITCHES = ['config.json', 'index.html'] as const;

/**
 * Whether a name holds a hash of the content, so that it will never mean anything else. These are
 * the names that Angular's builder gives; any other file may change under its name.
 */
export const isHashed = (key: string): boolean =>
  /^((main|polyfills|styles|scripts|chunk|worker)-[\w-]{8}\.(js|css)|media\/.+-[\w-]{8}\.\w+)$/.test(
    key,
  );

/** The files below a folder. */
export async function siteFiles(folder: string): Promise<SiteFile[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  return await Promise.all(
    paths.map(async (path) =>
      siteFile(relative(folder, path).replaceAll(sep, '/'), await readFile(path)),
    ),
  );
}

export function siteFile(key: string, body: Buffer): SiteFile {
  const type = lookup(key) ?? 'application/octet-stream';
  const isText = /^text\/|javascript$|json$|xml$/.test(type);
  return {
    key,
    body,
    contentType: isText ? `${type}; charset=utf-8` : type,
    // "no-cache": kept, but never used without asking whether it is still the same.
    cacheControl: isHashed(key) ? 'public, max-age=31536000, immutable' : 'no-cache',
  };
}

/** Assets first, what makes the page use them last. */
export function inOrder(files: readonly SiteFile[]): { assets: SiteFile[]; switches: SiteFile[] } {
  const isSwitch = ({ key }: SiteFile) => (SWITCHES as readonly string[]).includes(key);
  return {
    assets: files.filter((file) => !isSwitch(file)),
    switches: SWITCHES.flatMap((name) => files.filter(({ key }) => key === name)),
  };
}

/** What to invalidate in CloudFront: files that change under the same name, grouped by folder. */
export function changingPaths(files: readonly SiteFile[]): string[] {
  const paths = files
    .filter(({ key }) => !isHashed(key))
    .map(({ key }) => (key.includes('/') ? `/${key.split('/')[0]}/*` : `/${key}`));
  return ['/', ...new Set(paths)];
}
