/** The code of what not everybody needs loads late: what there is when it doesn't come. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { PETS, ShopPage, expect, test } from './shop.ts';
import { build } from './site.ts';

const CODE = /\/chunk-[\w-]+\.js$/;
const PROBLEM = 'This part couldn’t be loaded.';
const PAGE_PROBLEM = 'This page can’t be loaded';

/** The file of the build that defines a component, which isn't loaded at the start. */
function fileOf(component: string): string {
  const contains = (name: string) => readFileSync(join(build, name), 'utf8').includes(component);
  const name = readdirSync(build).find((one) => one.startsWith('chunk-') && contains(one));
  if (!name) throw new Error(`No file of the build has ${component}.`);
  return name;
}

const cut = (page: Page, files: string | RegExp = CODE): Promise<unknown> =>
  page.route(files, (route) => route.abort());

/** Goes to another page of the app, as a link does. */
const goTo = (page: Page, path: string): Promise<void> =>
  page.evaluate((to) => {
    history.pushState(null, '', to);
    dispatchEvent(new PopStateEvent('popstate'));
  }, path);

/** What the page is called, once it is there. */
const heading = (page: Page) =>
  page.getByRole('main').getByRole('heading', { level: 1 }).filter({ hasNotText: PAGE_PROBLEM });

test.describe('A page whose code does not come', () => {
  for (const path of ['/identity', '/no/such/page']) {
    test(`says so at its own address, and comes on demand: ${path}`, async ({ page, shop }) => {
      await shop.open();
      await cut(page);
      await goTo(page, path);
      await expect(page.getByText(PAGE_PROBLEM)).toBeVisible();
      await expect(page).toHaveURL(shop.url + path);
      expect(await page.title()).toMatch(/\w+ · Secured Pets$/);
      await expect(page.locator('main')).toBeFocused();
      await page.unroute(CODE);
      await shop.button('Try again').press('Enter');
      await expect(heading(page)).toBeVisible();
      await expect(page.locator(':focus')).toBeAttached();
      await page.goBack();
      await expect(shop.pet('cat')).toBeVisible();
      await page.goForward();
      await expect(heading(page)).toBeVisible();
    });
  }

  test('says so when the visit begins there', async ({ page, shop }) => {
    const file = `**/${fileOf('app-chain-page')}`;
    await cut(page, file);
    await page.goto(`${shop.url}/identity`);
    await expect(page.getByText(PAGE_PROBLEM)).toBeVisible();
    await expect(page).toHaveURL(`${shop.url}/identity`);
    await page.unroute(file);
    await shop.button('Try again').click();
    await expect(heading(page)).toBeVisible();
  });

  test('comes by itself when the network is back', async ({ context, page, shop }) => {
    await shop.open();
    await context.setOffline(true);
    await goTo(page, '/identity');
    await expect(page.getByText(PAGE_PROBLEM)).toBeVisible();
    await context.setOffline(false);
    await expect(heading(page)).toBeVisible();
    await expect(page.getByText(PAGE_PROBLEM)).toHaveCount(0);
  });

  test('says that it is coming, then that it does not, when nothing answers', async ({
    page,
    shop,
  }) => {
    await shop.open();
    await page.route(CODE, () => undefined);
    await page.clock.install();
    await goTo(page, '/identity');
    await page.clock.runFor(4000);
    await expect(page.getByText('Loading the page…')).toBeVisible();
    await expect(page).toHaveURL(`${shop.url}/identity`);
    await page.clock.runFor(15_000);
    await expect(page.getByText(PAGE_PROBLEM)).toBeVisible();
  });
});

/** Another release takes the place of the one that the page is of; one file of the old one is gone. */
async function release(page: Page, url: string, gone: string): Promise<() => number> {
  const html = await (await fetch(url)).text();
  const main = /main-[\w-]+\.js/.exec(html)?.[0] ?? '';
  let visits = 0;
  await page.route(
    (to) => to.origin === url && !to.pathname.includes('.') && !to.pathname.startsWith('/api'),
    (route) => {
      if (route.request().isNavigationRequest()) visits++;
      const body = html.replaceAll(main, 'main-RELEASE2.js');
      return route.fulfill({ body, contentType: 'text/html' });
    },
  );
  await page.route('**/main-RELEASE2.js', async (route) => {
    const body = await (await fetch(`${url}/${main}`)).text();
    await route.fulfill({ body, contentType: 'text/javascript' });
  });
  await page.route(`**/${gone}`, (route) => route.fulfill({ status: 404 }));
  return () => visits;
}

test('A page of a release that is gone reloads, once', async ({ page, shop }) => {
  await shop.open();
  const visits = await release(page, shop.url, fileOf('app-chain-page'));
  await goTo(page, '/identity');
  await expect.poll(visits).toBe(1);
  // The new release lacks the file, too: it says so.
  await expect(page.getByText(PAGE_PROBLEM)).toBeVisible();
  await shop.button('Try again').click();
  await expect(shop.button('Try again')).toBeVisible();
  await expect(page).toHaveURL(`${shop.url}/identity`);
  expect(visits()).toBe(1);
});

test('A purchase for which the code is gone with its release says what to do', async ({
  page,
  shop,
}) => {
  await shop.open();
  await shop.logInAsBuyer('ann@example.org');
  await shop.button('Buy dog').click();
  await expect(shop.confirmation).toBeVisible();
  const visits = await release(page, shop.url, fileOf('IncompleteAnswer'));
  await shop.confirmation.click();
  await expect(page.getByRole('dialog')).toContainText('The shop has been updated. Reload');
  expect(visits()).toBe(0);
});

test.describe('A part of a page whose code does not come says so, and comes on demand', () => {
  const dogs = Array.from({ length: 40 }, (_, i) => ({ id: i + 3, type: 'dog', price: i + 1 }));

  test('the question whether to buy, however far down the list', async ({ cloud, page, shop }) => {
    await cloud.list([...PETS, ...dogs], await cloud.keeper());
    const file = `**/${fileOf('app-buy-dialog')}`;
    await cut(page, file);
    await page.goto(`${shop.url}/?buy=5`);
    await expect(page.getByText(PROBLEM)).toBeInViewport();
    await shop.button('Buy dog, no. 5').scrollIntoViewIfNeeded();
    await expect(page.getByText(PROBLEM)).toBeInViewport();
    await page.unroute(file);
    await shop.button('Try again').click();
    await expect(page.getByRole('heading', { name: 'Buy this dog?' })).toBeVisible();
  });

  test('the form for changing a pet, however far down the list', async ({ cloud, page, shop }) => {
    await cloud.list([...PETS, ...dogs], await cloud.keeper());
    const file = `**/${fileOf('app-edit-dialog')}`;
    await cut(page, file);
    await page.goto(shop.url);
    await shop.logInAsKeeper();
    await shop.button('Edit dog, no. 5').click();
    await expect(page.getByText(PROBLEM)).toBeInViewport();
    await page.unroute(file);
    await shop.button('Try again').click();
    await expect(shop.field('Pet price')).toHaveValue('3.00');
  });

  test('the removal of a pet', async ({ page, shop }) => {
    await shop.open();
    await shop.logInAsKeeper();
    await shop.button('Add pets').click();
    await expect(shop.field('Pet type')).toBeVisible();
    await cut(page);
    await shop.button('Remove dog').click();
    await expect(page.getByText('That couldn’t be loaded.')).toBeVisible();
    await page.unroute(CODE);
    await shop.button('Try again').press('Enter');
    await expect(shop.pet('dog')).toHaveCount(0);
    await expect(shop.button('Undo')).toBeFocused();
  });

  test('the menu, and what it says goes when the network is back', async ({
    context,
    page,
    shop,
  }) => {
    await shop.open();
    await context.setOffline(true);
    await shop.button('Menu').click();
    const problem = page.getByText('The menu couldn’t be loaded.');
    await expect(problem).toBeVisible();
    await context.setOffline(false);
    await expect(problem).toHaveCount(0);
    await shop.button('Menu').click();
    await expect(page.getByRole('menu')).toBeVisible();
  });

  test('the login, and the credentials for a purchase', async ({ page, shop }) => {
    await shop.open();
    await cut(page);
    await shop.button('Log in').click();
    await expect(page.getByText(/login service can’t be reached/)).toBeVisible();
    await page.unroute(CODE);
    await shop.logInAsBuyer('ann@example.org');
    await shop.button('Buy dog').click();
    await expect(shop.confirmation).toBeVisible();
    await cut(page);
    await shop.confirmation.click();
    await expect(page.getByRole('dialog').getByRole('alert')).toContainText('AWS can’t be reached');
    await page.unroute(CODE);
    await shop.confirmation.click();
    await expect(shop.pet('dog')).toContainText('is yours');
  });
});

test('Code for the credentials that never comes ends in a message', async ({ page, shop }) => {
  await shop.open();
  await shop.logInAsBuyer('ann@example.org');
  await shop.button('Buy dog').click();
  await expect(shop.confirmation).toBeVisible();
  await page.clock.install();
  let asked = false;
  await page.route(CODE, () => void (asked = true));
  await shop.confirmation.click();
  await expect.poll(() => asked).toBe(true);
  await page.clock.fastForward(15_000);
  await expect(page.getByRole('dialog').getByRole('alert')).toContainText('AWS can’t be reached');
});

test('What is said of being offline goes when it is over', async ({ context, page, shop }) => {
  const offline = page.getByRole('alert').filter({ hasText: 'You are offline.' });
  const keeper = new ShopPage(page, shop.url);
  await keeper.open();
  await keeper.logInAsKeeper();
  await keeper.button('Add pets').click();
  await keeper.field('Pet type').fill('fox');
  await keeper.field('Pet price').fill('180');
  // What is needed is there.
  await keeper.button('Save').click();
  await expect(keeper.pet('fox')).toBeVisible();
  await keeper.button('Remove fox').click();
  await expect(keeper.button('Undo')).toBeVisible();
  await keeper.field('Pet type').fill('owl');
  await keeper.field('Pet price').fill('70');
  await context.setOffline(true);
  await keeper.button('Save').click();
  await expect(offline).toHaveCount(1);
  await keeper.button('Remove dog').click();
  await expect(offline).toHaveCount(2);
  await context.setOffline(false);
  await expect(offline).toHaveCount(0);
  await expect(keeper.field('Pet type')).toHaveValue('owl');
  await keeper.button('Save').click();
  await expect(keeper.pet('owl')).toBeVisible();
});
