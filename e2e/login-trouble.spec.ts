import { chromium } from '@playwright/test';
import { chromiumFlags } from '../scripts/chromium-flags.ts';
import { expect, ShopPage, test } from './shop.ts';

/** The page has until then to say that it waits, in milliseconds. */
const SOON = { timeout: 9_000 };

const TOLD = 'The login service can’t be reached.';

test.describe('When Auth0 does not answer at a reload', () => {
  test.beforeEach(async ({ shop }) => {
    await shop.open();
    await shop.logInAsBuyer('ann@example.org');
  });

  for (const [how, answer] of [
    ['refuses the connection', 'abort'],
    ['hangs', 'hang'],
    ['answers nonsense', 'nonsense'],
  ] as const) {
    test(`because it ${how}, the page says so soon, and trying again works`, async ({
      cloud,
      page,
      shop,
    }) => {
      const auth0 = `http://localhost:${cloud.ports.auth0}/**`;
      let isDown = true;
      await page.route(auth0, async (route) => {
        if (!isDown) return route.continue();
        if (answer === 'abort') return route.abort('connectionrefused');
        if (answer === 'hang') return;
        return route.fulfill({ status: 500, contentType: 'text/html', body: '<h1>Oops</h1>' });
      });
      await page.reload();
      await expect(page.getByRole('alert').filter({ hasText: TOLD })).toBeVisible(SOON);
      await expect(shop.pet('cat')).toBeVisible();
      isDown = false;
      await shop.button('Try again').click();
      await expect(page.getByText('Hello, ann')).toBeVisible();
      await expect(page.getByText(TOLD)).toBeHidden();
    });
  }

  test('an answer that comes late still counts', async ({ cloud, page }) => {
    let goOn: () => void = () => undefined;
    const late = new Promise<void>((resolve) => (goOn = resolve));
    await page.route(`http://localhost:${cloud.ports.auth0}/authorize**`, async (route) => {
      await late;
      await route.continue();
    });
    await page.reload();
    await expect(page.getByText(TOLD)).toBeVisible(SOON);
    goOn();
    await expect(page.getByText('Hello, ann')).toBeVisible();
    await expect(page.getByText(TOLD)).toBeHidden();
  });

  test('a visit after it is over finds the session', async ({ cloud, page }) => {
    const tokens = `http://localhost:${cloud.ports.auth0}/oauth/token`;
    await page.route(tokens, (route) => route.fulfill({ body: '<html></html>' }));
    await page.reload();
    await expect(page.getByText(TOLD)).toBeVisible(SOON);
    await page.unroute(tokens);
    await page.reload();
    await expect(page.getByText('Hello, ann')).toBeVisible();
  });
});

test.describe('An old login callback in the address', () => {
  for (const callback of ['code=old', 'error=access_denied']) {
    test(`(${callback}) logs nobody out, and goes`, async ({ page, shop }) => {
      await shop.open();
      await shop.logInAsBuyer('ann@example.org');
      await shop.open(`/?${callback}&state=old`);
      await expect(page.getByText('Hello, ann')).toBeVisible();
      await expect(page).toHaveURL(`${shop.url}/`);
      await expect(page.getByRole('alert').filter({ hasText: /./ })).toHaveCount(0);
    });
  }
});

test('A renewal asks the login session when the refresh token is gone', async ({ page, shop }) => {
  await shop.open();
  await shop.logInAsBuyer('ann@example.org');
  await page.route('**/oauth/token', async (route) => {
    const form = new URLSearchParams(route.request().postData() ?? '');
    if (form.get('grant_type') === 'refresh_token') form.set('refresh_token', 'gone');
    await route.continue({ postData: form.toString() });
  });
  let isRefused = false;
  await page.route('**/pets/purchase', async (route) => {
    if (isRefused || route.request().method() !== 'POST') return route.fallback();
    isRefused = true;
    const headers = { 'Access-Control-Allow-Origin': '*' };
    await route.fulfill({ status: 401, headers, json: { message: 'Unauthorized' } });
  });
  await shop.buy('dog');
  await expect(shop.pet('dog')).toContainText('is yours');
  expect(isRefused).toBe(true);
});

test.describe('A login button works again', () => {
  for (const path of ['/', '/?buy=1']) {
    test(`at ${path}, when the way to Auth0 was broken off`, async ({ cloud, page, shop }) => {
      await page.goto(shop.url + path);
      const logIn = page.getByRole('button', { name: /^Log in/ }).last();
      const authorize = `http://localhost:${cloud.ports.auth0}/authorize**`;
      let asked = 0;
      await page.route(authorize, async (route) => {
        asked++;
        await route.abort('aborted');
      });
      await logIn.click();
      await expect.poll(() => asked).toBe(1);
      await page.unroute(authorize);
      await logIn.click();
      await expect(page.getByRole('heading', { name: /^Log in to/ })).toBeVisible();
    });
  }

  test('after Back from Auth0 out of the page cache, wherever it stands', async ({ shop }) => {
    const executablePath = process.env['CHROME_BIN'];
    const browser = await chromium.launch({
      ...(executablePath && { executablePath }),
      args: [...chromiumFlags],
      ignoreDefaultArgs: ['--disable-back-forward-cache'],
    });
    const page = await browser.newPage();
    const there = new ShopPage(page, shop.url);
    for (const path of ['/', '/identity', '/purchases', '/?buy=1']) {
      await page.goto(shop.url + path);
      const logIn = page.getByRole('button', { name: /^Log in/ }).last();
      for (let time = 0; time < 2; time++) {
        await logIn.click();
        await expect(there.field('Password')).toBeVisible();
        await page.goBack();
        await expect(logIn).not.toHaveAttribute('aria-disabled', 'true');
      }
    }
    await browser.close();
  });
});
