import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Sale } from '../backend/src/api/models.ts';
import type { LocalShop } from '../local-cloud/testing/local-shop.ts';
import { expect, test } from './shop.ts';
import type { ShopPage } from './shop.ts';

/** Purchases stay when their pets leave the shop, so each test has a buyer of its own. */
const newcomer = (): string => `ann-${randomUUID().slice(0, 8)}@example.org`;
const ANN = 'ann@example.org';
const ENDPOINT = '**/api/pets/purchase*';

const buy = async (cloud: LocalShop, email: string, ...petIds: number[]): Promise<void> => {
  const buyer = await cloud.buyer(email);
  for (const petId of petIds) {
    const body = { petId, authToken: buyer.idToken };
    const { status } = await cloud.call('/pets/purchase', { method: 'POST', body }, buyer);
    expect(status).toBe(200);
  }
};

/**
 * Opens a page that a visitor may not see, logs in there, and is back.
 *
 * @param user the address of a buyer, or `keeper`
 */
const openAs = async (shop: ShopPage, path: string, user: string): Promise<void> => {
  await shop.page.goto(shop.url + path);
  await expect(shop.button(/^Log in (to|as)/)).toBeVisible();
  await (user === 'keeper' ? shop.logInAsKeeper() : shop.logInAsBuyer(user));
  await expect(shop.page).toHaveURL(shop.url + path);
};

const sale = (id: number, more: Partial<Sale> = {}): Sale => ({
  id,
  type: 'dog',
  price: 249.99,
  soldTo: ANN,
  soldAt: new Date().toISOString(),
  isListed: true,
  ...more,
});

/** All sales that the API knows: those of other tests stay when their pets leave the shop. */
const salesSoFar = async (cloud: LocalShop): Promise<Sale[]> => {
  const keeper = await cloud.keeper();
  const headers = { 'x-id-token': keeper.idToken };
  return (await cloud.call('/pets/purchase', { headers }, keeper)).body as Sale[];
};

test.describe('A buyer', () => {
  test('buys two pets, and sees both with their prices and the total, also when one has left the shop', async ({
    cloud,
    page,
    shop,
  }) => {
    const ann = newcomer();
    await shop.open();
    await shop.logInAsBuyer(ann);
    for (const type of ['dog', 'cat']) {
      await shop.buy(type);
      await expect(shop.pet(type)).toContainText('is yours');
    }
    await cloud.call('/pets/1', { method: 'DELETE' }, await cloud.keeper());
    await page.goto(`${shop.url}/purchases`);
    await expect(page.getByRole('status').first()).toHaveText('2 pets for $374.98');
    const purchases = page.getByRole('list', { name: 'Pets you bought' });
    await expect(purchases.getByRole('listitem')).toHaveCount(2);
    await expect(shop.pet('dog')).toContainText('$249.99');
    await expect(shop.pet('cat')).toContainText('$124.99');
    const bought = await shop.pet('cat').locator('time').getAttribute('datetime');
    expect(Math.abs(Date.parse(bought!) - Date.now())).toBeLessThan(120_000);
    await expect(page.getByRole('definition')).toHaveText('$374.98');
    await expect(page).toHaveTitle(/^My purchases/);
  });

  test('sees nothing of what another bought, and is led to the shop', async ({
    cloud,
    page,
    shop,
  }) => {
    const ann = newcomer();
    await buy(cloud, ann, 1, 2);
    const answers: string[] = [];
    page.on('response', async (response) => {
      if (response.url().includes('/pets/purchase') && response.request().method() === 'GET') {
        answers.push(await response.text().catch(() => 'left before it was read'));
      }
    });
    await openAs(shop, '/purchases', newcomer());
    await expect(page.getByRole('heading', { name: 'No pets yet' })).toBeVisible();
    await expect.poll(() => answers).toContain('[]');
    expect(answers.join()).not.toContain(ann);
    await page.getByRole('link', { name: 'See the pets' }).click();
    await expect(shop.pet('cat')).toBeVisible();
  });

  test('never asks for the sales, and learns that they are for the shopkeeper', async ({
    page,
    shop,
  }) => {
    const ann = newcomer();
    await openAs(shop, '/sales', ann);
    // On the way here was the shop, which asks what the buyer bought: begin without it.
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.reload();
    await expect(page.getByRole('heading', { name: 'For shopkeepers only' })).toBeVisible();
    await page.waitForLoadState('networkidle');
    expect(asked.filter((url) => url.includes('/pets/purchase'))).toEqual([]);
    await page.getByRole('link', { name: 'See my purchases' }).click();
    await expect(page.getByRole('heading', { name: 'No pets yet' })).toBeVisible();
  });

  test('sees why purchases can’t be shown, and tries again', async ({ cloud, page, shop }) => {
    const ann = newcomer();
    await buy(cloud, ann, 1);
    await page.route(ENDPOINT, (route) => route.abort());
    await openAs(shop, '/purchases', ann);
    await expect(page.getByRole('main').getByRole('alert').last()).toContainText(
      'can’t be reached',
    );
    await page.unroute(ENDPOINT);
    await shop.button('Try again').focus();
    await page.keyboard.press('Enter');
    await expect(shop.pet('dog')).toContainText('$249.99');
    await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  });

  test('prints a receipt: the pets and the total, black on white, and nothing else', async ({
    cloud,
    page,
    shop,
  }) => {
    const ann = newcomer();
    await buy(cloud, ann, 1, 2);
    await page.emulateMedia({ colorScheme: 'dark' });
    await openAs(shop, '/purchases', ann);
    await expect(shop.pet('dog')).toBeVisible();
    await page.evaluate(() => (window.print = () => (document.title = 'printed')));
    await shop.button('Print').click();
    await expect(page).toHaveTitle('printed');
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    for (const role of ['banner', 'contentinfo', 'button'] as const) {
      await expect(page.getByRole(role)).toHaveCount(0);
    }
    await expect(page.getByText(`Bought from Secured Pets by ${ann}`)).toBeVisible();
    await expect(shop.pet('dog')).toBeVisible();
    await expect(page.getByRole('definition')).toHaveText('$374.98');
    const colors = await page.evaluate(() =>
      [document.body, document.querySelector('h1')!, document.querySelector('li')!].map(
        (element) => [getComputedStyle(element).color, getComputedStyle(element).backgroundColor],
      ),
    );
    for (const [ink, paper] of colors) {
      expect(ink).toBe('rgb(0, 0, 0)');
      expect(paper).toMatch(/^rgb\(255, 255, 255\)$|^rgba\(0, 0, 0, 0\)$/);
    }
  });
});

test.describe('A visitor', () => {
  test('is asked to log in to see purchases, and comes back to them', async ({
    cloud,
    page,
    shop,
  }) => {
    const ann = newcomer();
    await buy(cloud, ann, 1);
    await page.goto(`${shop.url}/purchases`);
    await shop.button('Log in to see yours').click();
    await shop.button('Continue with Amazon').click();
    await shop.field('Email address').fill(ann);
    await shop.button('Sign in').click();
    await expect(page).toHaveURL(`${shop.url}/purchases`);
    await expect(page.getByRole('status').first()).toHaveText('1 pet for $249.99');
  });

  test('is asked to log in to see sales, and comes back to them', async ({ page, shop }) => {
    await page.goto(`${shop.url}/sales`);
    await shop.button('Log in as a shopkeeper').click();
    await shop.field('Email address').fill('admin@example.com');
    await shop.field('Password').fill('admin');
    await shop.button('Continue').click();
    await expect(page).toHaveURL(`${shop.url}/sales`);
    await expect(page.getByRole('heading', { level: 1, name: 'Sales' })).toBeVisible();
  });
});

test.describe('A shopkeeper', () => {
  test('sees who bought what, when, and how much that is, in the table and in the chart', async ({
    cloud,
    page,
    shop,
  }) => {
    const ann = newcomer();
    const bob = newcomer();
    const before = await salesSoFar(cloud);
    await buy(cloud, ann, 1);
    await buy(cloud, bob, 2);
    await openAs(shop, '/sales', 'keeper');
    const sales = page.getByRole('table', { name: 'Who bought which pet' });
    const rows = sales.getByRole('row');
    await expect(rows).toHaveCount(before.length + 3);
    await expect(rows.nth(1)).toContainText(bob);
    await expect(rows.nth(1)).toContainText('$124.99');
    await expect(rows.nth(2)).toContainText(ann);
    await expect(rows.nth(2)).toContainText('$249.99');
    const month = new Intl.DateTimeFormat('en-US', { month: 'short', year: 'numeric' });
    const chart = page.getByRole('img', { name: /^Sales by month/ });
    await expect(chart).toHaveAccessibleName(
      new RegExp(`The best month was ${month.format(new Date())}: ${before.length + 2} pets for`),
    );
    await page.getByText('Show as a table').click();
    const months = page.getByRole('table', { name: 'Sales by month' });
    await expect(months.getByRole('row')).toHaveCount(13);
    await expect(months.getByRole('row').nth(1)).toContainText(String(before.length + 2));
  });

  test('downloads them as CSV, as the API gives them', async ({ cloud, page, shop }) => {
    const ann = newcomer();
    await buy(cloud, ann, 1, 2);
    await cloud.call('/pets/1', { method: 'DELETE' }, await cloud.keeper());
    await openAs(shop, '/sales', 'keeper');
    const downloading = page.waitForEvent('download');
    await shop.button('Download as CSV').click();
    const download = await downloading;
    expect(download.suggestedFilename()).toMatch(/^secured-pets-sales-\d{4}-\d{2}-\d{2}\.csv$/);
    const file = await readFile(await download.path(), 'utf8');
    const sales = await salesSoFar(cloud);
    expect(sales.slice(0, 2).map(({ id, isListed }) => [id, isListed])).toEqual([
      [2, true],
      [1, false],
    ]);
    const expected = sales.map(({ soldAt, id, type, price, soldTo, isListed }) =>
      [
        soldAt.slice(0, 19).replace('T', ' '),
        id,
        type,
        price.toFixed(2),
        soldTo,
        isListed ? 'yes' : 'no',
      ].join(),
    );
    expect(file).toBe(
      ['\uFEFFSold at (UTC),Pet ID,Pet,Price (USD),Buyer,Still listed', ...expected, ''].join(
        '\r\n',
      ),
    );
    await expect(page).toHaveURL(`${shop.url}/sales`);
  });

  test('gets no formula into the spreadsheet from the type of a pet', async ({
    cloud,
    page,
    shop,
  }) => {
    const ann = newcomer();
    const keeper = await cloud.keeper();
    await cloud.list([{ id: 7, type: '=HYPERLINK("//evil.example")', price: 1 }], keeper);
    await buy(cloud, ann, 7);
    await openAs(shop, '/sales', 'keeper');
    const downloading = page.waitForEvent('download');
    await shop.button('Download as CSV').click();
    const file = await readFile(await (await downloading).path(), 'utf8');
    expect(file).toContain(`,7,"'=HYPERLINK(""//evil.example"")",1.00,${ann},yes\r\n`);
  });

  test('does not buy, so is led from purchases to sales', async ({ page, shop }) => {
    await openAs(shop, '/purchases', 'keeper');
    await expect(page.getByRole('heading', { name: 'Shopkeepers don’t buy' })).toBeVisible();
    await page.getByRole('link', { name: 'See the sales' }).click();
    await expect(page).toHaveURL(`${shop.url}/sales`);
    await expect(page).toHaveTitle(/^Sales/);
  });

  test('can work with ten thousand sales, which come a hundred at a time', async ({
    page,
    shop,
  }) => {
    const all = Array.from({ length: 10_000 }, (_, i) => sale(i + 1, { price: 0.1 }));
    await page.route(ENDPOINT, (route) => {
      const from = Number(new URL(route.request().url()).searchParams.get('after'));
      const headers = {
        'Access-Control-Allow-Origin': '*',
        'Access-Control-Expose-Headers': 'Link',
        ...(from < 9000 && { Link: `<?after=${from + 1000}>; rel="next"` }),
      };
      return route.fulfill({ headers, json: all.slice(from, from + 1000) });
    });
    await openAs(shop, '/sales', 'keeper');
    await expect(page.getByRole('status').first()).toHaveText('10,000 pets sold for $1,000.00');
    const rows = page.getByRole('table', { name: 'Who bought which pet' }).getByRole('row');
    await expect(rows).toHaveCount(101);
    await shop.button('Show more').click();
    await expect(rows).toHaveCount(201);
    await expect(page.getByText('Showing 200 of 10,000.')).toBeVisible();
  });
});
