import type { Page } from '@playwright/test';
import { PETS, expect, test } from './shop.ts';

const heading = (page: Page, name: string | RegExp) =>
  page.getByRole('heading', { level: 1, name });

test.describe('The page of a pet', () => {
  test('is where its card leads, and leads back to the same place', async ({
    cloud,
    page,
    shop,
  }) => {
    const dogs = Array.from({ length: 40 }, (_, i) => ({ id: i + 1, type: 'dog', price: i + 1 }));
    await cloud.list(dogs, await cloud.keeper());
    await page.goto(shop.url);
    const card = page.getByRole('listitem').filter({ hasText: 'No. 7' });
    await card.scrollIntoViewIfNeeded();
    const before = await card.boundingBox();
    await card.getByRole('link', { name: 'dog No. 7', exact: true }).click();
    await expect(page).toHaveURL(`${shop.url}/pets/7`);
    await expect(heading(page, 'dog No. 7')).toBeVisible();
    await expect(page).toHaveTitle('Dog, no. 7 · Secured Pets');
    await expect(page.getByText('$7.00')).toBeVisible();
    await page.getByRole('link', { name: 'Back to the shop' }).click();
    await expect(page).toHaveURL(`${shop.url}/`);
    await expect(card).toBeInViewport();
    await expect(page.locator('[data-pet="7"]')).toBeFocused();
    expect(Math.abs((await card.boundingBox())!.y - before!.y)).toBeLessThan(2);
  });

  test('can be shared: who comes by it logs in, buys, and finds the pet as theirs', async ({
    page,
    shop,
  }) => {
    await page.goto(`${shop.url}/pets/1`);
    await shop.button('Buy dog, no. 1').click();
    await shop.answerLogin('ann@example.org');
    await expect(page).toHaveURL(`${shop.url}/pets/1?buy=1`);
    await expect(page.getByRole('dialog')).toContainText('Dog, no. 1', { ignoreCase: true });
    await shop.confirmation.click();
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await expect(page).toHaveURL(`${shop.url}/pets/1`);
    await expect(page.getByText('Yours. You bought this dog.')).toBeVisible();
    await page.reload();
    await expect(page.getByText('Yours. You bought this dog.')).toBeVisible();
    await page.getByRole('link', { name: 'See my purchases' }).click();
    await expect(page).toHaveURL(`${shop.url}/purchases`);
  });

  test('says that a pet is sold, without an address', async ({ cloud, page, shop }) => {
    await cloud.buy(2, 'bob@example.net');
    await page.goto(`${shop.url}/pets/2`);
    await expect(page.getByText('Sold', { exact: true })).toBeVisible();
    await expect(shop.button(/^Buy/)).toHaveCount(0);
    await expect(page.getByRole('main')).not.toContainText('@');
  });

  test('leads from a pet that the shop doesn’t list to the newest', async ({
    cloud,
    page,
    shop,
  }) => {
    await cloud.call('/pets/1', { method: 'DELETE' }, await cloud.keeper());
    await page.goto(`${shop.url}/pets/1`);
    await expect(heading(page, 'Pet no. 1 isn’t in the shop')).toBeVisible();
    await page.getByRole('link', { name: /, no\. \d+$/ }).click();
    await expect(heading(page, /No\. \d+$/)).toBeVisible();
  });

  test('is where a shopkeeper edits, removes and puts back', async ({ page, shop }) => {
    await shop.open();
    await shop.logInAsKeeper();
    await page.getByRole('link', { name: 'dog No. 1' }).click();
    await shop.button('Edit dog, no. 1').click();
    await shop.field('Pet type').fill('wolf');
    await shop.button('Save').click();
    await expect(heading(page, 'wolf No. 1')).toBeVisible();
    await shop.button('Remove wolf, no. 1').click();
    await expect(heading(page, 'Pet no. 1 isn’t in the shop')).toBeVisible();
    await shop.button('Undo').click();
    await expect(heading(page, 'wolf No. 1')).toBeVisible();
  });

  for (const path of ['/pets/007', '/pets/%']) {
    test(`is none at ${path}`, async ({ page, shop }) => {
      await page.goto(shop.url + path);
      await expect(heading(page, 'This page ran away')).toBeVisible();
    });
  }

  test('tells two dogs apart to whoever can’t see them', async ({ cloud, page, shop }) => {
    await cloud.list([...PETS, { id: 3, type: 'dog', price: 249.99 }], await cloud.keeper());
    await shop.open();
    for (const id of [1, 3]) {
      await expect(shop.button(`Buy dog, no. ${id}`)).toHaveCount(1);
      await expect(page.getByRole('link', { name: `dog No. ${id}`, exact: true })).toHaveCount(1);
      await expect(page.getByText(`No. ${id}`, { exact: true })).toBeVisible();
    }
  });
});
