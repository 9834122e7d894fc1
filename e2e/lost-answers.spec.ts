/** Changes that are made, though something else than their answer comes back. */
import type { Page, Route } from '@playwright/test';
import type { Pet } from '../backend/src/api/models.ts';
import type { LocalShop } from '../local-cloud/testing/local-shop.ts';
import { expect, test } from './shop.ts';

const portal = '<!doctype html><title>Log in to the network</title>';

/** What comes instead of an answer. */
const INSTEAD: [what: string, instead: (route: Route) => Promise<void>][] = [
  ['nothing', (route) => route.abort()],
  [
    'a page that calls itself missing',
    (route) => route.fulfill({ status: 404, body: portal, contentType: 'text/html' }),
  ],
];

/** Lets the first call of a kind do its work, and answers it with something else. */
async function lose(
  page: Page,
  [method, path]: readonly [string, string],
  instead: (route: Route) => Promise<void>,
): Promise<() => number> {
  let calls = 0;
  await page.route(`**/api${path}`, async (route) => {
    if (route.request().method() !== method || ++calls > 1) return route.fallback();
    await route.fetch();
    return instead(route);
  });
  return () => calls;
}

const petsOf = async (cloud: LocalShop): Promise<Pet[]> =>
  (await cloud.call('/pets')).body as Pet[];

for (const [what, instead] of INSTEAD) {
  test(`A buyer hears what they bought when ${what} comes for an answer`, async ({
    page,
    shop,
  }) => {
    await shop.open();
    await shop.logInAsBuyer('ann@example.org');
    const calls = await lose(page, ['POST', '/pets/purchase'], instead);
    await shop.buy('dog');
    await expect(page.getByText('You bought the dog, no. 1. Thank you!')).toBeVisible();
    await expect(shop.pet('dog')).toContainText('is yours');
    expect(calls()).toBe(2);
  });

  test(`A shopkeeper hears what they changed when ${what} comes for an answer`, async ({
    cloud,
    page,
    shop,
  }) => {
    await shop.open();
    await shop.logInAsKeeper();
    const added = await lose(page, ['PUT', '/pets/3'], instead);
    await shop.button('Add pets').click();
    await shop.field('Pet type').fill('fox');
    await shop.field('Pet price').fill('180');
    await shop.button('Save').click();
    await expect(page.getByText('The fox is in the shop now.')).toBeVisible();
    await shop.button('Cancel').click();
    expect(added()).toBe(2);

    const edited = await lose(page, ['PUT', '/pets/1'], instead);
    await shop.button('Edit dog').click();
    await shop.field('Pet price').fill('199.90');
    await shop.button('Save').click();
    await expect(page.getByText('The dog was updated.')).toBeVisible();
    expect(edited()).toBe(2);

    const removed = await lose(page, ['DELETE', '/pets/2'], instead);
    await shop.button('Remove cat').click();
    await expect(page.getByText('The cat, no. 2, has left the shop.')).toBeVisible();
    expect(removed()).toBe(2);

    const restored = await lose(page, ['PUT', '/pets/2'], instead);
    await shop.button('Undo').click();
    await expect(page.getByText('The cat, no. 2, is back in the shop.')).toBeVisible();
    expect(restored()).toBe(2);
    expect((await petsOf(cloud)).map(({ id, price }) => [id, price])).toEqual([
      [3, 180],
      [2, 124.99],
      [1, 199.9],
    ]);

    const imported = await lose(page, ['POST', '/pets'], instead);
    await page.getByRole('link', { name: 'Import a list' }).click();
    await shop.field('Or paste the list').fill('{"pets":[{"id":9,"type":"owl","price":75}]}');
    await shop.button('Preview').click();
    await shop.button(/^Import: /).click();
    await expect(page.getByRole('heading', { name: 'List imported' })).toBeVisible();
    expect(imported()).toBe(2);
    expect((await petsOf(cloud)).map(({ id }) => id)).toEqual([9]);
  });
}

test('A purchase that is never answered is found out when its question is closed', async ({
  page,
  shop,
}) => {
  await shop.open();
  await shop.logInAsBuyer('ann@example.org');
  await shop.loseAnswers('POST', '/pets/purchase', 3);
  await shop.buy('dog');
  await expect(page.getByRole('dialog').getByRole('alert')).toContainText('you can’t buy it twice');
  await shop.button('Cancel').click();
  await expect(page.getByText('Your purchase went through: the dog, no. 1.')).toBeVisible();
  await expect(shop.pet('dog')).toContainText('is yours');
});

test('A change that is made and not answered is still one when the pet is bought then', async ({
  cloud,
  page,
  shop,
}) => {
  await shop.open();
  await shop.logInAsKeeper();
  await lose(page, ['PUT', '/pets/1'], async (route) => {
    await cloud.buy(1, 'bob@example.net');
    await route.abort();
  });
  await shop.button('Edit dog').click();
  await shop.field('Pet price').fill('199.90');
  await shop.button('Save').click();
  await expect(page.getByText('The dog was updated.')).toBeVisible();
  await expect(shop.pet('dog')).toContainText('$199.90');
  await expect(shop.pet('dog')).toContainText('Sold to bob@example.net');
});

test('A page instead of the API’s refusal says nothing about a pet', async ({ page, shop }) => {
  await shop.open();
  await shop.logInAsBuyer('ann@example.org');
  await page.route('**/pets/purchase', (route) =>
    route.request().method() === 'POST'
      ? route.fulfill({ status: 404, body: portal, contentType: 'text/html' })
      : route.fallback(),
  );
  await shop.buy('dog');
  const alert = page.getByRole('dialog').getByRole('alert');
  await expect(alert).toContainText('answered instead of the shop');
  await shop.button('Cancel').click();
  await expect(shop.button('Buy dog')).toBeVisible();
});
