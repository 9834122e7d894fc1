/**
 * `npm run screens`: a picture of every page in every state, on a phone, a tablet and a desktop,
 * light and dark, in screenshots/. `npm run screens -- import` makes those whose name has that word.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { findBrowser } from './browser.ts';
import { ng, root } from './process.ts';

const folder = join(root, 'screenshots');
const [word] = process.argv.slice(2);

console.log('Building the page …');
run([ng, 'build'], 'ignore');
console.log('Visiting every page in every state. This takes about five minutes …');
run(
  [
    join(root, 'node_modules/@playwright/test/cli.js'),
    'test',
    `--config=${join(root, 'e2e/playwright.config.ts')}`,
    'states.spec.ts',
    ...(word ? ['--grep', word] : []),
  ],
  'inherit',
);
console.log(`The screenshots are in ${folder}.`);

function run(args: readonly string[], stdio: 'ignore' | 'inherit'): void {
  const env = { ...process.env, CHROME_BIN: findBrowser(), SCREENS: folder };
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio, env });
  if (status !== 0) process.exit(status ?? 1);
}
