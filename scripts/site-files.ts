import { extname } from 'node:path';

/** Names that `ng build` made with the hash of what is in the file. */
const HASHED = /^((chunk|main|polyfills|styles)-[\w-]{8}\.(js|css)|media\/.+)$/;

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.woff2': 'font/woff2',
};

/** Whether a file of the site never changes: what changes gets another name. */
export const isImmutable = (path: string): boolean => HASHED.test(path);

/**
 * How long browsers and CloudFront keep a file of the site: one that never changes a year; any
 * other they keep too, but ask each time whether it is still the same.
 *
 * @param path relative to the site, as `main-VMOLV5JO.js`
 */
export const cacheControl = (path: string): string =>
  isImmutable(path) ? 'public, max-age=31536000, immutable' : 'no-cache';

/**
 * The content type of a file of the site, by its extension.
 *
 * @throws Error if it isn't known: with a guessed one and nosniff the browser would refuse the file
 */
export function contentType(path: string): string {
  const type = TYPES[extname(path)];
  if (type) return type;
  throw new Error(`${path} has no content type: add its extension in scripts/site-files.ts.`);
}
