import type { Page } from '@playwright/test';
import { expect, test } from './shop.ts';

const TYPES = ['cat', 'caterpillar', 'dog', 'golden retriever', 'polecat'];

/** Lets no script come until it is released. */
async function holdScripts(page: Page): Promise<() => void> {
  let release: () => void = () => undefined;
  const released = new Promise<void>((resolve) => (release = resolve));
  await page.route('**/*.js', async (route) => {
    await released;
    await route.fallback();
  });
  return release;
}

test.beforeEach(({ page }) =>
  page.route('**/api/pets/types', (route) =>
    route.fulfill({ json: TYPES, headers: { 'Access-Control-Allow-Origin': '*' } }),
  ),
);

const field = (page: Page) => page.getByLabel('Search pets by type');
const menuItem = (page: Page, name: string) =>
  page.getByRole(/^(System|Light|Dark)$/.test(name) ? 'menuitemradio' : 'menuitem', { name });
const theme = (page: Page) => page.locator('html').getAttribute('data-theme');

test.describe('The menu', () => {
  test('is for the keyboard alone: opens, moves, closes and leads on', async ({ page, shop }) => {
    await shop.open();
    const button = shop.button('Menu');
    await button.focus();
    await page.keyboard.press('ArrowDown');
    await expect(menuItem(page, 'How access works')).toBeFocused();
    await page.keyboard.press('End');
    await expect(menuItem(page, 'Dark')).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(button).toBeFocused();
    await expect(page.getByRole('menu')).toHaveCount(0);
    for (const key of ['Enter', 'Space']) {
      await page.keyboard.press(key);
      await expect(menuItem(page, 'How access works')).toBeFocused();
      await page.keyboard.press('Escape');
    }
    await page.keyboard.press('Enter');
    await expect(menuItem(page, 'How access works')).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/\/identity$/);
    await expect(page.getByRole('menu')).toHaveCount(0);
    await expect(page.getByRole('main')).toBeFocused();
  });

  test('opens by the first click and closes by a click beside it', async ({ page, shop }) => {
    await shop.open();
    await shop.button('Menu').click();
    await expect(page.getByRole('menu')).toBeVisible();
    await page.getByRole('heading', { level: 1 }).click();
    await expect(page.getByRole('menu')).toHaveCount(0);
  });

  test('is busy while it loads, and opens once for two clicks', async ({ page, shop }) => {
    await shop.open();
    const release = await holdScripts(page);
    await shop.button('Menu').dblclick();
    await expect(shop.button('Menu')).toHaveAttribute('aria-busy', 'true');
    release();
    await expect(page.getByRole('menu')).toBeVisible();
    await expect(menuItem(page, 'How access works')).toBeFocused();
  });

  test('does not open for somebody who has left its button', async ({ page, shop }) => {
    await shop.open();
    const release = await holdScripts(page);
    await shop.button('Menu').click();
    await page.getByRole('contentinfo').click();
    await expect(shop.button('Menu')).toHaveAttribute('aria-busy', 'false');
    release();
    await page.waitForTimeout(500);
    await expect(page.getByRole('menu')).toHaveCount(0);
    await shop.button('Menu').click();
    await expect(page.getByRole('menu')).toBeVisible();
  });

  test('opens by the first tap', async ({ browser, shop }) => {
    const context = await browser.newContext({ hasTouch: true, isMobile: true });
    const page = await context.newPage();
    await page.goto(shop.url);
    await page.getByRole('button', { name: 'Menu' }).tap();
    await expect(page.getByRole('menu')).toBeVisible();
    await context.close();
  });

  test('says that it could not be loaded, and opens when that is over', async ({ page, shop }) => {
    await shop.open();
    await page.route('**/*.js', (route) => route.abort());
    await shop.button('Menu').click();
    await expect(page.getByRole('alert').filter({ hasText: 'couldn’t be loaded' })).toBeVisible();
    await page.unroute('**/*.js');
    await shop.button('Menu').click();
    await expect(page.getByRole('menu')).toBeVisible();
    await expect(page.getByText('couldn’t be loaded')).toHaveCount(0);
  });

  test('leads a shopkeeper to the sales and a buyer to the purchases', async ({ page, shop }) => {
    await shop.open();
    await shop.logInAsKeeper();
    await shop.button(/^Hello, admin/).click();
    await expect(page.getByRole('menuitem')).toHaveText(['Sales', 'How access works', 'Log out']);
    await page.keyboard.press('Escape');
    await shop.logOut();
    await shop.logInAsBuyer('ann@example.org');
    await shop.button(/^Hello, ann/).click();
    await expect(page.getByRole('menuitem')).toHaveText([
      'My purchases',
      'How access works',
      'Log out',
    ]);
  });
});

test.describe('The theme', () => {
  test('is chosen by the keyboard, and is there before anything is painted after a reload', async ({
    page,
    shop,
  }) => {
    await page.addInitScript(() => {
      new PerformanceObserver((list) => {
        for (const { name } of list.getEntries()) {
          document.documentElement.setAttribute(
            `data-${name}`,
            document.documentElement.dataset['theme'] ?? '',
          );
        }
      }).observe({ type: 'paint', buffered: true });
    });
    await shop.open();
    const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const light = await paper();
    await shop.button('Menu').press('Enter');
    await expect(menuItem(page, 'How access works')).toBeFocused();
    await page.keyboard.press('d');
    await expect(menuItem(page, 'Dark')).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
    expect(await paper()).not.toBe(light);

    await page.reload({ waitUntil: 'commit' });
    // The script stands before the stylesheet, which stands before anything that is painted.
    await expect(page.locator('html')).toHaveAttribute('data-first-paint', 'dark');
    await expect(shop.pet('cat')).toBeVisible();
    const chosen = page.locator('meta[name=theme-color]:not([media="not all"])');
    await expect(chosen).toHaveAttribute('content', '#1a1613');
    expect(await page.evaluate(() => Object.keys(localStorage))).toContain('theme');
  });

  test('follows the device, and another tab', async ({ page, context, shop }) => {
    await page.emulateMedia({ colorScheme: 'dark' });
    await shop.open();
    expect(await theme(page)).toBe('');
    const other = await context.newPage();
    await other.goto(shop.url);
    await other.getByRole('button', { name: 'Menu' }).click();
    await menuItem(other, 'Light').click();
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
    await other.getByRole('button', { name: 'Menu' }).click();
    await menuItem(other, 'System').click();
    await expect(page.locator('html')).toHaveAttribute('data-theme', '');
  });
});

test.describe('The search', () => {
  test('is for the keyboard alone, and is in the address', async ({ page, shop }) => {
    await shop.open('/?sort=newest');
    await field(page).focus();
    await expect(field(page)).toHaveRole('combobox');
    await page.keyboard.type('po');
    await expect(page.getByRole('listbox').getByRole('option')).toHaveText(['polecat']);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/\/\?sort=newest&type=polecat$/);
    await expect(field(page)).toHaveValue('polecat');
    await expect(field(page)).toBeFocused();
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.press('Delete');
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/\/\?sort=newest$/);
    await page.goBack();
    await expect(field(page)).toHaveValue('polecat');
  });

  test('suggests as soon as the types are there, also when they come after what is typed', async ({
    page,
    shop,
  }) => {
    let release: () => void = () => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    await page.route('**/pets/types', async (route) => {
      await released;
      await route.fallback();
    });
    await shop.open();
    await field(page).focus();
    await expect(field(page)).toHaveRole('combobox');
    await page.keyboard.type('c');
    await expect(field(page)).toHaveAttribute('aria-expanded', 'false');
    release();
    await expect(page.getByRole('listbox').getByRole('option').first()).toBeVisible();
    await expect(field(page)).toBeFocused();
  });

  test('keeps what is typed while the suggestions load', async ({ page, shop }) => {
    await shop.open();
    const release = await holdScripts(page);
    await field(page).click();
    await page.keyboard.type('cap');
    await page.keyboard.press('ArrowLeft');
    release();
    await expect(field(page)).toHaveRole('combobox');
    await page.keyboard.type('t');
    await expect(field(page)).toBeFocused();
    await expect(field(page)).toHaveValue('catp');
    await page.keyboard.press('Delete');
    await expect(page.getByRole('listbox').getByRole('option')).toHaveText([
      'cat',
      'caterpillar',
      'polecat',
    ]);
  });

  test('stays a plain field when it was left before the suggestions come', async ({
    page,
    shop,
  }) => {
    await shop.open();
    const release = await holdScripts(page);
    await field(page).click();
    await page.getByRole('contentinfo').click();
    release();
    await page.waitForTimeout(500);
    await expect(page.locator(':focus')).toHaveCount(0);
    await expect(field(page)).toHaveRole('searchbox');
    await field(page).click();
    await expect(field(page)).toHaveRole('combobox');
    await expect(field(page)).toBeFocused();
  });

  test('works without suggestions, and loads them when it gets the focus again', async ({
    page,
    shop,
  }) => {
    await shop.open();
    await page.route('**/*.js', (route) => route.abort());
    await field(page).click();
    await page.keyboard.type('dog');
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/\/\?type=dog$/);
    await page.unroute('**/*.js');
    await field(page).blur();
    await field(page).focus();
    await expect(field(page)).toHaveRole('combobox');
  });

  test('leads from any page to the pets', async ({ page, shop }) => {
    await page.goto(`${shop.url}/no/such/page?sort=none`);
    await field(page).fill('cat');
    await shop.button('Search').click();
    await expect(page).toHaveURL(/\/\?type=cat$/);
    await expect(page.getByRole('main')).toBeFocused();
  });
});

test('Each page has a title and a description, and is read out when it is entered', async ({
  page,
  shop,
}) => {
  await page.goto(`${shop.url}/no/such/page`);
  await expect(page).toHaveTitle('Page not found · Secured Pets');
  const description = page.locator('meta[name=description]');
  await expect(description).toHaveAttribute('content', /Nothing lives at this address/);
  await expect(page.locator('meta[name=robots]')).toHaveAttribute('content', 'noindex');
  await page.getByRole('link', { name: 'See the pets' }).click();
  await expect(page).toHaveTitle('Secured Pets');
  await expect(description).toHaveAttribute('content', /every purchase is signed/);
  await expect(page.locator('meta[name=robots]')).toHaveCount(0);
  await expect(page.locator('[aria-live=polite]').first()).toHaveText('Secured Pets');
});

test('The page can be installed', async ({ page, shop }) => {
  await shop.open();
  const session = await page.context().newCDPSession(page);
  const { errors } = await session.send('Page.getAppManifest');
  expect(errors).toEqual([]);
  const { installabilityErrors } = await session.send('Page.getInstallabilityErrors');
  const ids = installabilityErrors.map(({ errorId }) => errorId);
  // Playwright's pages are incognito, where nothing can be installed.
  expect(ids.filter((id) => id !== 'in-incognito')).toEqual([]);
  expect(await (await page.request.get(`${shop.url}/robots.txt`)).text()).toContain(
    'User-agent: *',
  );
});

test('The header and the footer are not printed', async ({ page, shop }) => {
  await shop.open();
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByRole('banner')).toBeHidden();
  await expect(page.getByRole('contentinfo')).toBeHidden();
});
