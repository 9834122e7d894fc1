import type { Page } from '@playwright/test';
import { expect, test } from './shop.ts';

const HOUR = 3_600_000;

/** Counts how often the page gets tokens from Auth0. */
function countTokenRequests(page: Page): { count: number } {
  const requests = { count: 0 };
  page.on('request', (request) => {
    if (request.url().endsWith('/oauth/token')) requests.count++;
  });
  return requests;
}

/** Nobody tells the page what time it is. */
const hideTime = (page: Page) =>
  page.route('**/config.json', (route) =>
    route.request().method() === 'HEAD' ? route.abort() : route.fallback(),
  );

// Less than a day: the browser's own clock, by which its cookies end, stays right in these tests.
for (const [what, offset] of [
  ['twelve hours ahead', 12 * HOUR],
  ['twelve hours behind', -12 * HOUR],
] as const) {
  test(`Whoever has a clock that is ${what} logs in, buys and comes back`, async ({
    page,
    shop,
  }) => {
    await page.clock.setSystemTime(Date.now() + offset);
    const refused: string[] = [];
    page.on('response', (answer) => {
      if (answer.status() === 403) refused.push(answer.url());
    });
    const tokens = countTokenRequests(page);
    await shop.open();
    await shop.logInAsBuyer('ann@example.org');
    await shop.buy('dog');
    await expect(shop.pet('dog')).toContainText('is yours');
    expect(tokens.count).toBe(1);
    await page.reload();
    await expect(page.getByText('Hello, ann')).toBeVisible();
    await shop.buy('cat');
    await expect(shop.pet('cat')).toContainText('is yours');
    expect(refused).toEqual([]);
  });
}

test('A clock that is set while the page is open keeps nobody from buying', async ({
  page,
  shop,
}) => {
  await shop.open();
  await shop.logInAsBuyer('ann@example.org');
  await page.clock.setSystemTime(Date.now() + 12 * HOUR);
  await shop.buy('dog');
  await expect(shop.pet('dog')).toContainText('is yours');
  await page.clock.setSystemTime(Date.now() - 12 * HOUR);
  await shop.buy('cat');
  await expect(shop.pet('cat')).toContainText('is yours');
});

test.describe('Where nobody tells the time, the clock is named', () => {
  test('at the login', async ({ page, shop }) => {
    await page.clock.setSystemTime(Date.now() + 12 * HOUR);
    await hideTime(page);
    await shop.open();
    await shop.button('Log in').click();
    await shop.button('Continue with Amazon').click();
    await shop.field('Email address').fill('ann@example.org');
    await shop.button('Sign in').click();
    await expect(page.locator('.banner')).toContainText('Your device’s clock seems to be wrong.');
    await expect(shop.pet('cat')).toBeVisible();
  });

  test('at a purchase', async ({ page, shop }) => {
    await hideTime(page);
    // The API's answers come without a Date.
    await page.route('**/api/pets/purchase*', async (route) => {
      const answer = await route.fetch();
      const { date: _, ...headers } = answer.headers();
      await route.fulfill({ response: answer, headers });
    });
    await shop.open();
    await shop.logInAsBuyer('ann@example.org');
    await page.clock.setSystemTime(Date.now() - 12 * HOUR);
    await shop.buy('dog');
    const dialog = page.getByRole('dialog');
    await expect(dialog.getByRole('alert')).toContainText('clock seems to be wrong');
    await page.clock.setSystemTime(Date.now());
    await shop.confirmation.click();
    await expect(shop.pet('dog')).toContainText('is yours');
  });
});
