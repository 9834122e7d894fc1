import { chromium } from '@playwright/test';
import { chromiumFlags } from '../scripts/chromium-flags.ts';
import { expect, ShopPage, test } from './shop.ts';

/** The page has until then to say that it waits: less than the hidden frame has to answer, in milliseconds. */
const SOON = { timeout: 18_000 };

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

  test('the session comes back by itself when the network does', async ({
    context,
    page,
    cloud,
  }) => {
    const auth0 = `http://localhost:${cloud.ports.auth0}/**`;
    await page.route(auth0, (route) => route.abort('connectionrefused'));
    await page.reload();
    await expect(page.getByText(TOLD)).toBeVisible(SOON);
    await page.unroute(auth0);
    await context.setOffline(true);
    await context.setOffline(false);
    await expect(page.getByText(TOLD)).toBeHidden();
    // The hidden frame that got no answer is given up first.
    await expect(page.getByText('Hello, ann')).toBeVisible({ timeout: 25_000 });
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

test('A frame that needs the user’s consent is no trouble: Auth0’s own page asks for it', async ({
  cloud,
  page,
  shop,
}) => {
  await shop.open();
  await shop.logInAsBuyer('ann@example.org');
  const authorize = `http://localhost:${cloud.ports.auth0}/authorize**`;
  await page.route(authorize, async (route) => {
    const query = new URL(route.request().url()).searchParams;
    if (query.get('response_mode') !== 'web_message') return route.continue();
    const answer = {
      type: 'authorization_response',
      response: { error: 'consent_required', state: query.get('state') },
    };
    const script = `parent.postMessage(${JSON.stringify(answer)}, '*')`;
    await route.fulfill({ contentType: 'text/html', body: `<script>${script}</script>` });
  });
  await page.reload();
  await expect(page.getByText('Hello, ann')).toBeVisible();
  await expect(page.getByText(TOLD)).toBeHidden();
});

test('A logout of which Auth0 can’t be told says so, and can be repeated', async ({
  cloud,
  page,
  shop,
}) => {
  await shop.open();
  await shop.logInAsBuyer('ann@example.org');
  const auth0 = `http://localhost:${cloud.ports.auth0}/**`;
  await page.route(auth0, (route) => route.abort('connectionrefused'));
  await shop.logOut();
  await expect(page.locator('.banner')).toContainText('You’re logged out here, but');
  await expect(page.getByText('Hello, ann')).toBeHidden();
  await expect(shop.pet('cat')).toBeVisible();
  await page.unroute(auth0);
  const back = page.waitForEvent('load');
  await shop.button('Try again').click();
  await back;
  await shop.button('Log in').click();
  await expect(shop.field('Password')).toBeVisible();
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

for (const error of ['login_required', 'access_denied']) {
  test(`A link with a made-up ${error} ends no login, though one was begun in its tab`, async ({
    context,
    page,
    shop,
  }) => {
    test.slow();
    await shop.open();
    await shop.button('Log in').click();
    await expect(shop.field('Password')).toBeVisible();
    await page.goBack();
    const second = new ShopPage(await context.newPage(), shop.url);
    await second.open();
    await second.logInAsBuyer('ann@example.org');
    await shop.open(`/?error=${error}&state=x`);
    await expect(page.getByText('Hello, ann')).toBeVisible();
    await expect(second.page.getByText('Hello, ann')).toBeVisible();
  });
}

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
  /** The header's button, and that of a question. */
  const buttons = { '/': 'Log in', '/?buy=1': 'Log in to buy' };

  for (const [path, name] of Object.entries(buttons)) {
    test(`at ${path}, when the way to Auth0 was broken off`, async ({ cloud, page, shop }) => {
      await page.goto(shop.url + path);
      const logIn = page.getByRole('button', { name, exact: true });
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
    test.slow();
    const executablePath = process.env['CHROME_BIN'];
    const browser = await chromium.launch({
      ...(executablePath && { executablePath }),
      args: [...chromiumFlags],
      ignoreDefaultArgs: ['--disable-back-forward-cache'],
    });
    const page = await browser.newPage();
    await page.addInitScript(() =>
      addEventListener('pageshow', ({ persisted }) => Object.assign(window, { persisted })),
    );
    const there = new ShopPage(page, shop.url);
    for (const [path, name] of Object.entries(buttons)) {
      await page.goto(shop.url + path);
      const logIn = page.getByRole('button', { name, exact: true });
      await logIn.click();
      await expect(there.field('Password')).toBeVisible();
      await page.goBack({ waitUntil: 'commit' });
      await expect.poll(() => page.evaluate('window.persisted')).toBe(true);
      await expect(logIn).not.toHaveAttribute('aria-disabled', 'true');
      await logIn.click();
      await expect(there.field('Password')).toBeVisible();
    }
    await browser.close();
  });
});
