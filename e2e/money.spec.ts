import type { Page } from '@playwright/test';
import { expect, test } from './shop.ts';

/** Makes the page as narrow and its text as big as it gets. */
const squeeze = (page: Page) => page.addStyleTag({ content: 'html { font-size: 200%; }' });

/** How many amounts the page shows, and those that stand in more than one line. */
const amounts = (page: Page) =>
  page.evaluate(() => {
    const broken: string[] = [];
    let count = 0;
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let text = texts.nextNode(); text; text = texts.nextNode()) {
      for (const { 0: amount, index } of (text.textContent ?? '').matchAll(/\$[\d,.]+\d/g)) {
        const range = document.createRange();
        range.setStart(text, index);
        range.setEnd(text, index + amount.length);
        const lines = new Set([...range.getClientRects()].map(({ top }) => Math.round(top)));
        if (lines.size > 0) count++;
        if (lines.size > 1) broken.push(amount);
      }
    }
    return { some: count > 0, broken };
  });

test('Money never breaks across lines', async ({ cloud, page, shop }) => {
  const whole = { some: true, broken: [] };
  const pets = [1, 2].map((id) => ({ id, type: `cat ${'W'.repeat(30)}`, price: 1_000_000 }));
  await cloud.list(pets, await cloud.keeper());
  await cloud.buy(1);

  await page.setViewportSize({ width: 320, height: 800 });
  await page.goto(shop.url);
  await shop.logInAsBuyer('ann@example.org');
  await squeeze(page);
  expect(await amounts(page)).toEqual(whole);
  await shop.button(/^Buy/).click();
  await expect(shop.confirmation).toBeVisible();
  expect(await amounts(page)).toEqual(whole);
  await shop.confirmation.click();
  await expect(page.getByRole('link', { name: /is yours/ })).toHaveCount(2);
  await page.goto(`${shop.url}/purchases`);
  await expect(page.getByText('$2,000,000.00')).not.toHaveCount(0);
  await squeeze(page);
  expect(await amounts(page)).toEqual(whole);
});
