import { writeFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { expect, test } from './shop.ts';

/** The app's scripts; not what runs before the first paint. */
const APP = /(?<!\/first-paint)\.js$/;

/** Keeps the app from starting. */
const holdApp = (page: Page): Promise<unknown> => page.route(APP, () => undefined);

/** Keeps the list from coming. */
const holdPets = (page: Page): Promise<unknown> => page.route(/\/pets(\?|$)/, () => undefined);

/** The page from its top to the end of its main part, with nothing in motion. */
async function pictureOf(page: Page): Promise<Buffer> {
  const clip = await page.evaluate(() => {
    const { bottom } = document.querySelector('main')!.getBoundingClientRect();
    return { x: 0, y: 0, width: innerWidth, height: bottom };
  });
  await page.evaluate(() =>
    Promise.all([...document.images].filter((one) => one.offsetParent).map((one) => one.decode())),
  );
  return page.screenshot({ fullPage: true, clip, animations: 'disabled' });
}

/** Where everything stands that is seen, but for the components that it is made of. */
const boxesOf = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll('header, header *, main section, main section *')]
      .filter((element) => element.checkVisibility() && !element.matches('.visually-hidden'))
      .filter(({ localName }) => !localName.includes('-'))
      .map((element) => {
        const { x, y, width, height } = element.getBoundingClientRect();
        return `${element.tagName} ${x} ${y} ${width} ${height}`;
      }),
  );

/** Sums up from the first paint on how much moves. */
const watchShifts = (page: Page): Promise<unknown> =>
  page.addInitScript(() => {
    const seen = { shift: 0 };
    Object.assign(window, { seen });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        seen.shift += (entry as PerformanceEntry & { value: number }).value;
      }
    }).observe({ type: 'layout-shift', buffered: true });
  });

const shiftOf = (page: Page): Promise<number> =>
  page.evaluate(() => (window as unknown as { seen: { shift: number } }).seen.shift);

for (const colorScheme of ['light', 'dark'] as const) {
  for (const width of [360, 768, 1280]) {
    test(`What index.html draws is what the app draws first, ${colorScheme}, ${width} px wide`, async ({
      page,
      shop,
    }) => {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 800 });
      await holdApp(page);
      await page.goto(shop.url, { waitUntil: 'commit' });
      await expect(page.locator('main[inert] h1')).toBeVisible();
      const name = `${colorScheme}-${width}.png`;
      await writeFile(test.info().snapshotPath(name), await pictureOf(page));
      const boxes = await boxesOf(page);

      await page.unrouteAll();
      await holdPets(page);
      await page.goto(shop.url);
      await expect(page.locator('main:not([inert]) .pets > :empty')).toHaveCount(12);
      expect(await boxesOf(page)).toEqual(boxes);
      // The app writes a sentence as two texts, which moves some letters by a part of a pixel.
      expect(await pictureOf(page)).toMatchSnapshot(name, { maxDiffPixels: 100 });
    });
  }
}

test.describe('The first picture', () => {
  test.beforeEach(({ page }) => holdApp(page));

  for (const [path, shown] of [
    ['/', 'shop'],
    ['/#main', 'shop'],
    ['/?type=dog', 'page'],
    ['/purchases', 'page'],
    ['/no/such/page', 'page'],
    ['/?code=1&state=2', 'login'],
  ] as const) {
    test(`is ${shown === 'shop' ? 'whole' : 'only the header'} at ${path}`, async ({
      page,
      shop,
    }) => {
      await page.goto(shop.url + path, { waitUntil: 'commit' });
      await expect(page.getByText('Secured Pets', { exact: true })).toBeVisible();
      await expect(page.locator('h1')).toBeVisible({ visible: shown === 'shop' });
      await expect(page.locator('.account > .button')).toBeVisible({ visible: shown !== 'login' });
      await expect(page.locator('.account-placeholder')).toBeVisible({
        visible: shown === 'login',
      });
    });
  }

  for (const prefix of ['', '_legacy_']) {
    test(`is only the header for whom the cookie auth0.…is.authenticated knows ${prefix}`, async ({
      page,
      shop,
    }) => {
      const name = `${prefix}auth0.AnyClient.is.authenticated`;
      await page.context().addCookies([
        { name: 'other', value: '1', url: shop.url },
        { name, value: 'true', url: shop.url },
      ]);
      await page.goto(shop.url, { waitUntil: 'commit' });
      await expect(page.locator('.account-placeholder')).toBeVisible();
      await expect(page.locator('h1')).toBeHidden();
      await expect(page.locator('.account > .button')).toBeHidden();
    });
  }

  test('can neither be used nor be read out, and can be scrolled', async ({ page, shop }) => {
    await page.goto(shop.url, { waitUntil: 'commit' });
    await expect(page.locator('h1')).toBeVisible();
    const session = await page.context().newCDPSession(page);
    const { nodes } = await session.send('Accessibility.getFullAXTree');
    const read = nodes.filter(({ ignored, role }) => !ignored && role?.value === 'StaticText');
    expect(read.map(({ name }): unknown => name?.value)).toEqual(['Loading…']);
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('BODY');
    await page.mouse.move(200, 400);
    await page.mouse.wheel(0, 300);
    await expect.poll(() => page.evaluate(() => scrollY)).toBe(300);
  });
});

test.describe('When the app takes over', () => {
  test('the page stays where the picture was scrolled to', async ({ page, shop }) => {
    let release: () => void = () => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    await page.route(APP, async (route) => {
      await released;
      await route.continue();
    });
    await holdPets(page);
    await page.goto(shop.url, { waitUntil: 'commit' });
    await expect(page.locator('main[inert] h1')).toBeVisible();
    await page.mouse.move(200, 400);
    await page.mouse.wheel(0, 300);
    await expect.poll(() => page.evaluate(() => scrollY)).toBe(300);
    release();
    await expect(page.locator('main:not([inert]) .pets > :empty')).toHaveCount(12);
    // The router scrolls in the frame after its navigation.
    await page.waitForTimeout(300);
    expect(await page.evaluate(() => scrollY)).toBe(300);
  });

  for (const path of ['/', '/?type=cat', '/purchases']) {
    test(`nothing moves at ${path}`, async ({ page, shop }) => {
      await watchShifts(page);
      for (const width of [360, 768, 1280]) {
        await page.setViewportSize({ width, height: 800 });
        await page.goto(shop.url + path);
        const last = path === '/purchases' ? page.getByRole('heading') : shop.pet('cat');
        await expect(last.first()).toBeVisible();
        await page.waitForLoadState('networkidle');
        expect(await shiftOf(page), `${width} px`).toBeLessThan(0.02);
      }
    });
  }

  for (const width of [360, 1280]) {
    for (const [who, paths] of [
      ['buyer', ['/', '/?type=dog', '/purchases', '/identity', '/sales', '/import']],
      ['shopkeeper', ['/', '/?type=dog', '/sales', '/identity', '/purchases', '/import']],
    ] as const) {
      test(`nothing moves for a ${who}, ${width} px wide`, async ({ page, shop, cloud }) => {
        test.slow();
        const email = who === 'buyer' ? 'ann@example.org' : 'annabella.montgomery@example.org';
        const types = ['dog', 'cat', 'guinea pig', 'golden retriever', 'parrot'];
        const pets = Array.from({ length: 20 }, (_, i) => ({
          id: i + 1,
          type: types[i % 5]!,
          price: i * 50_000,
        }));
        await cloud.list(pets, await cloud.keeper());
        const buyer = await cloud.buyer(email);
        for (const petId of [11, 16, 20]) {
          const body = { petId, authToken: buyer.idToken };
          await cloud.call('/pets/purchase', { method: 'POST', body }, buyer);
        }
        await page.setViewportSize({ width, height: 800 });
        await watchShifts(page);
        await page.goto(shop.url);
        await expect(page.getByText('Sold').first()).toBeVisible();
        await (who === 'buyer' ? shop.logInAsBuyer(email) : shop.logInAsKeeper());
        const known = who === 'buyer' ? 'is yours' : email;
        await expect(page.getByText(known).first()).toBeAttached();
        expect.soft(await shiftOf(page), 'after the login').toBeLessThan(0.02);
        for (const path of paths) {
          await page.goto(shop.url + path);
          await expect(page.getByText('Hello, a')).toBeVisible();
          await page.waitForLoadState('networkidle');
          expect.soft(await shiftOf(page), path).toBeLessThan(0.02);
        }
      });
    }
  }

  test('the picture goes in the frame in which the page comes', async ({ page, shop }) => {
    await page.addInitScript(() => {
      const seen: (string | undefined)[] = [];
      Object.assign(window, { seen });
      const frame = (): void => {
        // A new observer is called when the frame's layout is done, before it is painted.
        new ResizeObserver((_entries, observer) => {
          observer.disconnect();
          seen.push(document.querySelector('h1')?.textContent);
        }).observe(document.documentElement);
        requestAnimationFrame(frame);
      };
      requestAnimationFrame(frame);
    });
    await shop.open();
    const seen = await page.evaluate(
      () => (window as unknown as { seen: (string | undefined)[] }).seen,
    );
    expect(seen).toContain('Find your new best friend');
    expect(new Set(seen.slice(seen.indexOf('Find your new best friend'))).size).toBe(1);
  });
});

for (const path of ['/', '/purchases']) {
  test(`${path} whose scripts can’t be loaded is the shop’s name and a sentence`, async ({
    page,
    shop,
  }) => {
    await page.route(APP, (route) => route.abort());
    await page.goto(shop.url + path);
    await expect(page.getByRole('alert')).toContainText('couldn’t be loaded');
    await expect(page.getByText('Secured Pets', { exact: true })).toBeVisible();
    await expect(page.getByText('Loading…')).toBeHidden();
    await expect(page.getByText('Log in', { exact: true })).toBeHidden();
    await expect(page.locator('h1')).toBeHidden();
  });
}

test.describe('Without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  for (const path of ['/', '/purchases']) {
    test(`${path} is the shop’s name and a sentence`, async ({ page, shop }) => {
      await page.goto(shop.url + path);
      await expect(page.locator('noscript p')).toContainText('Secured Pets needs JavaScript');
      await expect(page.locator('noscript p')).toBeVisible();
      await expect(page.getByText('Secured Pets', { exact: true })).toBeVisible();
      await expect(page.getByText('Loading…')).toBeHidden();
      await expect(page.getByText('Log in', { exact: true })).toBeHidden();
      await expect(page.locator('h1')).toBeHidden();
    });
  }
});
