import type { Locator, Page } from '@playwright/test';
import { drawn, expect, test } from './shop.ts';

/** Presses and releases the mouse where a button is, without moving: the button must not run away. */
async function press(page: Page, button: Locator): Promise<void> {
  // A card rises under the pointer.
  await button.hover();
  const before = await button.boundingBox();
  await page.mouse.down();
  await drawn(page);
  expect(await button.boundingBox()).toEqual(before);
  await page.mouse.up();
}

test.describe('The form of a shopkeeper', () => {
  test.beforeEach(async ({ page, shop }) => {
    await shop.open();
    await shop.logInAsKeeper();
    await page.emulateMedia({ reducedMotion: 'reduce' });
  });

  for (const [what, width, textSize] of [
    ['at 1280 px', 1280, '100%'],
    ['at 640 px, as with a zoom of 200 %', 640, '100%'],
    ['at 360 px', 360, '100%'],
    ['at 360 px with text at 200 %', 360, '200%'],
  ] as const) {
    test(`loses no press when an error appears, ${what}`, async ({ page, shop }) => {
      await page.setViewportSize({ width, height: 640 });
      await page.addStyleTag({ content: `html { font-size: ${textSize}; }` });
      await shop.button('Add pets').click();
      await shop.field('Pet type').fill('<'.repeat(300));
      await press(page, shop.button('Save'));
      await expect(page.locator('[aria-invalid="true"]')).toHaveCount(2);
      await shop.field('Pet price').fill('x');
      await press(page, shop.button('Cancel'));
      await expect(shop.field('Pet type')).toHaveCount(0);

      await shop.button('Edit dog').click();
      await shop.field('Pet price').fill('one hundred dollars');
      await press(page, shop.button('Cancel'));
      await expect(page.getByRole('dialog')).toHaveCount(0);

      await shop.button('Add pets').click();
      await shop.field('Pet type').fill('<'.repeat(300));
      await press(page, shop.button('Edit cat'));
      await expect(page.getByRole('dialog')).toBeVisible();
    });
  }

  test('says what is wrong with a field that is left, once the mouse is released', async ({
    page,
    shop,
  }) => {
    await shop.button('Add pets').click();
    await shop.field('Pet price').fill('x');
    await page.getByRole('heading', { name: 'Pets in the shop' }).hover();
    await page.mouse.down();
    await expect(shop.field('Pet price')).not.toBeFocused();
    await expect(shop.field('Pet price')).not.toHaveAttribute('aria-invalid');
    await page.mouse.up();
    await expect(shop.field('Pet price')).toHaveAttribute('aria-invalid', 'true');
  });

  test('shows no error beside a success when Enter saves in the price field', async ({
    page,
    shop,
  }) => {
    await shop.button('Add pets').click();
    await shop.field('Pet type').fill('duck');
    await shop.field('Pet price').fill('24.99');
    await page.keyboard.press('Enter');
    await expect(page.getByText('The duck is in the shop now.')).toBeVisible();
    await expect(shop.field('Pet type')).toBeFocused();
    await expect(page.locator('[aria-invalid]')).toHaveCount(0);
    await page.keyboard.type('x');
    await expect(page.getByText('The duck is in the shop now.')).toHaveCount(0);
  });

  test('keeps what is typed while Save runs', async ({ page, shop }) => {
    let answer: () => void = () => undefined;
    const answered = new Promise<void>((resolve) => (answer = resolve));
    await page.route('**/api/pets/*', async (route) => {
      if (route.request().method() === 'PUT') await answered;
      await route.fallback();
    });
    await shop.button('Add pets').click();
    await shop.field('Pet type').fill('duck');
    await shop.field('Pet price').fill('24.99');
    await page.keyboard.press('Enter');
    await shop.field('Pet type').fill('goat');
    answer();
    await expect(shop.pet('duck')).toBeVisible();
    await expect(shop.field('Pet type')).toHaveValue('goat');
    await expect(shop.field('Pet price')).toHaveValue('');
    await expect(shop.field('Pet type')).toBeFocused();
  });

  test('leads to a pet that was added outside the filter', async ({ page, shop }) => {
    await shop.open('/?type=cat');
    await shop.button('Add pets').click();
    await shop.field('Pet type').fill('duck');
    await shop.field('Pet price').fill('24.99');
    await shop.button('Save').click();
    await expect(
      page.getByText('The duck is in the shop now, but not in this list.'),
    ).toBeVisible();
    await expect(shop.pet('duck')).toHaveCount(0);
    await shop.button('Show it').click();
    await expect(page).toHaveURL(/\/pets\/3$/);
    await expect(page.getByRole('heading', { name: 'duck No. 3' })).toBeVisible();
  });
});
