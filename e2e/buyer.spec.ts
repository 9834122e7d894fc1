import { ShopPage, expect, test } from './shop.ts';

test.describe('A buyer', () => {
  for (const connection of ['Amazon', 'Google'] as const) {
    test(`logs in with ${connection}, buys a pet and sees that it is theirs`, async ({
      page,
      shop,
    }) => {
      const email = `ann@${connection.toLowerCase()}.example`;
      await shop.open();
      await shop.logInAsBuyer(email, connection);
      await shop.buy('dog');
      await expect(shop.pet('dog')).toContainText('is yours');
      await expect(shop.button('Buy dog')).toHaveCount(0);
      await page.reload();
      await expect(shop.pet('dog')).toContainText('is yours');
      await expect(shop.pet('cat')).not.toContainText('yours');
    });
  }

  test('has no buttons of a shopkeeper', async ({ shop }) => {
    await shop.open();
    await shop.logInAsBuyer('ann@example.org');
    await expect(shop.button(/^Buy/)).toHaveCount(2);
    await expect(shop.button('Add pets')).toHaveCount(0);
    await expect(shop.button(/^Remove/)).toHaveCount(0);
  });

  test('is refused as a shopkeeper by IAM, whatever the page sends', async ({ cloud, shop }) => {
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
    expect(purchases).toHaveLength(0);
    await shop.confirmation.dblclick();
    await expect(shop.pet('dog')).toContainText('is yours');
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
    await shop.buy('dog');
    await expect(page.getByText(/sold to someone else/)).toBeVisible();
    await shop.button('Close').click();
    await expect(shop.pet('dog')).toContainText('Sold');
    await expect(shop.button('Buy dog')).toHaveCount(0);
    await expect(page.getByText(/bob@|\*\*\*/)).toHaveCount(0);
  });

  test('gets credentials once, however many calls need them', async ({ cloud, page, shop }) => {
    const asked: string[] = [];
    page.on('request', (request) => {
      if (request.url().startsWith(cloud.config['stsEndpoint']!)) asked.push(request.method());
    });
    await shop.open();
    await shop.logInAsBuyer('ann@example.org');
    await shop.buy('dog');
    await shop.buy('cat');
    await expect(shop.pet('cat')).toContainText('is yours');
    expect(asked.filter((method) => method === 'POST')).toHaveLength(1);
  });

  test('keeps no token and no key in the browser’s storage or in the page', async ({
    page,
    shop,
  }) => {
    await shop.open();
    await shop.logInAsBuyer('ann@example.org');
    await shop.buy('dog');
    await expect(shop.pet('dog')).toContainText('is yours');
    const contents = await page.evaluate(() =>
      [
        JSON.stringify(Object.entries(localStorage)),
        JSON.stringify(Object.entries(sessionStorage)),
        document.cookie,
        document.documentElement.outerHTML,
      ].join('\n'),
    );
    expect(contents).not.toMatch(/eyJ[\w-]{20,}\.|ASIA[A-Z2-7]{16}/);
  });

  test('buys a pet with the keyboard alone', async ({ page, shop }) => {
    await shop.open();
    await shop.logInAsBuyer('ann@example.org');
    await shop.button('Buy cat').focus();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: 'Buy this cat?' })).toBeFocused();
    await page.keyboard.press('Tab');
    await expect(shop.confirmation).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(shop.pet('cat')).toContainText('is yours');
    await expect(page.getByText('You bought the cat, no. 2. Thank you!')).toBeVisible();
    await expect(shop.pet('cat')).toBeFocused();
    expect(new URL(page.url()).search).toBe('');
  });

  test('takes the question away by Escape, by Cancel and by Back, and is still in the shop', async ({
    page,
    shop,
  }) => {
    await shop.open('/?sort=newest');
    await shop.logInAsBuyer('ann@example.org');
    for (const leave of [
      () => page.keyboard.press('Escape'),
      () => shop.button('Cancel').click(),
      () => page.goBack(),
    ]) {
      await shop.button('Buy dog').click();
      await expect(shop.confirmation).toBeVisible();
      await expect(page).toHaveURL(/sort=newest&buy=1$/);
      await leave();
      await expect(page.getByRole('dialog')).toHaveCount(0);
      await expect(page).toHaveURL(/\?sort=newest$/);
      await expect(shop.button('Buy dog')).toBeFocused();
    }
    await expect(shop.pet('dog')).not.toContainText('Sold');
  });

  test('can try again when the shop is out of reach', async ({ page, shop }) => {
    await shop.open();
    await shop.logInAsBuyer('ann@example.org');
    await page.route('**/pets/purchase', (route) =>
      route.request().method() === 'POST' ? route.abort() : route.fallback(),
    );
    await shop.buy('dog');
    await expect(page.getByRole('dialog').getByRole('alert')).toContainText('can’t be reached');
    await page.unroute('**/pets/purchase');
    await shop.confirmation.click();
    await expect(shop.pet('dog')).toContainText('is yours');
  });

  test('who is there with another at the same moment: one buys, the other is told', async ({
    browser,
    shop,
  }) => {
    const context = await browser.newContext();
    const other = new ShopPage(await context.newPage(), shop.url);
    const buyers = [shop, other];
    for (const [i, buyer] of buyers.entries()) {
      await buyer.open();
      await buyer.logInAsBuyer(`buyer${i}@example.org`);
      await buyer.button('Buy dog').click();
      await expect(buyer.confirmation).toBeVisible();
    }
    await Promise.all(buyers.map((buyer) => buyer.confirmation.click()));
    const sold = (of: ShopPage) => of.page.getByText('You bought the dog');
    const late = (of: ShopPage) => of.page.getByText(/sold to someone else/);
    for (const buyer of buyers) await expect(sold(buyer).or(late(buyer))).toBeVisible();
    const winners = await Promise.all(buyers.map((buyer) => sold(buyer).count()));
    expect(winners.reduce((sum, count) => sum + count)).toBe(1);
    for (const buyer of buyers) {
      if (await late(buyer).isVisible()) await buyer.button('Close').click();
      await expect(buyer.pet('dog')).toContainText(/Sold|is yours/);
    }
    await context.close();
  });
});

test.describe('A visitor who wants to buy', () => {
  test('logs in, and finds the question open', async ({ page, shop }) => {
    await shop.open('/?sort=newest');
    await shop.button('Buy dog').click();
    await shop.answerLogin('ann@example.org');
    await expect(page.getByRole('heading', { name: 'Buy this dog?' })).toBeVisible();
    await shop.confirmation.click();
    await expect(shop.pet('dog')).toContainText('is yours');
    await expect(page).toHaveURL(/\?sort=newest$/);
  });

  test('may come by a link, and is told when the pet is gone', async ({ page, shop }) => {
    await shop.open('/?buy=2');
    await expect(page.getByRole('heading', { name: 'Buy this cat?' })).toBeVisible();
    await shop.button('Log in to buy').click();
    await shop.answerLogin('ann@example.org');
    await expect(shop.confirmation).toHaveText('Buy cat for $124.99');
    await page.goto(`${shop.url}/?buy=99`);
    await expect(page.getByText('It’s no longer in the shop')).toBeVisible();
  });
});
