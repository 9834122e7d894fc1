import { chmodSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** What the local cloud keeps in its folder. */
const KEPT = ['auth0', 'dynamodb', 'dynamodb.new', 'dynamodb.old', 'page', 'proxy.json', 'sts.key'];

/**
 * Makes a folder, and what an earlier start of the local cloud left in it, readable by the user only.
 */
export function makePrivate(folder: string): void {
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, 0o700);
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true });
  for (const entry of entries) {
    const path = join(entry.parentPath, entry.name);
    const isKept = KEPT.some((name) => `${path}/`.startsWith(join(folder, name, '/')));
    if (!isKept || entry.isSymbolicLink()) continue;
    chmodSync(path, entry.isDirectory() ? 0o700 : 0o600);
  }
}
