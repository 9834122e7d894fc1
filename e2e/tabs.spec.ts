import type { BrowserContext, Page } from '@playwright/test';
import { expect, ShopPage, test } from './shop.ts';

/** Another tab of the same browser, at the shop. A deaf one hears nothing of the others, as a frozen one. */
async function anotherTab(
  context: BrowserContext,
  shop: ShopPage,
  { isDeaf = false } = {},
): Promise<ShopPage> {
  const tab = new ShopPage(await context.newPage(), shop.url);
  if (isDeaf) {
    await tab.page.addInitScript(() => {
      for (const event of ['storage', 'focus', 'pageshow', 'visibilitychange']) {
        const stop = (heard: Event) => {
          if (heard.target === window || heard.target === document)
            heard.stopImmediatePropagation();
        };
        addEventListener(event, stop, true);
      }
    });
  }
  await tab.open();
  return tab;
}

/** The purchases that a tab sends. */
function purchasesFrom(page: Page): string[] {
  const sent: string[] = [];
  page.on('request', (request) => {
    if (request.url().endsWith('/pets/purchase') && request.method() === 'POST') {
      sent.push(request.url());
    }
  });
  return sent;
}

test.describe('One login in all tabs', () => {
  test('who logs out in one is out of all, and nothing is bought for them', async ({
    context,
    shop,
  }) => {
    await shop.open();
    await shop.logInAsBuyer('ann@example.org');
    const second = await anotherTab(context, shop);
    const third = await anotherTab(context, shop, { isDeaf: true });
    for (const { page } of [second, third]) {
      await expect(page.getByText('Hello, ann')).toBeVisible();
    }
    await third.button('Buy dog').click();
    await expect(third.confirmation).toHaveText(/Buy dog for/);
    const purchases = purchasesFrom(third.page);

    await shop.logOut();
    await expect(shop.button('Log in')).toBeVisible();
    await expect(second.page.getByText('Hello, ann')).toBeHidden();
    // No event has told the third one.
    await expect(third.page.getByText('Hello, ann')).toBeVisible();
    await third.confirmation.click();
    await expect(third.page.getByRole('dialog')).toContainText('Log in to buy');
    await expect(third.page.getByText('Hello, ann')).toBeHidden();
    expect(purchases).toEqual([]);
  });

  test('a 401 does not revive a login that was ended elsewhere', async ({ context, shop }) => {
    await shop.open();
    await shop.logInAsBuyer('ann@example.org');
    const second = await anotherTab(context, shop);
    await expect(second.page.getByText('Hello, ann')).toBeVisible();
    const purchases = purchasesFrom(second.page);
    const renewals: string[] = [];
    second.page.on('request', (request) => {
      if (request.url().endsWith('/oauth/token')) renewals.push(request.url());
    });
    await second.page.route('**/pets/purchase', async (route) => {
      if (route.request().method() !== 'POST') return route.fallback();
      await shop.logOut();
      await expect(shop.button('Log in')).toBeVisible();
      await route.fulfill({
        status: 401,
        headers: { 'Access-Control-Allow-Origin': '*' },
        json: { message: 'Unauthorized' },
      });
    });
    await second.buy('dog');
    await expect(second.page.getByRole('dialog')).toContainText('Log in to buy');
    await expect(second.page.getByText('Hello, ann')).toBeHidden();
    expect(purchases).toHaveLength(1);
    expect(renewals).toEqual([]);
  });

  test('who logs in as someone else in one is someone else in all', async ({ context, shop }) => {
    await shop.open();
    await shop.logInAsBuyer('ann@example.org');
    await shop.buy('cat');
    await expect(shop.pet('cat')).toContainText('is yours');
    const second = await anotherTab(context, shop);
    await expect(second.pet('cat')).toContainText('is yours');

    await shop.logOut();
    await shop.logInAsBuyer('bob@example.org');
    await expect(second.page.getByText('Hello, bob')).toBeVisible();
    await expect(second.page.getByText('ann@example.org')).toHaveCount(0);
    await second.buy('dog');
    await expect(second.pet('dog')).toContainText('is yours');
  });

  test('the forms and drafts of a shopkeeper go with them', async ({ context, shop }) => {
    await shop.open();
    await shop.logInAsKeeper();
    const second = await anotherTab(context, shop);
    await second.button(/Add/).first().click();
    await second.field('Pet type').fill('okapi');

    await shop.logOut();
    await expect(second.button('Log in')).toBeVisible();
    await expect(second.button(/Add/)).toHaveCount(0);
    await shop.logInAsKeeper();
    await expect(second.page.getByText('Hello, admin')).toBeVisible();
    await second.button(/Add/).first().click();
    await expect(second.field('Pet type')).toHaveValue('');
  });

  test('a session that has ended in one has ended in all', async ({ context, shop }) => {
    await shop.open();
    await shop.logInAsBuyer('ann@example.org');
    const second = await anotherTab(context, shop);
    await expect(second.page.getByText('Hello, ann')).toBeVisible();
    // Auth0's own cookies are gone; a new visit finds that out.
    await context.clearCookies({ name: /_session/ });
    await shop.page.reload();
    await expect(shop.page.getByText('Your session has ended')).toBeVisible();
    await expect(second.page.getByText('Your session has ended')).toBeVisible();
    await expect(second.page.getByText('Hello, ann')).toBeHidden();
  });
});
