import { expect, test } from './shop.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

for (const [what, offset] of [
  ['twelve hours ahead', 12 * HOUR],
  ['twelve hours behind', -12 * HOUR],
  ['a year ahead', 365 * DAY],
] as const) {
  test(`Whoever has a clock that is ${what} logs in, buys and comes back`, async ({
    page,
    shop,
  }) => {
    await page.clock.setSystemTime(Date.now() + offset);
    let renewals = 0;
    page.on('request', (request) => {
      if (request.url().includes('/oauth/token')) renewals++;
    });
    await shop.open();
    await shop.logInAsBuyer('ann@example.org');
    await shop.buy('dog');
    await expect(shop.pet('dog')).toContainText('ann@example.org');
    expect(renewals).toBe(1);
    await page.reload();
    await expect(page.getByText('Hello, ann')).toBeVisible();
    await shop.buy('cat');
    await expect(shop.pet('cat')).toContainText('ann@example.org');
  });
}
