import type { Locator, Page } from '@playwright/test';
import { expect, test, type ShopPage } from './shop.ts';

/** Where the way back leads: the list, a pet deep in it, and where that stands on the screen. */
interface Place {
  card: Locator;
  y: number;
}

const PETS = Array.from({ length: 180 }, (_, i) => ({ id: i + 1, type: 'dog', price: i + 1 }));
const FAR = 40;

async function scrollFar(page: Page, shop: ShopPage, path = '/'): Promise<Place> {
  await page.goto(shop.url + path);
  await expect(shop.prices().first()).toBeVisible();
  const card = page.locator(`[data-pet="${FAR}"]`);
  await expect(async () => {
    await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
    await expect(card).toBeAttached({ timeout: 500 });
  }).toPass();
  await card.scrollIntoViewIfNeeded();
  await expect(card).toContainText('Buy');
  return { card, y: (await card.boundingBox())!.y };
}

async function expectThere({ card, y }: Place): Promise<void> {
  await expect(card).toBeInViewport();
  await expect(async () => {
    expect(Math.abs((await card.boundingBox())!.y - y)).toBeLessThan(3);
  }).toPass();
}

test.describe('Whoever has scrolled far is there again', () => {
  test.beforeEach(async ({ cloud, shop: _restocked }) => cloud.list(PETS, await cloud.keeper()));

  test('after the login that a purchase needs, and when they don’t buy then', async ({
    page,
    shop,
  }) => {
    const place = await scrollFar(page, shop, '/?sort=newest');
    await shop.button(`Buy dog, no. ${FAR}`).click();
    await shop.answerLogin('ann@example.org');
    await expect(shop.confirmation).toBeVisible();
    await expect(page).toHaveURL(`${shop.url}/?sort=newest&buy=${FAR}`);
    await shop.button('Cancel').click();
    await expectThere(place);
    await expect(place.card).toBeFocused();
  });

  test('after a login that they cancel', async ({ page, shop }) => {
    const place = await scrollFar(page, shop, '/?available=true');
    await shop.button(`Buy dog, no. ${FAR}`).click();
    await page.getByRole('link', { name: /back to the shop/i }).click();
    await expectThere(place);
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await expect(page).toHaveURL(`${shop.url}/?available=true`);
    await expect(place.card).toBeFocused();
  });

  test('after a login by the button in the header', async ({ page, shop }) => {
    const place = await scrollFar(page, shop);
    await shop.button('Log in').evaluate((button: HTMLElement) => button.click());
    await shop.answerLogin('ann@example.org');
    await expectThere(place);
  });

  test('after the browser’s Back from the login', async ({ page, shop }) => {
    const place = await scrollFar(page, shop);
    await shop.button(`Buy dog, no. ${FAR}`).click();
    await expect(shop.button('Continue with Amazon')).toBeVisible();
    await page.goBack();
    await expectThere(place);
    await expect(shop.button(`Buy dog, no. ${FAR}`)).toHaveAttribute('aria-disabled', 'false');
  });

  test('after a reload; who comes anew begins at the top', async ({ page, shop }) => {
    const place = await scrollFar(page, shop);
    await page.reload();
    await expectThere(place);
    await page.goto(shop.url);
    await expect(shop.prices().first()).toBeVisible();
    expect(await page.evaluate(() => scrollY)).toBe(0);
  });
});
