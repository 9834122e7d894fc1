import { readFile } from 'node:fs/promises';
import { AxeBuilder } from '@axe-core/playwright';
import type { Pet } from '../backend/src/api/models.ts';
import type { LocalShop } from '../local-cloud/testing/local-shop.ts';
import { PETS, expect, test, type ShopPage } from './shop.ts';

const listedPets = async (cloud: LocalShop): Promise<Pick<Pet, 'id' | 'type' | 'price'>[]> => {
  const pets = (await cloud.call('/pets?limit=100')).body as Pet[];
  return pets.map(({ id, type, price }) => ({ id, type, price }));
};

/** Chooses a file of these bytes; a text is encoded as Windows-1252 does with western letters. */
const choose = (shop: ShopPage, content: string | Buffer, name = 'pets.csv'): Promise<void> => {
  const buffer = typeof content === 'string' ? Buffer.from(content, 'latin1') : content;
  return shop.field('File with the list').setInputFiles({ name, mimeType: 'text/csv', buffer });
};

test.describe('A shopkeeper with a list of their own', () => {
  test.beforeEach(async ({ page, shop }) => {
    await shop.open();
    await shop.logInAsKeeper();
    await page.getByRole('link', { name: 'Import a list' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Import a list');
  });

  test('imports a table of a European spreadsheet, in Windows-1252, once they have seen its letters', async ({
    cloud,
    page,
    shop,
  }) => {
    await choose(shop, 'id;type;price\r\n1;dog;249,99\r\n7;Känguru;1.299,50\r\n');
    await expect(page.getByText('line 3, character 4 can’t be read')).toBeVisible();
    await expect(page.getByText('7;Känguru;1.299,50')).toBeVisible();
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
    await shop.button('That’s right, use it').click();
    await expect(page.getByRole('table', { name: '1 pet added' })).toContainText('Känguru');
    await shop.button('Import: add 1 pet and remove 1 pet').click();
    await expect(page.getByRole('heading', { name: 'List imported' })).toBeVisible();
    expect(await listedPets(cloud)).toEqual([
      { id: 7, type: 'Känguru', price: 1299.5 },
      { id: 1, type: 'dog', price: 249.99 },
    ]);
  });

  test('imports a text in UTF-16, as Excel saves it', async ({ page, shop }) => {
    const text = '\ufeffid\ttype\tprice\r\n1\tdog\t249.99\r\n2\tcat\t124.99\r\n3\tKänguru\t5\r\n';
    await choose(shop, Buffer.from(text, 'utf16le'));
    await expect(shop.button('Import: add 1 pet')).toBeVisible();
    await expect(page.getByRole('table', { name: '1 pet added' })).toContainText('Känguru');
  });

  test('is warned of letters that were lost before', async ({ page, shop }) => {
    await choose(shop, Buffer.from('id,type,price\n1,dog,249.99\n2,B\ufffdr,5\n'));
    await expect(
      page.getByText('The types of 1 pet have a � where letters were lost.'),
    ).toBeVisible();
  });

  test('is told that a workbook is no text', async ({ page, shop }) => {
    await choose(shop, 'PK\x03\x04\x14\x00\x06\x00\x08\x00\x00\x00!\x00\xff', 'pets.xlsx');
    await expect(page.getByText('This isn’t a text file. Save the list as JSON')).toBeVisible();
  });

  test('downloads the list as a table, which imports as nothing to do', async ({ page, shop }) => {
    const downloading = page.waitForEvent('download');
    await shop.button('Download as CSV').click();
    const path = await (await downloading).path();
    expect(await readFile(path, 'utf8')).toBe(
      '\ufeffid,type,price\r\n2,cat,124.99\r\n1,dog,249.99\r\n',
    );
    await shop.field('File with the list').setInputFiles(path);
    await expect(page.getByRole('heading', { name: 'Nothing to import' })).toBeVisible();
  });

  test('adds a list to the shop’s, and changes nothing else', async ({ cloud, page, shop }) => {
    await page.getByLabel('Add these pets to the shop’s list').check();
    await choose(shop, 'type,price\nowl,75\nfox,30\n');
    await expect(page.getByText('Each pet gets the next free number.')).toBeVisible();
    await shop.button('Import: add 2 pets').click();
    await expect(page.getByRole('heading', { name: 'List imported' })).toBeFocused();
    expect(await listedPets(cloud)).toEqual([
      { id: 4, type: 'fox', price: 30 },
      { id: 3, type: 'owl', price: 75 },
      ...PETS.toReversed(),
    ]);
  });

  test('adds each pet once when answers get lost, and goes on after a failure', async ({
    cloud,
    page,
    shop,
  }) => {
    await page.getByLabel('Add these pets to the shop’s list').check();
    await shop.field('Or paste the list').fill('type,price\nowl,75\nfox,30\n');
    await shop.button('Preview').click();
    // The first pet is added; no call for the second is answered, though each reaches the shop.
    await shop.loseAnswers('PUT', '/pets/4', 3);
    await shop.button('Import: add 2 pets').click();
    await expect(page.getByRole('alert').filter({ hasText: '1 of 2 pets added' })).toBeVisible();
    await shop.button('Import: add 1 pet').click();
    await expect(page.getByRole('heading', { name: 'List imported' })).toBeVisible();
    expect((await listedPets(cloud)).map(({ type }) => type)).toEqual(['fox', 'owl', 'cat', 'dog']);
  });

  test('imports again what the shop lists after a pet with the id of a trillion', async ({
    cloud,
    page,
    shop,
  }) => {
    const keeper = await cloud.keeper();
    await cloud.list([{ id: 1e12, type: 'owl', price: 75 }], keeper);
    const body = { type: 'fox', price: 30 };
    const added = await cloud.call(`/pets/${1e12 + 1}`, { method: 'PUT', body }, keeper);
    expect(added.status).toBe(201);
    const downloading = page.waitForEvent('download');
    await shop.button('Download as JSON').click();
    const path = await (await downloading).path();
    await cloud.list([], keeper);
    await shop.field('File with the list').setInputFiles(path);
    await shop.button('Import: add 2 pets').click();
    await expect(page.getByRole('heading', { name: 'List imported' })).toBeVisible();
    expect((await listedPets(cloud)).map(({ id }) => id)).toEqual([1e12 + 1, 1e12]);
  });
});

test('Markup in a type is text, wherever it is shown', async ({ cloud, page, shop }) => {
  const dialogs: string[] = [];
  page.on('dialog', (dialog) => dialogs.push(dialog.message()));
  const type = '<img src=x onerror=alert(1)>';
  await cloud.list([{ id: 1, type, price: 5 }, PETS[1]!], await cloud.keeper());
  await shop.open();
  await expect(shop.pet(type)).toBeVisible();
  await page.goto(`${shop.url}/?type=${encodeURIComponent(type)}`);
  await expect(shop.pet(type)).toBeVisible();
  await expect(shop.pet('cat')).toHaveCount(0);
  expect(dialogs).toEqual([]);
});
