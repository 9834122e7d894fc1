import { spawnSync } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { chromium } from '@playwright/test';
import { isExecutable, root } from './process.ts';

const NAMES = ['google-chrome', 'google-chrome-stable', 'chromium', 'chromium-browser'];
const MAC_OS = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';

/**
 * The browser for tests: `CHROME_BIN`, else an installed Chrome or Chromium, else Playwright's own.
 * Where there is none it installs one: Debian's as root, else Playwright's.
 *
 * @returns the path of the executable
 * @throws Error that says what to do if there is none and none can be installed
 */
export function findBrowser(): string {
  const chosen = process.env['CHROME_BIN'];
  if (chosen) {
    if (isExecutable(chosen)) return chosen;
    throw new Error(`CHROME_BIN is ${chosen}, but no such program exists.`);
  }
  return installed() ?? installWithApt() ?? installWithPlaywright();
}

function installed(): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const candidates = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [...candidates, MAC_OS, chromium.executablePath()].find(isExecutable);
}

function installWithApt(): string | undefined {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return undefined;
  if (spawnSync('apt-get', ['--version']).status !== 0) return undefined;
  console.log('Installing Chromium (apt-get install chromium). This takes about a minute …');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const fonts = 'fonts-dejavu-core';
  for (const args of [
    ['update'],
    ['install', '-y', '--no-install-recommends', 'chromium', fonts],
  ]) {
    const { status, stderr } = spawnSync('apt-get', ['-q', ...args], { env, encoding: 'utf8' });
    if (status !== 0) console.error(stderr);
  }
  return installed();
}

function installWithPlaywright(): string {
  console.log('Installing Chromium (playwright install chromium) …');
  const playwright = join(root, 'node_modules/@playwright/test/cli.js');
  spawnSync(process.execPath, [playwright, 'install', 'chromium'], { stdio: 'inherit' });
  const path = installed();
  if (path) return path;
  throw new Error('No Chrome or Chromium found. Install one, or set CHROME_BIN to its path.');
}
