import { brotliCompressSync } from 'node:zlib';
import { expect, test } from './shop.ts';

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

  test('sees sold pets with a masked address, and gets no other from the API', async ({
    cloud,
    page,
    shop,
  }) => {
    const buyer = await cloud.buyer('ann@example.org');
    const body = { petId: 1, authToken: buyer.idToken };
    await cloud.call('/pets/purchase', { method: 'POST', body }, buyer);
    const answer = page.waitForResponse((response) => response.url().includes('/api/pets'));
    await shop.open();
    await expect(shop.pet('dog')).toContainText('Sold');
    await expect(shop.pet('dog')).toContainText('a***@e***.org');
    expect(await (await answer).text()).not.toContain('ann@example.org');
  });

  test('downloads neither the Auth0 SDK nor the STS client, and asks no other host', async ({
    page,
    shop,
    cloud,
  }) => {
    const requests: string[] = [];
    page.on('request', (request) => requests.push(request.url()));
    await shop.open();
    await page.waitForLoadState('networkidle');
    const hosts = new Set(requests.map((url) => new URL(url).host));
    const expected = [cloud.ports.page, cloud.ports.api].map((port) => `localhost:${port}`);
    expect([...hosts].sort()).toEqual(expected.sort());
    for (const url of requests.filter((one) => one.endsWith('.js'))) {
      const source = await (await page.request.get(url)).text();
      expect(source).not.toMatch(/AssumeRoleWithWebIdentity|auth0-spa-js/);
    }
  });

  test('downloads less than 85 kB of scripts and styles, as CloudFront compresses them', async ({
    page,
    shop,
  }) => {
    const files: Promise<Buffer>[] = [];
    page.on('response', (response) => {
      if (/\.(js|css)$/.test(new URL(response.url()).pathname)) files.push(response.body());
    });
    await shop.open();
    await page.waitForLoadState('networkidle');
    const sizes = (await Promise.all(files)).map((file) => brotliCompressSync(file).length);
    expect(sizes.length).toBeGreaterThan(2);
    expect(sizes.reduce((sum, size) => sum + size)).toBeLessThan(85_000);
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
