import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import type { Sale } from '../backend/src/api/models.ts';
import type { LocalShop } from '../local-cloud/testing/local-shop.ts';
import { expect, test } from './shop.ts';
import type { ShopPage } from './shop.ts';

const SALES = '**/api/pets/purchase*';

const expectAccessible = async (page: Page): Promise<void> => {
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
};

const expectFits = async (page: Page): Promise<void> => {
  const excess = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth - clientWidth;
  });
  expect(excess).toBeLessThanOrEqual(0);
};

const count = (page: Page) => page.getByRole('status').filter({ hasText: /\d pets?/ });
const lowest = (shop: ShopPage) => shop.field('Lowest price in dollars');
const highest = (shop: ShopPage) => shop.field('Highest price in dollars');

test.describe('A price range', () => {
  test('leaves the pets in it, ordered by price, and stands in the address and title', async ({
    page,
    shop,
  }) => {
    await page.setViewportSize({ width: 320, height: 800 });
    await shop.open();
    await expect(count(page)).toHaveText('2 pets');
    await highest(shop).fill('$250');
    await highest(shop).press('Enter');
    await expect(page).toHaveURL(`${shop.url}/?maxPrice=250&sort=price-asc`);
    await expect(count(page)).toHaveText('2 pets, lowest price first');
    await expect(shop.prices()).toHaveText(['$124.99', '$249.99']);
    await lowest(shop).fill('125');
    await lowest(shop).press('Enter');
    await expect(count(page)).toHaveText('1 pet, lowest price first');
    await expect(page).toHaveTitle('Pets, from $125 to $250 · Secured Pets');
    await expect(shop.field('Order')).toHaveValue('price-asc');
    await shop.field('Order').selectOption('Price: high to low');
    await expect(count(page)).toHaveText('1 pet, highest price first');
    await expectFits(page);
    await expectAccessible(page);
    await page.reload();
    await expect(shop.prices()).toHaveText(['$249.99']);
    await expect(lowest(shop)).toHaveValue('125');
    await expect(highest(shop)).toHaveValue('250');
    await shop.button('Show all pets').click();
    await expect(count(page)).toHaveText('2 pets');
    await expect(page).toHaveTitle('Secured Pets');
  });

  test('that can’t be one is told so, and nothing is lost or moves', async ({ page, shop }) => {
    await page.setViewportSize({ width: 360, height: 800 });
    await shop.open('/?minPrice=100&sort=price-asc');
    const pet = shop.pet('cat');
    const before = await pet.boundingBox();
    await highest(shop).fill('50');
    await highest(shop).press('Enter');
    const message = page.getByText('The highest price is below the lowest.');
    await expect(message).toBeVisible();
    await expect(highest(shop)).toHaveAttribute('aria-invalid', 'true');
    await expect(highest(shop)).toHaveAccessibleDescription(await message.innerText());
    expect(await pet.boundingBox()).toEqual(before);
    await expectFits(page);
    await expectAccessible(page);
    await shop.field('Type').selectOption('Dog');
    await expect(page).toHaveURL(/type=dog/);
    await expect(highest(shop)).toHaveValue('50');
    await highest(shop).fill('');
    await highest(shop).press('Enter');
    await expect(message).toHaveCount(0);
    await expect(shop.prices()).toHaveText(['$249.99']);
  });

  test('without a pet says so, and leads to all of them', async ({ page, shop }) => {
    await page.goto(`${shop.url}/?type=dog&available=true&minPrice=1&maxPrice=2`);
    const heading = 'No available pets of type “dog” from $1 to $2';
    await expect(page.getByRole('heading', { name: heading })).toBeVisible();
    await expect(page).toHaveTitle('Dog, available, from $1 to $2 · Secured Pets');
    await page.getByRole('link', { name: 'Show all pets' }).click();
    await expect(count(page)).toHaveText('2 pets');
  });

  test('holds for the next page, too, and the count says that there may be more', async ({
    cloud,
    page,
    shop,
  }) => {
    const pets = Array.from({ length: 120 }, (_, i) => ({ id: i + 1, type: 'dog', price: i + 1 }));
    await cloud.restock(pets, await cloud.keeper());
    await page.goto(`${shop.url}/?minPrice=21&maxPrice=110`);
    await expect(count(page)).toHaveText('50 pets so far, lowest price first');
    await expect(shop.prices().first()).toHaveText('$21.00');
    await expect(async () => {
      await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
      await expect(count(page)).toHaveText('90 pets, lowest price first', { timeout: 500 });
    }).toPass();
  });
});

test.describe('A purchase', () => {
  test('ends with a way to the purchases, which print as a receipt', async ({ page, shop }) => {
    await shop.open();
    await shop.logInAsBuyer('receipt@example.org');
    await shop.buy('dog');
    await shop.button('See my purchases').click();
    await expect(page).toHaveURL(`${shop.url}/purchases`);
    await expect(shop.pet('dog')).toContainText(/No\. 1 · \w+ \d+, \d{4}, \d+:\d\d/);
    await page.emulateMedia({ media: 'print' });
    for (const text of [/Receipt from Secured Pets\s+for receipt@example.org/, 'No. 1', 'Total']) {
      await expect(page.getByText(text)).toBeVisible();
    }
    await expect(page.getByRole('definition')).toHaveText('$249.99');
  });
});

test.describe('The sales', () => {
  const buy = async (cloud: LocalShop, email: string, petId: number): Promise<void> => {
    const buyer = await cloud.buyer(email);
    const body = { petId, authToken: buyer.idToken };
    await cloud.call('/pets/purchase', { method: 'POST', body }, buyer);
  };
  const openSales = async (shop: ShopPage, path = '/sales'): Promise<void> => {
    await shop.page.goto(shop.url + path);
    await shop.button('Log in as a shopkeeper').waitFor();
    await shop.logInAsKeeper();
  };
  const summary = (page: Page) => page.getByRole('status').filter({ hasText: ' sold for ' });

  test('are those of a period, a type and a buyer', async ({ cloud, page, shop }) => {
    await page.setViewportSize({ width: 320, height: 800 });
    const buyer = 'period@example.org';
    await buy(cloud, buyer, 1);
    await buy(cloud, buyer, 2);
    await openSales(shop);
    await expect(page.getByRole('heading', { name: 'All sales' })).toBeVisible();
    const asked = page.waitForRequest(/purchase\?since=/);
    await shop.field('Period').selectOption('This month');
    const now = new Date();
    const since = new Date(now.getFullYear(), now.getMonth()).toISOString();
    expect(new URL((await asked).url()).searchParams.get('since')).toBe(since);
    await expect(summary(page)).toContainText('(this month)');
    await shop.field('Buyer').fill(buyer);
    await shop.field('Buyer').press('Enter');
    await expect(summary(page)).toHaveText(
      `2 pets sold for $374.98 (this month, buyer “${buyer}”)`,
    );
    await shop.field('Type').selectOption('dog');
    await expect(summary(page)).toContainText('1 pet sold for $249.99');
    await expect(page.getByText(/^Searched all \d+ sales, this month\.$/)).toBeVisible();
    await expect(page.getByRole('rowheader', { name: 'dog No. 1' })).toBeVisible();
    await expect(shop.button('Download 1 as CSV')).toBeVisible();
    await expectFits(page);
    await expectAccessible(page);
    await page.reload();
    await expect(summary(page)).toContainText('1 pet sold for $249.99');
    await expect(shop.field('Buyer')).toHaveValue(buyer);
    await shop.field('Period').selectOption('Last month');
    await expect(page.getByRole('heading', { name: 'No sales in this period' })).toBeVisible();
    await shop.button('Show all sales').click();
    await expect(page).toHaveURL(`${shop.url}/sales`);
    await expect(shop.field('Period')).toBeFocused();
  });

  test('of chosen days keep days that can’t be a period, and say so', async ({
    cloud,
    page,
    shop,
  }) => {
    await buy(cloud, 'days@example.org', 1);
    const today = new Date().toLocaleDateString('sv');
    await openSales(shop, `/sales?period=custom&from=${today}`);
    await expect(shop.field('From')).toHaveValue(today);
    await expect(summary(page)).toContainText('(since ');
    await shop.field('To').fill('2020-01-01');
    await expect(page.getByText('The end date is before the start date.')).toBeVisible();
    await expect(shop.field('To')).toHaveValue('2020-01-01');
    await expect(summary(page)).toContainText('(since ');
    await shop.field('To').fill(today);
    await expect(page).toHaveURL(new RegExp(`from=${today}&to=${today}$`));
    await expect(summary(page)).toContainText('sold for');
  });

  test('say how far they have been searched, and are searched further', async ({ page, shop }) => {
    const PAGES = 23;
    const sales = Array.from({ length: PAGES }, (_, i): Sale => ({
      id: i + 1,
      type: i === PAGES - 1 ? 'unicorn' : 'dog',
      price: 1,
      soldTo: 'ann@example.org',
      soldAt: new Date(2026, 5, 28 - i, 12).toISOString(),
      isListed: true,
    }));
    await page.route(SALES, (route) => {
      const at = Number(new URL(route.request().url()).searchParams.get('after'));
      const headers = {
        'Access-Control-Allow-Origin': '*',
        'Access-Control-Expose-Headers': 'Link',
        ...(at < PAGES - 1 && { Link: `<?after=${at + 1}>; rel="next"` }),
      };
      return route.fulfill({ headers, json: sales.slice(at, at + 1) });
    });
    await openSales(shop, '/sales?type=unicorn');
    await expect(page.getByRole('heading', { name: 'No matching sales' })).toBeVisible();
    await expect(
      page.getByText('Searched the latest 20 sales, back to Jun 9, 2026.'),
    ).toBeVisible();
    await expectAccessible(page);
    await shop.button('Search earlier sales').click();
    await expect(page.getByText('Searched all 23 sales.')).toBeVisible();
    await expect(page.getByRole('rowheader', { name: 'unicorn No. 23' })).toBeVisible();
    await expect(shop.button('Search earlier sales')).toHaveCount(0);
  });
});
