/** How the shop looks where people are not alike: who works here, who reads otherwise, who scrolls far. */
import type { Locator, Page } from '@playwright/test';
import type { LocalShop } from '../local-cloud/testing/local-shop.ts';
import { expect, test } from './shop.ts';

const ANN = 'ann@example.org';
const HERO = 'Find your new best friend';
const PHONE = { width: 360, height: 740 };
const DESKTOP = { width: 1280, height: 800 };

/** Puts so many pets into the shop, beside a first one of another type. */
async function fill(cloud: LocalShop, count: number, first = 'dog'): Promise<void> {
  const pets = Array.from({ length: count }, (_, index) => ({
    id: index + 1,
    type: index === count - 1 ? first : 'cat',
    price: index + 1,
  }));
  await cloud.list(pets, await cloud.keeper());
}

async function buyAsAnn(cloud: LocalShop, petId: number): Promise<void> {
  const buyer = await cloud.buyer(ANN);
  const body = { petId, authToken: buyer.idToken };
  await cloud.call('/pets/purchase', { method: 'POST', body }, buyer);
}

const hero = (page: Page): Locator => page.getByRole('heading', { name: HERO });

/** Whether a press in its middle would reach an element, as it stands in the window now. */
const isUncovered = (locator: Locator): Promise<boolean> =>
  locator.evaluate((element) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    const hit = document.elementFromPoint(left + width / 2, top + height / 2);
    return element.contains(hit);
  });

test.describe('The hero', () => {
  test('is not for shopkeepers, nor while their page is loading again', async ({ page, shop }) => {
    await shop.open();
    await expect(hero(page)).toBeVisible();
    await shop.logInAsKeeper();
    await expect(hero(page)).toHaveCount(0);
    await page.addInitScript((text) => {
      const seen = { hero: false };
      Object.assign(window, { seen });
      const look = () => {
        const heading = document.querySelector('main:not([inert]) h1');
        seen.hero ||= heading?.textContent === text;
        requestAnimationFrame(look);
      };
      look();
    }, HERO);
    await page.reload();
    await expect(shop.button('Add pets')).toBeVisible();
    expect(await page.evaluate(() => (window as unknown as { seen: object }).seen)).toEqual({
      hero: false,
    });
  });

  test('leaves room for the pets on a phone', async ({ page, shop }) => {
    await page.setViewportSize(PHONE);
    await shop.open();
    await expect(hero(page)).toBeVisible();
    const heading = await page.getByRole('heading', { name: 'Pets in the shop' }).boundingBox();
    expect(heading!.y).toBeLessThan(300);
  });
});

test.describe('The header', () => {
  for (const [device, size, names] of [
    ['a phone', PHONE, ['Search']],
    ['a desktop', DESKTOP, ['Search', 'Menu', 'Log in']],
  ] as const) {
    test(`is reachable deep in a list on ${device}`, async ({ cloud, page, shop }) => {
      await page.setViewportSize(size);
      await fill(cloud, 50);
      await page.goto(shop.url);
      await expect(shop.pet('dog')).toBeVisible();
      await page.getByRole('listitem').nth(40).scrollIntoViewIfNeeded();
      expect(await page.evaluate(() => scrollY)).toBeGreaterThan(1000);
      for (const name of names) {
        await expect(shop.button(name)).toBeInViewport({ ratio: 1 });
        expect(await isUncovered(shop.button(name)), name).toBe(true);
      }
      await shop.button('Menu').focus();
      await page.keyboard.press('Tab');
      await page.keyboard.press('Shift+Tab');
      await expect(shop.button('Menu')).toBeInViewport({ ratio: 1 });
    });

    test(`covers nothing that has the focus on ${device}`, async ({ cloud, page, shop }) => {
      await page.setViewportSize(size);
      await fill(cloud, 30);
      await page.goto(shop.url);
      await expect(shop.pet('dog')).toBeVisible();
      await shop.button('Buy cat').last().focus();
      for (let step = 0; step < 20; step++) {
        await page.keyboard.press('Shift+Tab');
        expect(await isUncovered(page.locator(':focus'))).toBe(true);
      }
    });
  }

  test('is not in the way on a low screen, as at 400 %', async ({ cloud, page, shop }) => {
    await page.setViewportSize({ width: 320, height: 256 });
    await fill(cloud, 30);
    await page.goto(shop.url);
    await expect(shop.pet('dog')).toBeVisible();
    await page.getByRole('listitem').nth(20).scrollIntoViewIfNeeded();
    await expect(page.getByRole('search')).not.toBeInViewport();
  });

  test('leads from deep in a list to the beginning of another', async ({ cloud, page, shop }) => {
    await fill(cloud, 50);
    await page.goto(shop.url);
    await expect(shop.pet('dog')).toBeVisible();
    await page.getByRole('listitem').nth(40).scrollIntoViewIfNeeded();
    await page.getByLabel('Search pets by type').fill('cat');
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/type=cat/);
    await expect(page.getByRole('heading', { name: 'Pets in the shop' })).toBeInViewport();
    await expect(page.getByRole('listitem').first()).toBeInViewport();
  });

  test('has room for the brand and a name on a phone', async ({ page, shop }) => {
    await page.setViewportSize(PHONE);
    await shop.open();
    await shop.logInAsBuyer(ANN);
    await expect(page.getByRole('banner').getByText('Secured Pets')).toBeInViewport({ ratio: 1 });
    const hidden = (text: string) =>
      page.getByText(text).evaluate((greeting) => greeting.scrollWidth - greeting.clientWidth);
    expect(await hidden('Hello, ann')).toBe(0);
    await shop.logOut();
    await shop.logInAsKeeper();
    expect(await hidden('Hello, admin')).toBe(0);
  });
});

test('One’s own pet keeps its color, is called one’s own, and leads to the purchases', async ({
  cloud,
  page,
  shop,
}) => {
  await buyAsAnn(cloud, 1);
  await buyAsAnn(cloud, 2);
  await shop.open();
  const looks = () =>
    shop
      .pet('dog')
      .locator('img')
      .evaluate((img) => getComputedStyle(img).filter);
  expect(await looks()).toContain('grayscale');
  await expect(shop.pet('dog')).toContainText('Sold');
  await expect(page.getByText('***')).toHaveCount(0);
  await shop.logInAsBuyer(ANN);
  const link = page.getByRole('link', { name: 'The dog, no. 1, is yours: My purchases' });
  await expect(link).toBeVisible();
  expect(await looks()).not.toContain('grayscale');
  await expect(shop.pet('dog')).not.toContainText('Sold');
  await link.click();
  await expect(page).toHaveURL(/\/purchases$/);
});

test('A long name doesn’t stretch its row', async ({ cloud, page, shop }) => {
  await fill(cloud, 8, 'W'.repeat(40));
  await page.setViewportSize(PHONE);
  await page.goto(shop.url);
  const cards = page.getByRole('listitem');
  await expect(cards.first()).toContainText('WWW');
  const [long, usual] = await Promise.all([
    cards.first().boundingBox(),
    cards.last().boundingBox(),
  ]);
  expect(long!.height - usual!.height).toBeLessThan(24);
});

for (const size of [PHONE, DESKTOP]) {
  test(`A message covers no button for good, ${size.width} px wide`, async ({
    cloud,
    page,
    shop,
  }) => {
    await page.setViewportSize(size);
    await fill(cloud, 12);
    await page.goto(shop.url);
    await shop.logInAsKeeper();
    await shop.button('Remove dog').click();
    await expect(shop.button('Undo')).toBeInViewport({ ratio: 1 });
    await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
    for (const button of await page.getByRole('main').getByRole('button').all()) {
      await button.focus();
      expect(await isUncovered(button), (await button.textContent()) ?? '').toBe(true);
    }
  });
}

test('From right to left, no arrow lies over a text', async ({ page, shop }) => {
  await shop.open();
  await page.locator('html').evaluate((html) => html.setAttribute('dir', 'rtl'));
  const { arrow, text } = await shop.field('Type').evaluate((select) => ({
    arrow: parseFloat(getComputedStyle(select.parentElement!, '::after').left),
    text: parseFloat(getComputedStyle(select).paddingLeft),
  }));
  expect(arrow).toBeLessThan(text);
  const search = await shop.button('Search').boundingBox();
  const field = await page.getByLabel('Search pets by type').boundingBox();
  expect(search!.x + search!.width).toBeCloseTo(field!.x + field!.width, 0);
  await page.goto(`${shop.url}/identity`);
  await page.locator('html').evaluate((html) => html.setAttribute('dir', 'rtl'));
  const arrows = page.locator('app-flow-diagram .arrow');
  await expect(arrows.first()).toHaveCSS('scale', '-1 1');
});

test('In forced colors, whatever is a panel has an edge, and the menu its bars', async ({
  page,
  shop,
}) => {
  await page.emulateMedia({ forcedColors: 'active' });
  const edge = (selector: string) =>
    page
      .locator(selector)
      .first()
      .evaluate((element) => {
        const { borderTopWidth, borderTopStyle, borderTopColor } = getComputedStyle(element);
        return borderTopStyle === 'solid' && parseFloat(borderTopWidth) > 0 && borderTopColor;
      });
  await shop.open();
  for (const selector of ['.hero', '.bars', '.pet-card', '.search-field']) {
    expect(await edge(selector), selector).toMatch(/^rgb\(/);
  }
  await shop.logInAsBuyer(ANN);
  expect(await edge('.avatar')).toMatch(/^rgb\(/);
  await shop.button('Buy dog').click();
  await expect(shop.confirmation).toBeVisible();
  expect(await edge('.offer')).toMatch(/^rgb\(/);
  await page.route('**/api/pets/purchase', () => undefined);
  await page.goto(`${shop.url}/purchases`);
  await expect(page.locator('.skeleton').first()).toBeVisible();
  expect(await edge('main .skeleton')).toMatch(/^rgb\(/);
  await page.goto(`${shop.url}/identity`);
  await expect(page.locator('.panel').first()).toBeVisible();
  for (const selector of ['.panel', 'app-flow-diagram']) {
    expect(await edge(selector), selector).toMatch(/^rgb\(/);
  }
});

test('In the dark, pictures stand out from their grounds', async ({ page, shop }) => {
  const outline = () =>
    shop
      .pet('dog')
      .locator('img')
      .evaluate((img) => getComputedStyle(img).filter);
  await shop.open();
  expect(await outline()).toBe('none');
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await outline()).toContain('drop-shadow');
  await page.locator('html').evaluate((html) => (html.dataset['theme'] = 'light'));
  expect(await outline()).toBe('none');
  await page.emulateMedia({ colorScheme: 'light' });
  await page.locator('html').evaluate((html) => (html.dataset['theme'] = 'dark'));
  expect(await outline()).toContain('drop-shadow');
});
