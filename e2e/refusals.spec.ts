import type { Page, Request, Route } from '@playwright/test';
import { expect, test } from './shop.ts';
import type { ShopPage } from './shop.ts';

const PURCHASE = '**/api/pets/purchase';

/** Logs in, presses Buy, and reads what the question says then. */
async function reasonFor(shop: ShopPage): Promise<string> {
  await shop.open();
  await shop.logInAsBuyer('ann@example.org');
  await shop.buy('dog');
  const alert = shop.page.getByRole('dialog').getByRole('alert');
  await expect(alert).not.toBeEmpty();
  return (await alert.textContent()) ?? '';
}

const isPurchase = (request: Request) => request.method() === 'POST';

/** What stands between the page and the API. */
const meddle = (page: Page, how: (route: Route) => Promise<void>) =>
  page.route(PURCHASE, (route) => (isPurchase(route.request()) ? how(route) : route.fallback()));

/** Lets STS give the page the credentials of someone else. */
async function swapCredentials(page: Page, sts: string, roleArn: string, idToken: string) {
  const claims = JSON.parse(Buffer.from(idToken.split('.')[1] ?? '', 'base64url').toString()) as {
    'https://aws.amazon.com/tags': { principal_tags: { session: [string] } };
  };
  await page.route(`${sts}/**`, (route) => {
    const form = new URLSearchParams(route.request().postData() ?? '');
    form.set('RoleArn', roleArn);
    form.set('WebIdentityToken', idToken);
    form.set('RoleSessionName', claims['https://aws.amazon.com/tags'].principal_tags.session[0]);
    return route.continue({ postData: form.toString() });
  });
}

test.describe('A purchase that is refused says why, and what helps', () => {
  test('without its signature', async ({ page, shop }) => {
    await meddle(page, (route) => {
      const { authorization: _, ...headers } = route.request().headers();
      return route.continue({ headers });
    });
    expect(await reasonFor(shop)).toContain('arrived without its signature. Reload the page.');
    await page.unroute(PURCHASE);
    await shop.confirmation.click();
    await expect(shop.pet('dog')).toContainText('is yours');
  });

  test('changed on its way', async ({ page, shop }) => {
    await meddle(page, (route) => {
      const body = route.request().postDataJSON() as object;
      return route.continue({ postData: JSON.stringify({ ...body, petId: 2 }) });
    });
    expect(await reasonFor(shop)).toContain('was changed on its way');
  });

  test('by a proxy’s page', async ({ page, shop }) => {
    await meddle(page, (route) =>
      route.fulfill({
        status: 403,
        contentType: 'text/html',
        headers: { 'Access-Control-Allow-Origin': '*' },
        body: '<html><title>Access denied</title><h1>Request blocked</h1></html>',
      }),
    );
    expect(await reasonFor(shop)).toContain('A firewall or proxy blocked your request');
  });

  test('by IAM', async ({ cloud, page, shop }) => {
    const { adminRoleArn, stsEndpoint } = cloud.config;
    const { idToken } = await cloud.keeper();
    await swapCredentials(page, stsEndpoint!, adminRoleArn!, idToken);
    expect(await reasonFor(shop)).toBe('Your account isn’t allowed to buy pets.');
  });

  test('with the token of somebody else', async ({ cloud, page, shop }) => {
    const { socialRoleArn, stsEndpoint } = cloud.config;
    const { idToken } = await cloud.buyer('eve@example.org');
    await swapCredentials(page, stsEndpoint!, socialRoleArn!, idToken);
    expect(await reasonFor(shop)).toContain('Someone else has logged in here.');
  });

  test('with an account whose address isn’t verified any more', async ({ page, shop }) => {
    const message = 'The ID token has no verified email address.';
    await meddle(page, (route) =>
      route.fulfill({
        status: 403,
        headers: { 'Access-Control-Allow-Origin': '*' },
        json: { message },
      }),
    );
    expect(await reasonFor(shop)).toContain('verify the address with your account’s provider');
  });

  test('although the login was renewed, which another one would not fix', async ({
    page,
    shop,
  }) => {
    await meddle(page, (route) =>
      route.fulfill({
        status: 401,
        headers: { 'Access-Control-Allow-Origin': '*' },
        json: { message: 'The ID token is not valid. Log in again.' },
      }),
    );
    expect(await reasonFor(shop)).toBe(
      'The shop isn’t accepting logins right now. Try again later.',
    );
    await expect(page.getByText('Hello, ann')).toBeVisible();
  });
});

test('A list that a network’s login page answers for says so, and comes when it is gone', async ({
  page,
  shop,
}) => {
  const LIST = /\/api\/pets(\?|$)/;
  await page.route(LIST, (route) =>
    route.fulfill({ contentType: 'text/html', body: '<html>Welcome to the hotel</html>' }),
  );
  await page.goto(shop.url);
  await expect(
    page.getByText('Something on this network answered instead of the shop.'),
  ).toBeVisible();
  await page.unroute(LIST);
  await shop.button('Try again').click();
  await expect(shop.pet('cat')).toBeVisible();
});
