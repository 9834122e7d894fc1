import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { chromiumFlags } from '../scripts/chromium-flags.ts';
import { expect, ShopPage, test } from './shop.ts';

/** What a visitor can do in a browser that stores nothing, and what the page says about the rest. */
async function expectToWorkWithoutStorage(shop: ShopPage): Promise<void> {
  const { page } = shop;
  await shop.open();
  await shop.button('Menu').click();
  await page.getByRole('menuitemradio', { name: 'Dark' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await page.keyboard.press('Escape');

  await shop.button('Log in').click();
  const alert = page.locator('.banner');
  await expect(alert).toContainText('Logging in needs browser storage');
  await expect(alert).toContainText('Allow cookies and site data');
  await expect(page).toHaveURL(`${shop.url}/`);

  await page.getByLabel('Type', { exact: true }).selectOption('dog');
  await expect(page).toHaveURL(/type=dog/);
  await expect(shop.pet('dog')).toBeVisible();
  await expect(shop.pet('cat')).toHaveCount(0);
  // The message doesn't keep anybody from trying again.
  await shop.button('Log in').click();
  await expect(alert).toContainText('Logging in needs browser storage');
}

test('A browser whose storage is full keeps nobody from browsing, and says what the login needs', async ({
  page,
  shop,
}) => {
  await page.addInitScript(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException('The quota has been exceeded.', 'QuotaExceededError');
    };
  });
  await expectToWorkWithoutStorage(shop);
});

test('A browser that blocks cookies and storage keeps nobody from browsing either', async ({
  shop,
}, testInfo) => {
  const profile = testInfo.outputPath('profile');
  await mkdir(join(profile, 'Default'), { recursive: true });
  const preferences = { profile: { default_content_setting_values: { cookies: 2 } } };
  await writeFile(join(profile, 'Default/Preferences'), JSON.stringify(preferences));
  const executablePath = process.env['CHROME_BIN'];
  const context = await chromium.launchPersistentContext(profile, {
    ...(executablePath && { executablePath }),
    args: [...chromiumFlags],
  });
  const page = await context.newPage();
  await page.goto(shop.url);
  const error = await page.evaluate(() => {
    try {
      return sessionStorage.length;
    } catch (thrown) {
      return (thrown as Error).name;
    }
  });
  expect(error).toBe('SecurityError');
  await expectToWorkWithoutStorage(new ShopPage(page, shop.url));
  await context.close();
});
