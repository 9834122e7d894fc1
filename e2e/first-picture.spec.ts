import type { Page } from '@playwright/test';
import { expect, test } from './shop.ts';

/** Keeps the app from starting; what runs before the first paint stays. */
const holdScripts = (page: Page): Promise<unknown> =>
  page.route(/\.js$/, (route) =>
    route.request().url().endsWith('/first-paint.js') ? route.continue() : route.abort(),
  );

/** Keeps the list from coming. */
const holdPets = (page: Page): Promise<unknown> => page.route(/\/pets(\?|$)/, () => undefined);

const mark = (page: Page) => page.locator('html').getAttribute('data-first-picture');

/** The page from its top to the end of its main part, with nothing in motion. */
async function picture(page: Page): Promise<Buffer> {
  const { width, bottom } = await page.evaluate(() => ({
    width: innerWidth,
    bottom: document.querySelector('main')!.getBoundingClientRect().bottom,
  }));
  const clip = { x: 0, y: 0, width, height: bottom };
  return page.screenshot({ fullPage: true, clip, animations: 'disabled' });
}

for (const colorScheme of ['light', 'dark'] as const) {
  for (const width of [360, 768, 1280]) {
    test(`What index.html draws is what the app draws first, ${colorScheme}, ${width} px wide`, async ({
      page,
      shop,
    }, info) => {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 800 });
      await holdScripts(page);
      await page.goto(shop.url, { waitUntil: 'networkidle' });
      await expect(page.locator('main[inert] h1')).toBeVisible();
      const first = await picture(page);
      await page.unrouteAll();
      await holdPets(page);
      await page.goto(shop.url, { waitUntil: 'load' });
      await expect(page.locator('main:not([inert]) h1')).toBeVisible();
      await expect(page.locator('.pets > :empty')).toHaveCount(12);
      const app = await picture(page);
      await info.attach('index.html', { body: first, contentType: 'image/png' });
      await info.attach('app', { body: app, contentType: 'image/png' });
      expect(first.equals(app)).toBe(true);
    });
  }
}
