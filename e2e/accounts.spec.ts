import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from './shop.ts';

for (const [kind, lack] of [
  ['No email address', 'doesn’t share an email address'],
  ['An email address that isn’t verified', 'isn’t verified'],
] as const) {
  test(`A buyer with an account of the kind "${kind}" is told once what to do, and browses`, async ({
    page,
    shop,
  }) => {
    const purchases: string[] = [];
    page.on('request', (request) => {
      if (request.method() === 'POST' && request.url().endsWith('/pets/purchase'))
        purchases.push(request.url());
    });
    await shop.open();
    await shop.logInWith(kind);
    const banner = page.locator('.banner');
    await expect(banner).toContainText(lack);
    await expect(banner).toContainText('You can still browse. To buy,');
    await expect(page.getByText('Hello, ann')).toBeVisible();
    await expect(shop.pet('cat')).toBeVisible();
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);

    await page.reload();
    await expect(page.getByText('Hello, ann')).toBeVisible();
    await expect(banner).toBeEmpty();

    // The question says it instead of a button that can't work.
    await shop.button('Buy dog').click();
    const dialog = page.getByRole('dialog');
    await expect(dialog).toContainText(lack);
    await expect(shop.confirmation).toHaveCount(0);
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
    await dialog.getByRole('button', { name: 'Close' }).click();

    await page.goto(`${shop.url}/purchases`);
    await expect(page.getByRole('main')).toContainText('No pets yet');
    await expect(banner).toBeEmpty();
    expect(purchases).toEqual([]);

    // Once the address is there, the same user buys.
    await shop.logOut();
    await expect(shop.button('Log in')).toBeVisible();
    await shop.logInAsBuyer('ann@example.org');
    await expect(banner).toBeEmpty();
    await shop.buy('dog');
    await expect(shop.pet('dog')).toContainText('is yours');
  });
}

test('A buyer with an empty nickname is greeted by their name', async ({ page, shop }) => {
  await shop.open();
  await shop.logInWith('An empty nickname');
  await expect(page.getByText('Hello, ann@example.org')).toBeVisible();
  await shop.buy('dog');
  await expect(shop.pet('dog')).toContainText('is yours');
});

test('A buyer whose nickname begins with an emoji keeps it whole', async ({ page, shop }) => {
  await shop.open();
  await shop.logInWith('A nickname that begins with an emoji');
  await expect(page.getByText('Hello, 🐈‍⬛ ann')).toBeVisible();
  expect(await page.locator('.avatar').textContent()).toBe('🐈‍⬛');
  await shop.buy('dog');
  await expect(shop.pet('dog')).toContainText('is yours');
});
