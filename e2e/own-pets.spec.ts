/** What the question says of one's own pet, and where the focus is when a thing that had it goes. */
import type { Page } from '@playwright/test';
import { expect, test } from './shop.ts';

const dialogHeading = (page: Page) => page.getByRole('dialog').getByRole('heading');

/** Collects, in the page, all that the question is headed by. */
function watchHeading(): void {
  const texts = new Set<string>();
  Object.assign(window, { texts });
  new MutationObserver(() => {
    texts.add(document.querySelector('#buy-heading')?.textContent.trim() ?? '');
  }).observe(document, { subtree: true, childList: true, characterData: true });
}

const headings = (page: Page): Promise<string[]> => page.evaluate('[...window.texts]');

test.describe('One’s own pet', () => {
  test('is called one’s own, though the list leaves it out', async ({ cloud, page, shop }) => {
    await cloud.buy(1);
    await shop.open();
    await shop.logInAsBuyer('ann@example.org');
    await page.addInitScript(watchHeading);
    await shop.open('/?type=cat&buy=1');
    await expect(dialogHeading(page)).toHaveText('This dog is yours');
    expect((await headings(page)).sort()).toEqual([
      '',
      'Looking for the pet…',
      'This dog is yours',
    ]);
  });

  test('is not said to be another’s before that is known', async ({ cloud, page, shop }) => {
    await cloud.buy(1);
    await shop.open('/?type=cat&buy=1');
    await expect(dialogHeading(page)).toHaveText('This dog is sold');
    await expect(page.getByRole('dialog')).not.toContainText('faster');
  });

  test('is not called one’s own in the question by which it is bought', async ({ page, shop }) => {
    await shop.open();
    await shop.logInAsBuyer('ann@example.org');
    await shop.button('Buy dog').click();
    await expect(shop.confirmation).toBeVisible();
    await page.evaluate(watchHeading);
    await shop.confirmation.click();
    await expect(shop.pet('dog')).toContainText('is yours');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    expect((await headings(page)).sort()).toEqual(['', 'Buy this dog?']);
  });
});

test.describe('The focus stays in the page', () => {
  test('when somebody else has bought the pet', async ({ cloud, page, shop }) => {
    await shop.open();
    await shop.logInAsBuyer('ann@example.org');
    await shop.button('Buy dog').click();
    await cloud.buy(1, 'bob@example.net');
    await shop.confirmation.press('Enter');
    await expect(page.getByText(/sold to someone else/)).toBeVisible();
    await expect(shop.button('Close')).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(shop.pet('dog')).toBeFocused();
  });

  test('when the pet has left the shop', async ({ cloud, page, shop }) => {
    await shop.open();
    await shop.logInAsBuyer('ann@example.org');
    await shop.button('Buy dog').click();
    await cloud.call('/pets/1', { method: 'DELETE' }, await cloud.keeper());
    await shop.confirmation.press('Enter');
    await expect(shop.button('Close')).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(shop.pet('cat')).toBeFocused();
  });

  test('when a message is closed', async ({ page, shop }) => {
    await shop.open();
    await shop.logInAsBuyer('ann@example.org');
    await shop.buy('dog');
    await expect(shop.pet('dog')).toBeFocused();
    await shop.button('Close message').press('Enter');
    await expect(shop.pet('dog')).toBeFocused();
    await expect(page.getByText('You bought the dog')).toHaveCount(0);
  });

  test('when a pet that is edited is gone', async ({ cloud, page, shop }) => {
    await shop.open();
    await shop.logInAsKeeper();
    await shop.button('Edit dog').click();
    await cloud.call('/pets/1', { method: 'DELETE' }, await cloud.keeper());
    await shop.field('Pet price').fill('1');
    await page.keyboard.press('Enter');
    await expect(page.getByText('The dog is no longer in the shop.')).toBeVisible();
    await expect(shop.pet('cat')).toBeFocused();
  });

  test('when putting a pet back fails', async ({ page, shop }) => {
    await shop.open();
    await shop.logInAsKeeper();
    await shop.button('Remove dog').press('Enter');
    await expect(shop.button('Undo')).toBeFocused();
    await page.route('**/api/pets/1', (route) => route.abort());
    await page.keyboard.press('Enter');
    await expect(shop.button('Try again')).toBeFocused();
  });

  test('when the list is asked for again', async ({ page, shop }) => {
    const list = /\/api\/pets$/;
    await page.route(list, (route) => route.abort());
    await page.goto(shop.url);
    await expect(page.getByText('The pets can’t be shown')).toBeVisible();
    await page.unroute(list);
    await shop.button('Try again').press('Enter');
    await expect(shop.pet('cat')).toBeVisible();
    await expect(page.getByRole('heading', { name: 'Pets in the shop' })).toBeFocused();
  });

  test('when an import is cancelled while it loads the list', async ({ page, shop }) => {
    await shop.open();
    await shop.logInAsKeeper();
    await page.getByRole('link', { name: 'Import a list' }).click();
    await shop.field('Or paste the list').fill('{"pets":[]}');
    await page.route(/\/api\/pets\?limit=100/, () => undefined);
    await shop.button('Preview').press('Enter');
    await expect(shop.button('Cancel')).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(shop.button('Preview')).toBeFocused();
  });
});
