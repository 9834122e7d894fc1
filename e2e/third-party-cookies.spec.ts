import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium, test as base } from '@playwright/test';
import type { BrowserContext, Page, Request } from '@playwright/test';
import { startCloud } from '../local-cloud/src/cloud.ts';
import { freePortsOfParts } from '../local-cloud/src/ports.ts';
import { chromiumFlags } from '../scripts/chromium-flags.ts';
import { expect as expectSoon, ShopPage } from './shop.ts';
import { serveSite } from './site.ts';

/** Each reload here loads the page twice, and may wait for a frame. */
const expect = expectSoon.configure({ timeout: 30_000 });

interface Fixtures {
  /** A browser that keeps third-party cookies from everyone, as Safari and Brave do. */
  context: BrowserContext;
  shop: ShopPage;
}

interface WorkerFixtures {
  /** The address of a page whose Auth0 is on another site: 127.0.0.1 and localhost. */
  siteUrl: string;
}

const test = base.extend<Fixtures, WorkerFixtures>({
  siteUrl: [
    async ({}, use) => {
      const ports = await freePortsOfParts();
      const siteUrl = `http://127.0.0.1:${ports.page}`;
      const cloud = await startCloud({
        ports,
        siteUrl,
        directory: undefined,
        log: () => undefined,
      });
      const site = await serveSite(ports, cloud.config, { host: '127.0.0.1' });
      await use(siteUrl);
      site.close();
      await cloud.close();
    },
    { scope: 'worker' },
  ],

  context: async ({}, use, testInfo) => {
    const profile = testInfo.outputPath('profile');
    await mkdir(join(profile, 'Default'), { recursive: true });
    const preferences = { profile: { block_third_party_cookies: true, cookie_controls_mode: 1 } };
    await writeFile(join(profile, 'Default/Preferences'), JSON.stringify(preferences));
    const executablePath = process.env['CHROME_BIN'];
    const context = await chromium.launchPersistentContext(profile, {
      ...(executablePath && { executablePath }),
      args: [...chromiumFlags],
    });
    await use(context);
    await context.close();
  },

  shop: async ({ context, siteUrl }, use) => {
    const page = await context.newPage();
    await use(new ShopPage(page, siteUrl));
  },
});

/** The authorization requests that ask nothing of the user, by where they are shown. */
function silentLogins(page: Page): ('frame' | 'page')[] {
  const places: ('frame' | 'page')[] = [];
  page.on('request', (request: Request) => {
    const { pathname, searchParams } = new URL(request.url());
    if (pathname !== '/authorize' || searchParams.get('prompt') !== 'none') return;
    places.push(request.frame() === page.mainFrame() ? 'page' : 'frame');
  });
  return places;
}

test.setTimeout(120_000);

test.describe('Where the browser keeps Auth0’s cookies from the hidden frame', () => {
  test('a reload restores the session by one redirect, at the same address', async ({ shop }) => {
    const { page } = shop;
    await shop.open();
    await shop.logInAsBuyer('ann@example.org');
    await page.goto(`${shop.url}/purchases?from=a-link`);
    await expect(page.getByText('Hello, ann')).toBeVisible();

    const logins = silentLogins(page);
    const before = await page.evaluate(() => history.length);
    await page.reload();
    await expect(page.getByText('Hello, ann')).toBeVisible();
    await expect(page).toHaveURL(`${shop.url}/purchases?from=a-link`);
    expect(logins).toEqual(['frame', 'page']);
    expect(await page.evaluate(() => history.length)).toBe(before);

    await page.reload();
    await expect(page.getByText('Hello, ann')).toBeVisible();
    expect(logins).toEqual(['frame', 'page', 'frame', 'page']);
  });

  test('a session that has ended at Auth0 is said to have, once', async ({ context, shop }) => {
    const { page } = shop;
    await shop.open();
    await shop.logInAsBuyer('ann@example.org');
    // Auth0's own cookies are gone.
    await context.clearCookies({ domain: 'localhost' });
    const logins = silentLogins(page);
    await page.reload();
    await expect(page.getByText('Your session has ended. Log in again.')).toBeVisible();
    await expect(shop.pet('cat')).toBeVisible();
    expect(logins).toEqual(['frame', 'page']);

    await page.reload();
    await expect(shop.pet('cat')).toBeVisible();
    await expect(shop.button('Log in')).toBeVisible();
    expect(logins).toEqual(['frame', 'page']);
    await shop.logInAsBuyer('ann@example.org');
  });

  test('an answer that comes late takes no page away from who was told to browse', async ({
    shop,
  }) => {
    const { page } = shop;
    await shop.open();
    await shop.logInAsBuyer('ann@example.org');
    const told = page.getByText('The login service can’t be reached');
    let goOn: () => void = () => undefined;
    const late = new Promise<void>((resolve) => (goOn = resolve));
    await page.route('http://localhost:*/authorize**', async (route) => {
      await late;
      await route.continue();
    });
    await page.reload();
    await expect(told).toBeVisible();
    const logins = silentLogins(page);
    const answered = page.waitForResponse(/authorize/);
    goOn();
    await answered;
    await expect(shop.pet('cat')).toBeVisible();
    await page.waitForTimeout(1000);
    expect(logins).toEqual([]);
    await shop.button('Try again').click();
    await expect(page.getByText('Hello, ann')).toBeVisible();
  });

  test('an Auth0 that can’t be reached does not take the shop away', async ({ shop }) => {
    const { page } = shop;
    await shop.open();
    await shop.logInAsBuyer('ann@example.org');
    await page.route('http://localhost:*/{authorize,.well-known}**', (route) => route.abort());
    await page.reload();
    await expect(page.getByText('The login service can’t be reached')).toBeVisible();
    await expect(shop.pet('cat')).toBeVisible();
  });
});
