import type { Page } from '@playwright/test';
import { PETS, expect, test, type ShopPage } from './shop.ts';

const field = (page: Page) => page.getByLabel('Search pets by type');

/** The field with its suggestions, which come when it has the focus. */
async function focus(page: Page): Promise<void> {
  await field(page).click();
  await expect(page.getByRole('combobox', { name: 'Search pets by type' })).toBeFocused();
}

test.describe('The search', () => {
  test.beforeEach(async ({ cloud, page, shop }) => {
    const more = [
      { id: 3, type: 'catfish', price: 9 },
      { id: 4, type: 'hamster', price: 14.99 },
    ];
    await cloud.list([...PETS, ...more], await cloud.keeper());
    await page.goto(shop.url);
    await expect(shop.prices()).toHaveCount(4);
  });

  const isOf = async (page: Page, shop: ShopPage, type: string, count: number) => {
    await expect(shop.field('Type')).toHaveValue(type);
    await expect(field(page)).toHaveValue(type);
    await expect(shop.prices()).toHaveCount(count);
  };

  test('and the type are one choice, wherever it is made', async ({ page, shop }) => {
    await focus(page);
    await field(page).fill('dog');
    await page.keyboard.press('Enter');
    await isOf(page, shop, 'dog', 1);
    await shop.field('Type').selectOption('Cat');
    await isOf(page, shop, 'cat', 1);
    await shop.button('Show all pets').click();
    await isOf(page, shop, '', 4);
    await page.goBack();
    await isOf(page, shop, 'cat', 1);
  });

  test('shows all pets again when its × is pressed', async ({ page, shop }) => {
    await page.goto(`${shop.url}/?type=dog&sort=price-asc`);
    await isOf(page, shop, 'dog', 1);
    await focus(page);
    const { width, height } = (await field(page).boundingBox())!;
    const x = await field(page).evaluate((element) => {
      const { paddingInlineEnd } = getComputedStyle(element);
      return parseFloat(paddingInlineEnd) + 8;
    });
    await field(page).click({ position: { x: width - x, y: height / 2 } });
    await isOf(page, shop, '', 4);
    await expect(page).toHaveURL(`${shop.url}/?sort=price-asc`);
    await expect(field(page)).toBeFocused();
  });

  test('takes what is typed on Enter, and a suggestion only if one was chosen', async ({
    page,
    shop,
  }) => {
    await focus(page);
    await page.keyboard.type('cat');
    const suggestions = page.getByRole('listbox').getByRole('option');
    await expect(suggestions).toHaveText(['cat', 'catfish']);
    await page.keyboard.press('Enter');
    await isOf(page, shop, 'cat', 1);
    await field(page).fill('ham');
    await expect(suggestions).toHaveText(['hamster']);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: 'No pets of type “ham”' })).toBeVisible();
    await field(page).fill('ha');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await isOf(page, shop, 'hamster', 1);
  });

  test('finds the dogs', async ({ page, shop }) => {
    await focus(page);
    await page.keyboard.type('Dogs');
    await page.keyboard.press('Enter');
    await isOf(page, shop, 'dog', 1);
    // A link from elsewhere.
    await page.goto(`${shop.url}/?type=dogs`);
    await page.getByRole('main').getByRole('link', { name: 'dog', exact: true }).click();
    await isOf(page, shop, 'dog', 1);
  });

  test('keeps what is typed while the order changes', async ({ page, shop }) => {
    await focus(page);
    await page.keyboard.type('ham');
    await shop.field('Order').selectOption('Price: low to high');
    await expect(page).toHaveURL(/sort=price-asc/);
    await shop.field('Available only').check();
    await expect(page).toHaveURL(/available=true/);
    await expect(field(page)).toHaveValue('ham');
  });
});

test.describe('An address that can’t be', () => {
  test('is explained, beside the pets', async ({ page, shop }) => {
    const hint = 'Pets can’t be sorted by “x”. Showing the newest first.';
    await shop.open('/?sort=x');
    await expect(page.getByRole('status').filter({ hasText: hint })).toBeVisible();
    await expect(shop.button('Try again')).toHaveCount(0);
    await shop.field('Order').selectOption('Price: low to high');
    await expect(page.getByText(hint)).toHaveCount(0);
  });

  test('is taken literally where it is encoded wrongly', async ({ page, shop }) => {
    await page.goto(`${shop.url}/?type=%`);
    await expect(page.getByRole('heading', { name: 'No pets of type “%”' })).toBeVisible();
    await page.getByRole('link', { name: 'Show all pets' }).click();
    await expect(shop.prices()).toHaveCount(2);
  });
});
