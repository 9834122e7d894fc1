/** A list that others, or its own user elsewhere, have changed meanwhile. */
import type { Page } from '@playwright/test';
import { PETS, expect, test } from './shop.ts';

const pets = (ids: readonly number[]) => ids.map((id) => ({ id, type: 'dog', price: id }));
const upTo = (count: number) => Array.from({ length: count }, (_, i) => i + 1);
const shown = (page: Page) => page.getByRole('status').filter({ hasText: /^\d+ pets?/ });

/** Scrolls until so many pets, or all, are loaded. */
const scrollUntil = (page: Page, text: RegExp): Promise<void> =>
  expect(async () => {
    await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
    await expect(shown(page)).toHaveText(text, { timeout: 500 });
  }).toPass({ timeout: 40_000 });

test('A long list has all that an import leaves, and nothing that it removes', async ({
  cloud,
  page,
  shop,
}) => {
  test.setTimeout(120_000);
  await cloud.list(pets(upTo(470)), await cloud.keeper());
  await page.goto(shop.url);
  await expect(shop.prices().first()).toHaveText('$470.00');
  await shop.logInAsKeeper();
  await scrollUntil(page, /^450 pets so far$/);
  await page.evaluate(() => scrollTo(0, 0));
  await page.getByRole('link', { name: 'Import a list' }).click();
  // Without the anchors of the pages, and without the end.
  const left = upTo(470).filter((id) => id % 10 !== 1 && id > 20);
  await shop.field('Or paste the list').fill(JSON.stringify({ pets: pets(left) }));
  await shop.button('Preview').click();
  await shop.button(/^Import: /).click();
  await expect(page.getByRole('heading', { name: 'List imported' })).toBeVisible();
  await page.getByRole('link', { name: 'See the shop' }).click();
  await scrollUntil(page, new RegExp(`^${left.length} pets$`));
  for (const id of [461, 61, 1]) {
    await expect(page.locator(`[data-pet="${id}"]`)).toHaveCount(0);
  }
  await expect(page.locator('[data-pet="22"]')).toBeVisible();
});

test('A list that can’t be loaded anew says that it may be old, and can be asked for again', async ({
  page,
  shop,
}) => {
  await shop.open();
  await shop.logInAsKeeper();
  await page.getByRole('link', { name: 'Import a list' }).click();
  await shop.field('Or paste the list').fill(JSON.stringify({ pets: [PETS[0]] }));
  await shop.button('Preview').click();
  // The list of the shop page; the import asks for pages of a hundred.
  const list = /\/api\/pets$/;
  await page.route(list, (route) =>
    route.request().method() === 'GET' ? route.abort() : route.fallback(),
  );
  await shop.button(/^Import: /).click();
  await page.getByRole('link', { name: 'See the shop' }).click();
  await expect(page.getByText('The list may be out of date.')).toBeVisible();
  await page.unroute(list);
  await shop.button('Try again').press('Enter');
  await expect(shop.pet('cat')).toHaveCount(0);
  await expect(page.getByText('The list may be out of date.')).toHaveCount(0);
  await expect(page.getByRole('heading', { name: 'Pets in the shop' })).toBeFocused();
});

test('The number of pets that is read out follows what is added and removed', async ({
  page,
  shop,
}) => {
  await shop.open();
  await shop.logInAsKeeper();
  await shop.button('Add pets').click();
  await shop.field('Pet type').fill('fox');
  await shop.field('Pet price').fill('180');
  await shop.button('Save').click();
  await expect(shown(page)).toHaveText('3 pets');
  await shop.button('Remove fox').click();
  await expect(shown(page)).toHaveText('2 pets');
});
