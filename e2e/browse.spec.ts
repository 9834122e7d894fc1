import type { Page, Route } from '@playwright/test';
import { PETS, expect, test } from './shop.ts';

test.describe('A visitor', () => {
  test('browses pets with type and price, without login and without the buttons of others', async ({
    shop,
  }) => {
    await shop.open();
    await expect(shop.pet('dog')).toContainText('$249.99');
    await expect(shop.pet('cat')).toContainText('$124.99');
    for (const name of [/^Edit/, /^Remove/, 'Add pets', 'Log out']) {
      await expect(shop.button(name)).toHaveCount(0);
    }
  });

  test('sees that a pet is sold, not to whom, and gets a masked address from the API', async ({
    cloud,
    page,
    shop,
  }) => {
    const buyer = await cloud.buyer('ann@example.org');
    const body = { petId: 1, authToken: buyer.idToken };
    await cloud.call('/pets/purchase', { method: 'POST', body }, buyer);
    const answer = page
      .waitForResponse((response) => response.url().endsWith('/api/pets'))
      .then((response) => response.text());
    await shop.open();
    await expect(shop.pet('dog')).toContainText('Sold');
    await expect(page.getByText('***')).toHaveCount(0);
    expect(await answer).toContain('a***@e***.org');
    expect(await answer).not.toContain('ann@example.org');
  });

  test('downloads neither the Auth0 SDK nor the STS client, and asks no other host', async ({
    page,
    shop,
  }) => {
    const requests: string[] = [];
    page.on('request', (request) => requests.push(request.url()));
    await shop.open();
    await page.waitForLoadState('networkidle');
    const hosts = new Set(requests.map((url) => new URL(url).host));
    expect([...hosts]).toEqual([new URL(shop.url).host]);
    for (const url of requests.filter((one) => one.endsWith('.js'))) {
      const source = await (await page.request.get(url)).text();
      expect(source).not.toMatch(/AssumeRoleWithWebIdentity|auth0-spa-js|AWS4-HMAC-SHA256/);
    }
  });

  test('sees why there are no pets when the shop is out of reach, and tries again', async ({
    page,
    shop,
  }) => {
    await page.route('**/api/pets*', (route) => route.abort());
    await page.goto(shop.url);
    const again = shop.button('Try again');
    await expect(again).toBeVisible();
    await page.unroute('**/api/pets*');
    await again.click();
    await expect(shop.pet('cat')).toBeVisible();
  });

  test('finds a way back from a page that does not exist', async ({ page, shop }) => {
    await page.goto(`${shop.url}/no/such/page`);
    await expect(page.getByRole('heading', { level: 1 })).toContainText('This page ran away');
    await page.getByRole('main').getByRole('link').first().click();
    await expect(shop.pet('cat')).toBeVisible();
  });
});

test.describe('Choosing among the pets', () => {
  const fox = { id: 3, type: 'fox', price: 180 };

  test.beforeEach(async ({ cloud, page, shop }) => {
    await cloud.list([...PETS, fox], await cloud.keeper());
    const buyer = await cloud.buyer('ann@example.org');
    const body = { petId: 3, authToken: buyer.idToken };
    await cloud.call('/pets/purchase', { method: 'POST', body }, buyer);
    await page.goto(shop.url);
    await expect(shop.prices()).toHaveText(['$180.00', '$124.99', '$249.99']);
  });

  test('is kept in the address, through back, forward and reload', async ({ page, shop }) => {
    await shop.field('Order').selectOption('Price: low to high');
    await expect(shop.prices()).toHaveText(['$124.99', '$180.00', '$249.99']);
    await shop.field('Available only').check();
    await expect(shop.prices()).toHaveText(['$124.99', '$249.99']);
    await expect(page).toHaveURL(`${shop.url}/?available=true&sort=price-asc`);
    await shop.field('Type').selectOption('Dog');
    await expect(shop.prices()).toHaveText(['$249.99']);
    await page.goBack();
    await expect(shop.prices()).toHaveText(['$124.99', '$249.99']);
    await page.goBack();
    await expect(shop.field('Available only')).not.toBeChecked();
    await expect(shop.prices()).toHaveText(['$124.99', '$180.00', '$249.99']);
    await page.goForward();
    await page.goForward();
    await expect(shop.field('Type')).toHaveValue('dog');
    await page.reload();
    await expect(shop.prices()).toHaveText(['$249.99']);
    await expect(shop.field('Order')).toHaveValue('price-asc');
    await shop.button('Show all pets').click();
    await expect(shop.prices()).toHaveText(['$124.99', '$180.00', '$249.99']);
  });

  test('can be done with the keyboard alone', async ({ page, shop }) => {
    await shop.field('Type').focus();
    // Past the order and both prices.
    for (let i = 0; i < 4; i++) await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    await expect(shop.prices()).toHaveText(['$124.99', '$249.99']);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await expect(shop.field('Type')).toBeFocused();
    await expect(shop.prices()).toHaveCount(3);
  });

  test('leads out of a type that the shop has not', async ({ page, shop }) => {
    await page.goto(`${shop.url}/?type=unicorn`);
    await expect(page.getByRole('heading', { name: 'No pets of type “unicorn”' })).toBeVisible();
    await page.getByRole('link', { name: 'Show all pets' }).click();
    await expect(shop.prices()).toHaveCount(3);
    await expect(page).toHaveURL(`${shop.url}/`);
  });
});

test.describe('A shop of 1,000 pets', () => {
  /** Stands for the API: what is tested here is the page. */
  test.beforeEach(({ page }) =>
    page.route(/\/api\/pets(\?|$)/, (route) => {
      const before = Number(new URL(route.request().url()).searchParams.get('before') ?? 1001);
      const json = Array.from({ length: 50 }, (_, i) => {
        const id = before - 1 - i;
        return { id, type: 'dog', price: id, isSold: false };
      });
      const headers = {
        'Access-Control-Expose-Headers': 'Link',
        'Access-Control-Allow-Origin': '*',
        Link: `<?limit=50&before=${before - 50}>; rel="next"`,
      };
      return route.fulfill({ json, headers });
    }),
  );

  const scrollToEnd = (page: Page) => page.evaluate(() => scrollTo(0, document.body.scrollHeight));
  const count = (page: Page) => page.getByRole('status').filter({ hasText: / pets/ });

  test('loads as one scrolls, and draws only what is near', async ({ page, shop }) => {
    await page.goto(shop.url);
    await expect(shop.prices().first()).toHaveText('$1,000.00');
    for (const price of ['$901.00', '$801.00', '$701.00', '$601.00']) {
      await expect(async () => {
        await scrollToEnd(page);
        await expect(page.getByText(price, { exact: true })).toBeAttached({ timeout: 500 });
      }).toPass();
    }
    expect(await shop.prices().count()).toBeLessThan(400);
    await expect(page.getByText('$1,000.00', { exact: true })).toHaveCount(0);
  });

  test('is there again on the way back, at the same place', async ({ page, shop }) => {
    await page.goto(shop.url);
    await expect(shop.prices().first()).toBeVisible();
    await scrollToEnd(page);
    await expect(count(page)).toHaveText('100 pets so far');
    const card = page.getByRole('listitem').filter({ hasText: '$910.00' });
    await card.scrollIntoViewIfNeeded();
    const before = await card.boundingBox();
    await page.evaluate(() => {
      history.pushState(null, '', '/no/such/page');
      dispatchEvent(new PopStateEvent('popstate'));
    });
    await expect(page.getByRole('heading', { level: 1 })).toContainText('This page ran away');
    await page.goBack();
    await expect(card).toBeInViewport();
    expect(Math.abs((await card.boundingBox())!.y - before!.y)).toBeLessThan(2);
  });

  test('stays where it is while one chooses and asks; another page begins at its top', async ({
    page,
    shop,
  }) => {
    const scrollY = () => page.evaluate(() => Math.round(window.scrollY));
    await page.goto(`${shop.url}/?buy=1000`);
    await expect(page.getByRole('dialog')).toContainText('Buy this dog?');
    await page.evaluate(() => scrollTo(0, 160));
    await shop.button('Cancel').click();
    await expect(page).toHaveURL(`${shop.url}/`);
    await expect(page.getByRole('dialog')).toHaveCount(0);
    expect(await scrollY()).toBe(160);
    await shop.field('Order').selectOption('Price: low to high');
    await expect(count(page)).toHaveText('50 pets so far');
    expect(await scrollY()).toBe(160);
    await shop.logInAsBuyer('ann@example.org');
    await page.evaluate(() => scrollTo(0, 160));
    await shop.button('Buy dog').first().click();
    await expect(page.getByRole('dialog')).toContainText('Buy this dog?');
    expect(await scrollY()).toBe(160);
    await shop.button('Cancel').click();
    await expect(page.getByRole('dialog')).toHaveCount(0);
    expect(await scrollY()).toBe(160);
    await shop.button(/^Hello, /).click();
    await page.getByRole('menuitem', { name: 'How access works' }).click();
    await expect(page.getByRole('heading', { name: 'Who are you to AWS?' })).toBeVisible();
    expect(await scrollY()).toBe(0);
  });

  test('goes on from the first new pet with the keyboard', async ({ page, shop }) => {
    // Without this the page would not wait for the button.
    await page.addInitScript(() => {
      const { observe } = IntersectionObserver.prototype;
      IntersectionObserver.prototype.observe = function (element) {
        if (element.localName !== 'app-more-pets') observe.call(this, element);
      };
    });
    await page.goto(shop.url);
    await shop.button('Load more pets').focus();
    await page.keyboard.press('Enter');
    await expect(page.locator(':focus')).toContainText('$950.00');
    await page.keyboard.press('Tab');
    await expect(page.locator(':focus')).toHaveText('dog No. 950');
    await page.keyboard.press('Tab');
    await expect(page.locator(':focus')).toHaveText(/^\s*Buy/);
  });

  test('says when more can not be loaded, and goes on when the network is back', async ({
    context,
    page,
    shop,
  }) => {
    await page.goto(shop.url);
    await expect(shop.prices().first()).toBeVisible();
    const cut = (route: Route) => route.abort();
    await page.route('**/api/pets*', cut);
    await context.setOffline(true);
    await expect(page.getByText('You are offline')).toBeVisible();
    await scrollToEnd(page);
    await expect(page.getByRole('alert').filter({ hasText: 'You are offline' })).toBeVisible();
    await expect(shop.button('Try again')).toBeVisible();
    await page.unroute('**/api/pets*', cut);
    await context.setOffline(false);
    await expect(count(page)).toHaveText('100 pets so far');
  });
});

test.describe('A wrong config.json', () => {
  const valid = { apiUrl: 'http://localhost:1/api' };
  for (const [what, body, named] of [
    ['that lacks a key', JSON.stringify(valid), 'region'],
    ['with a malformed value', JSON.stringify({ ...valid, apiUrl: 'not a URL' }), 'apiUrl'],
    ['that is not JSON', '<html>', 'config.json'],
  ] as const) {
    test(`${what} gives a page that names ${named}`, async ({ page, shop }) => {
      await page.route('**/config.json', (route) => route.fulfill({ body }));
      await page.goto(shop.url);
      await expect(page.getByRole('alert')).toContainText(named);
    });
  }
});
