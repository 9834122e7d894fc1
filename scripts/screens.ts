/**
 * `npm run screens`: a picture of every page in every state, on a phone, a tablet and a desktop,
 * light and dark, in screenshots/. `npm run screens -- import` makes those whose name has that word.
 */
import { once } from 'node:events';
import { join } from 'node:path';
import { findBrowser } from './browser.ts';
import { ng, root, startNode } from './process.ts';

const folder = join(root, 'screenshots');
const [word] = process.argv.slice(2);

console.log('Building the page …');
await run([ng, 'build'], 'ignore');
console.log('Visiting every page in every state. This takes about five minutes …');
await run(
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

async function run(args: readonly string[], stdio: 'ignore' | 'inherit'): Promise<void> {
  const env = { ...process.env, CHROME_BIN: findBrowser(), SCREENS: folder };
  const [code] = (await once(startNode(args, { stdio, env }), 'exit')) as [number | null];
  if (code !== 0) process.exit(code ?? 1);
}
