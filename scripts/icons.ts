/**
 * `node scripts/icons.ts`: draws the icons of the installed page from public/favicon.svg. Run it when
 * that picture changes, and commit what it draws.
 */
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { findBrowser } from './browser.ts';
import { chromiumFlags } from './chromium-flags.ts';
import { root } from './process.ts';

/**
 * Where a system cuts the icon to a shape of its own, the ground fills the square and the picture
 * keeps to the safe zone, the middle 80 %.
 *
 * @see https://w3c.github.io/manifest/#icon-masks
 */
const ICONS = [
  { name: 'icon-192', size: 192, cut: false },
  { name: 'icon-512', size: 512, cut: false },
  { name: 'maskable-512', size: 512, cut: true },
  { name: 'apple-touch-icon', size: 180, cut: true },
];

const favicon = await readFile(join(root, 'public/favicon.svg'), 'utf8');
const ground = /<rect [^>]*fill="(#\w+)"/.exec(favicon)?.[1];
if (!ground) throw new Error('public/favicon.svg has no colored ground: expected a filled rect.');
const folder = join(root, 'public/icons');
await mkdir(folder, { recursive: true });
const browser = await chromium.launch({ executablePath: findBrowser(), args: [...chromiumFlags] });
for (const { name, size, cut } of ICONS) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  await page.setContent(
    `<style>body { margin: 0; display: grid; height: 100vh; place-items: center;
    background: ${cut ? ground : 'transparent'} } svg { width: ${cut ? 80 : 100}% }</style>${favicon}`,
  );
  await page.screenshot({ path: join(folder, `${name}.png`), omitBackground: true });
  await page.close();
}
await browser.close();
