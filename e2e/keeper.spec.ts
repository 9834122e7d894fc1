import type { Pet, Sale } from '../backend/src/api/models.ts';
import type { LocalShop } from '../local-cloud/testing/local-shop.ts';
import { ShopPage, expect, test } from './shop.ts';

const petsOf = async (cloud: LocalShop): Promise<Pet[]> =>
  (await cloud.call('/pets?limit=100')).body as Pet[];
const typesOf = async (cloud: LocalShop): Promise<string[]> =>
  (await petsOf(cloud)).map(({ type }) => type);

test.describe('A shopkeeper', () => {
  test.beforeEach(async ({ shop }) => {
    await shop.open();
    await shop.logInAsKeeper();
  });

  test('may not buy', async ({ shop }) => {
    await expect(shop.button(/^Remove/)).toHaveCount(2);
    await expect(shop.button(/^Buy/)).toHaveCount(0);
  });

  test('adds a pet, which is still there after a reload', async ({ page, shop }) => {
    await shop.button('Add pets').click();
    await shop.field('Pet type').fill('parrot');
    await shop.field('Pet price').fill('349.50');
    await shop.button('Save').click();
    await expect(shop.pet('parrot')).toContainText('$349.50');
    await page.reload();
    await expect(shop.pet('parrot')).toContainText('$349.50');
    await expect(page.getByText('Hello, admin')).toBeVisible();
  });

  test('adds pets with the keyboard alone', async ({ page, shop }) => {
    await shop.button('Add pets').focus();
    await page.keyboard.press('Enter');
    await expect(shop.field('Pet type')).toBeFocused();
    await page.keyboard.type('duck');
    await page.keyboard.press('Tab');
    await page.keyboard.type('24.99');
    await page.keyboard.press('Enter');
    await expect(shop.pet('duck')).toContainText('$24.99');
    await expect(shop.field('Pet type')).toBeFocused();
    await page.keyboard.type('goat');
    await page.keyboard.press('Tab');
    await page.keyboard.type('1.299,5');
    await page.keyboard.press('Enter');
    await expect(shop.pet('goat')).toContainText('$1,299.50');
    await expect(page.getByText('The goat is in the shop now.')).toBeVisible();
    await expect(shop.field('Pet type')).toHaveValue('');
    await page.keyboard.press('Escape');
    await expect(shop.button('Add pets')).toBeFocused();
  });

  test('names pets as people write: emoji of several parts, and scripts that join letters', async ({
    page,
    shop,
  }) => {
    const types = ['🐈\u200d⬛', 'گربه\u200cها', '👩🏽‍👩🏽‍👧🏽‍👦🏽'.repeat(4), 'cat <3'];
    await shop.button('Add pets').click();
    for (const type of types) {
      await shop.field('Pet type').fill(type);
      await shop.field('Pet price').fill('1');
      await shop.button('Save').click();
      await expect(shop.pet(type)).toBeVisible();
    }
    await page.reload();
    for (const type of types) await expect(shop.pet(type)).toBeVisible();
  });

  test('cancels without adding', async ({ shop }) => {
    await shop.button('Add pets').click();
    await shop.field('Pet type').fill('parrot');
    await shop.button('Cancel').click();
    await expect(shop.field('Pet type')).toHaveCount(0);
    await expect(shop.pet('parrot')).toHaveCount(0);
  });

  const bad: [string, string, string][] = [
    ['a price of 0.001', 'dog', '0.001'],
    ['a type that turns the text around', 'dog\u202e', '1'],
  ];
  for (const [what, type, price] of bad) {
    test(`is told what is wrong with ${what}, and nothing is sent or lost`, async ({
      page,
      shop,
    }) => {
      const sent: string[] = [];
      page.on('request', (request) => sent.push(request.method()));
      await shop.button('Add pets').click();
      await shop.field('Pet type').fill(type);
      await shop.field('Pet price').fill(price);
      await shop.button('Save').click();
      const wrong = page.locator('[aria-invalid="true"]');
      await expect(wrong).toHaveCount(1);
      const message = page.locator(`#${(await wrong.getAttribute('aria-describedby'))!}`);
      await expect(message).toHaveText(/\w+/);
      await expect(shop.field('Pet price')).toHaveValue(price);
      expect(sent).not.toContain('PUT');
    });
  }

  test('edits, removes and puts back a pet with the keyboard alone', async ({ page, shop }) => {
    await shop.button('Edit dog').focus();
    await page.keyboard.press('Enter');
    await expect(shop.field('Pet type')).toBeFocused();
    await page.keyboard.press('Tab');
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.type('$199,90');
    await page.keyboard.press('Enter');
    await expect(shop.pet('dog')).toContainText('$199.90');
    await expect(page.getByText('The dog was updated.')).toBeVisible();
    await expect(shop.button('Edit dog')).toBeFocused();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await expect(shop.pet('dog')).toHaveCount(0);
    await expect(shop.button('Undo')).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(shop.pet('dog')).toContainText('$199.90');
    await expect(shop.pet('dog')).toBeFocused();
    await page.reload();
    await expect(shop.pet('dog')).toContainText('$199.90');
  });

  test('puts a sold pet back as sold to the same buyer', async ({ cloud, page, shop }) => {
    // The page doesn't know yet.
    await cloud.buy(1, 'bob@example.net');
    await shop.button('Remove dog').click();
    await expect(shop.pet('dog')).toHaveCount(0);
    await expect(page.getByText('Its sale is kept.')).toBeVisible();
    await shop.button('Undo').click();
    await expect(shop.pet('dog')).toContainText('Sold to bob@example.net');
    await expect(page.getByText('The dog, no. 1, is back in the shop, still sold.')).toBeVisible();
    await page.reload();
    await expect(shop.pet('dog')).toContainText('bob@example.net');
    await expect(cloud.buy(1)).rejects.toThrow('409');
    const keeper = await cloud.keeper();
    const headers = { 'x-id-token': keeper.idToken };
    const sales = (await cloud.call('/pets/purchase?ids=1', { headers }, keeper)).body as Sale[];
    expect(sales.map(({ soldTo }) => soldTo)).toEqual(['bob@example.net']);
  });

  test.describe('whose answers get lost', () => {
    const addPet = async (shop: ShopPage, type: string, price: string): Promise<void> => {
      await shop.field('Pet type').fill(type);
      await shop.field('Pet price').fill(price);
      await shop.button('Save').click();
    };

    test('learns what came of an add before another is sent', async ({ cloud, page, shop }) => {
      await shop.button('Add pets').click();
      await addPet(shop, 'goat', '1');
      await expect(shop.pet('goat')).toBeVisible();
      await shop.loseAnswers('PUT', '/pets/*', 3);
      await addPet(shop, 'parrot', '349');
      await expect(page.getByRole('alert').filter({ hasText: 'reached' })).toBeVisible();
      await addPet(shop, 'parrot', '394');
      await expect(page.getByText('The parrot you saved earlier is in the shop')).toBeVisible();
      await expect(shop.field('Pet price')).toHaveValue('394');
      await expect(shop.pet('parrot')).toHaveCount(1);
      await expect(shop.pet('parrot')).toContainText('$349.00');
      await shop.button('Cancel').click();
      expect(await typesOf(cloud)).toEqual(['parrot', 'goat', 'cat', 'dog']);
    });

    test('is told that an added pet was removed since', async ({ cloud, page, shop }) => {
      await shop.button('Add pets').click();
      await addPet(shop, 'goat', '1');
      await expect(shop.pet('goat')).toBeVisible();
      await shop.loseAnswers('PUT', '/pets/*', 3);
      await addPet(shop, 'parrot', '349');
      await expect(page.getByRole('alert').filter({ hasText: 'reached' })).toBeVisible();
      const [parrot] = await petsOf(cloud);
      expect(parrot?.type).toBe('parrot');
      await cloud.call(`/pets/${parrot!.id}`, { method: 'DELETE' }, await cloud.keeper());
      await shop.button('Save').click();
      await expect(page.getByText('someone has removed it since')).toBeVisible();
      await shop.button('Save').click();
      await expect(shop.pet('parrot')).toHaveCount(1);
      expect(await typesOf(cloud)).toEqual(['parrot', 'goat', 'cat', 'dog']);
    });

    test('adds each pet once beside another who adds', async ({ browser, cloud, shop }) => {
      const context = await browser.newContext();
      const other = new ShopPage(await context.newPage(), shop.url);
      await other.open();
      await other.logInAsKeeper();
      const keepers = [shop, other];
      for (const keeper of keepers) await keeper.button('Add pets').click();
      for (const round of [1, 2]) {
        const adding = keepers.map(async (keeper, index) => {
          const type = `pet ${round}${'ab'.charAt(index)}`;
          await keeper.loseAnswers('PUT', '/pets/*');
          await addPet(keeper, type, '1');
          await expect(keeper.page.getByText(`The ${type} is in the shop now.`)).toBeVisible();
          await keeper.page.unrouteAll({ behavior: 'wait' });
        });
        await Promise.all(adding);
      }
      await context.close();
      const added = (await typesOf(cloud)).filter((type) => type.startsWith('pet'));
      expect(added.sort()).toEqual(['pet 1a', 'pet 1b', 'pet 2a', 'pet 2b']);
    });
  });

  test('is told when a pet was bought while they edited it', async ({ cloud, page, shop }) => {
    await shop.button('Edit dog').click();
    await cloud.buy(1, 'bob@example.net');
    await shop.field('Pet price').fill('1');
    await shop.button('Save').click();
    await expect(page.getByText('The dog is already sold and can’t be changed.')).toBeVisible();
    await expect(shop.pet('dog')).toContainText('Sold');
    await expect(shop.pet('dog')).toContainText('$249.99');
  });

  test('does not lose what was written when a form is closed by accident', async ({
    page,
    shop,
  }) => {
    await shop.button('Add pets').click();
    await shop.field('Pet type').fill('parrot');
    await page.keyboard.press('Escape');
    await expect(shop.field('Pet type')).toHaveCount(0);
    await shop.button('Add pets').click();
    await expect(shop.field('Pet type')).toHaveValue('parrot');
  });

  test('chooses a type that exists', async ({ page, shop }) => {
    await page.route('**/pets/types', (route) =>
      route.fulfill({ json: ['cat', 'catfish', 'dog'] }),
    );
    await shop.button('Add pets').click();
    await shop.field('Pet type').pressSequentially('ca');
    await expect(page.getByRole('listbox').getByRole('option')).toHaveText(['cat', 'catfish']);
    for (const option of ['cat', 'catfish']) {
      await page.keyboard.press('ArrowDown');
      await expect(page.getByRole('option', { name: option, exact: true })).toHaveAttribute(
        'data-active',
        'true',
      );
    }
    await page.keyboard.press('Enter');
    await expect(shop.field('Pet type')).toHaveValue('catfish');
    await expect(page.getByRole('listbox').getByRole('option')).toHaveCount(0);
    await page.keyboard.press('Tab');
    await expect(shop.field('Pet price')).toBeFocused();
  });

  test('removes a pet', async ({ page, shop }) => {
    await shop.button('Remove dog').click();
    await expect(shop.pet('dog')).toHaveCount(0);
    await page.reload();
    await expect(shop.pet('cat')).toBeVisible();
    await expect(shop.pet('dog')).toHaveCount(0);
  });

  test('sees who bought a pet', async ({ cloud, page, shop }) => {
    await cloud.buy(2, 'bob@example.net');
    await page.reload();
    await expect(shop.pet('cat')).toContainText('bob@example.net');
  });

  test('logs out, and the buttons are gone', async ({ page, shop }) => {
    await shop.logOut();
    await expect(shop.button('Log in')).toBeVisible();
    await expect(shop.button('Add pets')).toHaveCount(0);
    await page.reload();
    await expect(shop.button('Log in')).toBeVisible();
  });

  test('keeps what was typed when the shop is out of reach', async ({ page, shop }) => {
    await page.route('**/api/pets/*', (route) =>
      route.request().method() === 'PUT' ? route.abort() : route.fallback(),
    );
    await shop.button('Add pets').click();
    await shop.field('Pet type').fill('parrot');
    await shop.field('Pet price').fill('349');
    await shop.button('Save').click();
    await expect(page.getByRole('alert').filter({ hasText: /\w+/ })).toBeVisible();
    await expect(shop.field('Pet type')).toHaveValue('parrot');
    await page.unroute('**/api/pets/*');
    await shop.button('Save').click();
    await expect(shop.pet('parrot')).toContainText('$349.00');
  });
});

test('A wrong password is refused with a message, and the right one still works', async ({
  page,
  shop,
}) => {
  await shop.open();
  await shop.button('Log in').click();
  await shop.field('Email address').fill('admin@example.com');
  await shop.field('Password').fill('guess');
  await shop.button('Continue').click();
  await expect(page.getByRole('alert')).toContainText('Wrong email or password');
  await expect(shop.field('Email address')).toHaveValue('admin@example.com');
  await shop.field('Password').fill('admin');
  await shop.button('Continue').click();
  await expect(page.getByText('Hello, admin')).toBeVisible();
});
