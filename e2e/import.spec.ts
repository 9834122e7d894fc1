import { PETS, expect, test } from './shop.ts';

const [dog] = PETS;

test.describe('A shopkeeper who imports a list', () => {
  test.beforeEach(async ({ page, shop }) => {
    await shop.open();
    await shop.logInAsKeeper();
    await page.getByRole('link', { name: 'Import a list' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Import a list');
  });

  const list = (...pets: unknown[]) => JSON.stringify({ pets });

  test('sees what it does before it happens, and can go back', async ({ page, shop }) => {
    await shop
      .field('Or paste the list')
      .fill(list({ ...dog, price: 199.5 }, { id: 9, type: 'owl', price: 75 }));
    await shop.button('Preview').click();
    await expect(page.getByText('This removes 1 pet')).toBeVisible();
    await expect(page.getByRole('table', { name: '1 pet removed' })).toContainText('cat');
    await expect(page.getByRole('table', { name: '1 pet changed' })).toContainText('was $249.99');
    await expect(page.getByRole('table', { name: '1 pet added' })).toContainText('owl');
    await shop.button('Import: add 1 pet, change 1 pet, and remove 1 pet').click();
    await expect(page.getByRole('heading', { name: 'List imported' })).toBeFocused();
    await expect(page.getByText('The shop now has 2 pets.')).toBeVisible();

    await shop.button('Restore the previous list').click();
    await shop.button('Import: add 1 pet, change 1 pet, and remove 1 pet').click();
    await expect(page.getByRole('heading', { name: 'List imported' })).toBeVisible();
    await page.getByRole('link', { name: 'See the shop' }).click();
    await expect(shop.pet('dog')).toContainText('$249.99');
    await expect(shop.pet('cat')).toBeVisible();
    await expect(shop.pet('owl')).toHaveCount(0);
  });

  test('gets sold pets back as sold when they go back to the list before', async ({
    cloud,
    page,
    shop,
  }) => {
    const buy = async (email: string) => {
      const buyer = await cloud.buyer(email);
      const body = { petId: 2, authToken: buyer.idToken };
      return (await cloud.call('/pets/purchase', { method: 'POST', body }, buyer)).status;
    };
    expect(await buy('bob@example.net')).toBe(200);
    await shop.field('Or paste the list').fill(list(dog));
    await shop.button('Preview').click();
    await shop.button('Import: remove 1 pet').click();
    await shop.button('Restore the previous list').click();
    await expect(page.getByText('1 pet in this list left the shop after being sold')).toBeVisible();
    await expect(page.getByRole('table', { name: '1 pet put back, sold' })).toContainText('cat');
    await shop.button('Import: put back 1 pet').click();
    await page.getByRole('link', { name: 'See the shop' }).click();
    await expect(shop.pet('cat')).toContainText('Sold to bob@example.net');
    expect(await buy('ann@example.org')).toBe(409);
  });

  test('downloads the present list, which imports as nothing to do', async ({ page, shop }) => {
    const downloading = page.waitForEvent('download');
    await shop.button('Download as JSON').click();
    const file = await (await downloading).path();
    await shop.field('File with the list').setInputFiles(file);
    await expect(page.getByRole('heading', { name: 'Nothing to import' })).toBeVisible();
  });

  test('keeps a sold pet as it is', async ({ cloud, page, shop }) => {
    const bob = await cloud.buyer('bob@example.net');
    await cloud.call(
      '/pets/purchase',
      { method: 'POST', body: { petId: 1, authToken: bob.idToken } },
      bob,
    );
    await shop.field('Or paste the list').fill(list({ ...dog, price: 1 }));
    await shop.button('Preview').click();
    await expect(page.getByRole('table', { name: '1 pet sold, so not changed' })).toContainText(
      '$249.99',
    );
    await shop.button('Import: remove 1 pet').click();
    await page.getByRole('link', { name: 'See the shop' }).click();
    await expect(shop.pet('dog')).toContainText('Sold');
    await expect(shop.pet('dog')).toContainText('$249.99');
  });

  test('is told what is wrong with a file, and nothing is sent', async ({ cloud, page, shop }) => {
    const sent: string[] = [];
    page.on('request', (request) => {
      const toApi = request.url().startsWith(cloud.config['apiUrl']!);
      if (toApi && request.method() !== 'GET') sent.push(request.method());
    });
    const text = '{"pets":[{"id":1,"type":"dog","price":1,"__proto__":{"isSold":true}}]}';
    const file = { name: 'pets.json', mimeType: 'application/json', buffer: Buffer.from(text) };
    await shop.field('File with the list').setInputFiles(file);
    await expect(page.getByRole('alert').filter({ hasText: '__proto__' })).toBeVisible();
    await expect(shop.button(/^Import:/)).toHaveCount(0);
    expect(sent).toEqual([]);
  });
});

test('A visitor and a buyer are told why they can’t import', async ({ page, shop }) => {
  await page.goto(`${shop.url}/import`);
  await expect(page.getByText('Only shopkeepers can import lists. Log in')).toBeVisible();
  await page.getByRole('main').getByRole('button', { name: 'Log in' }).click();
  await shop.answerLogin('ann@example.org');
  await expect(page.getByText('you’re logged in as a buyer')).toBeVisible();
});
