import { defineConfig } from '@playwright/test';
import { chromiumFlags } from '../scripts/chromium-flags.ts';

const executablePath = process.env['CHROME_BIN'];

/** Each worker has a whole shop of its own (see shop.ts), so files run side by side. */
export default defineConfig({
  testDir: '.',
  outputDir: '../test-results',
  // No picture is kept: a test compares two that it takes.
  snapshotPathTemplate: '../test-results/{arg}{ext}',
  workers: 2,
  forbidOnly: !!process.env['CI'],
  reporter: [['list']],
  // A busy machine takes its time: a test that fails there for that alone gets a second chance.
  retries: process.env['CI'] ? 1 : 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  use: {
    // Recording takes about as long as the test itself.
    trace: 'on-first-retry',
    screenshot: 'only-on-failure',
    launchOptions: {
      ...(executablePath && { executablePath }),
      args: [...chromiumFlags],
    },
  },
});
