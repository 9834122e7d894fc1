import { expect, test } from './shop.ts';

test.describe('A buyer', () => {
  for (const connection of ['Amazon', 'Google'] as const) {
    test(`logs in with ${connection}, buys a pet and sees the own address`, async ({
      page,
      shop,
    }) => {
      const email = `ann@${connection.toLowerCase()}.example`;
      await shop.open();
      await shop.logInAsBuyer(email, connection);
      await shop.button('Buy dog').click();
      await expect(shop.pet('dog')).toContainText('Sold');
      await expect(shop.pet('dog')).toContainText(email);
      await expect(shop.button('Buy dog')).toHaveCount(0);
      await page.reload();
      await expect(shop.pet('dog')).toContainText(email);
      await expect(shop.pet('cat')).not.toContainText('Sold');
    });
  }

  test('has no buttons of a shop keeper', async ({ shop }) => {
    await shop.open();
    await shop.logInAsBuyer('ann@example.org');
    await expect(shop.button(/^Buy/)).toHaveCount(2);
    await expect(shop.button('Add pets')).toHaveCount(0);
    await expect(shop.button(/^Remove/)).toHaveCount(0);
  });

  test('is refused as a shop keeper by IAM, whatever the page sends', async ({ cloud, shop }) => {
    const buyer = await cloud.buyer('eve@example.org');
    for (const [method, path, body] of [
      ['POST', '/pets', { pets: [] }],
      ['PUT', '/pets/3', { type: 'dog', price: 1 }],
      ['DELETE', '/pets/1', undefined],
    ] as const) {
      const answer = await cloud.call(path, { method, body }, buyer);
      expect([answer.status, answer.type]).toEqual([403, 'AccessDeniedException']);
    }
    await expect(cloud.assume('adminRoleArn', buyer.idToken)).rejects.toThrow(/Not authorized/);
    await shop.open();
    await expect(shop.pet('dog')).not.toContainText('Sold');
  });

  test('who presses twice buys once', async ({ page, shop }) => {
    const purchases: string[] = [];
    page.on('request', (request) => {
      if (request.method() === 'POST' && request.url().endsWith('/pets/purchase')) {
        purchases.push(request.url());
      }
    });
    await shop.open();
    await shop.logInAsBuyer('ann@example.org');
    await shop.button('Buy dog').dblclick();
    await expect(shop.pet('dog')).toContainText('ann@example.org');
    expect(purchases).toHaveLength(1);
  });

  test('who is slower than another is told so, and sees that the pet is sold', async ({
    cloud,
    page,
    shop,
  }) => {
    await shop.open();
    await shop.logInAsBuyer('ann@example.org');
    const bob = await cloud.buyer('bob@example.net');
    const body = { petId: 1, authToken: bob.idToken };
    await cloud.call('/pets/purchase', { method: 'POST', body }, bob);
    await shop.button('Buy dog').click();
    await expect(page.getByText(/sold to someone else/)).toBeVisible();
    await expect(shop.pet('dog')).toContainText('b***@e***.net');
    await expect(shop.button('Buy dog')).toHaveCount(0);
    await expect(page.getByText('bob@example.net')).toHaveCount(0);
  });

  test('gets credentials once, however many calls need them', async ({ cloud, page, shop }) => {
    const asked: string[] = [];
    page.on('request', (request) => {
      if (request.url().startsWith(cloud.config['stsEndpoint']!)) asked.push(request.method());
    });
    await shop.open();
    await shop.logInAsBuyer('ann@example.org');
    await shop.button('Buy dog').click();
    await shop.button('Buy cat').click();
    await expect(shop.pet('cat')).toContainText('ann@example.org');
    expect(asked.filter((method) => method === 'POST')).toHaveLength(1);
  });

  test('who cancels the login is back in the shop', async ({ page, shop }) => {
    await shop.open();
    await shop.button('Log in').click();
    await page.getByRole('link', { name: /back to the shop/i }).click();
    await expect(shop.button('Log in')).toBeVisible();
    await expect(shop.pet('cat')).toBeVisible();
  });

  test('keeps no token and no key in the browser’s storage or in the page', async ({
    page,
    shop,
  }) => {
    await shop.open();
    await shop.logInAsBuyer('ann@example.org');
    await shop.button('Buy dog').click();
    await expect(shop.pet('dog')).toContainText('ann@example.org');
    const kept = await page.evaluate(() =>
      [
        JSON.stringify(Object.entries(localStorage)),
        JSON.stringify(Object.entries(sessionStorage)),
        document.cookie,
        document.documentElement.outerHTML,
      ].join('\n'),
    );
    expect(kept).not.toMatch(/eyJ[\w-]{20,}\.|ASIA[A-Z2-7]{16}/);
  });
});
