import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page, Request } from '@playwright/test';
import { expect, test } from './shop.ts';
import type { ShopPage } from './shop.ts';

const root = join(import.meta.dirname, '..');

/** Opens the page about the chain, as a visitor. */
async function openChain({ page, url }: ShopPage): Promise<void> {
  await page.goto(`${url}/identity`);
  await expect(page.getByRole('heading', { name: 'Who are you to AWS?' })).toBeVisible();
}

/** Goes there from where the user is, so that what is in memory stays. */
async function followToChain(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Hello, ' }).click();
  await page.getByRole('menuitem', { name: 'How access works' }).click();
  await expect(page.getByRole('heading', { name: 'Who are you to AWS?' })).toBeVisible();
}

const step = (page: Page, number: number): Locator =>
  page.getByRole('region', { name: `Step ${number} of this session` });

/** Presses Tab until something has the focus. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let presses = 0; presses < 60; presses++) {
    await page.keyboard.press('Tab');
    if (await target.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error('Sixty presses of Tab did not lead there.');
}

/** Everything secret that the page has sent. */
function secretsIn(requests: readonly Request[]): string[] {
  return requests.flatMap((request) => {
    const headers = request.headers();
    const signature = /Signature=(\w+)/.exec(headers['authorization'] ?? '')?.[1];
    const accessKeyId = /Credential=(\w+)/.exec(headers['authorization'] ?? '')?.[1];
    const token = headers['x-id-token'];
    return [headers['x-amz-security-token'], signature, accessKeyId, ...(token?.split('.') ?? [])]
      .filter((secret) => secret !== undefined)
      .map((secret) => secret.slice(0, 12));
  });
}

test.describe('The page of the chain', () => {
  test('explains the chain to a visitor, with files that exist', async ({ page, shop }) => {
    await openChain(shop);
    await expect(page.getByRole('heading', { level: 2 })).toHaveCount(6);
    await expect(step(page, 1)).toHaveCount(0);
    for (const link of await page.locator('.about a').all()) {
      await expect(link).toHaveAttribute('href', /^https:/);
      await expect(link).toHaveAttribute('rel', /noopener/);
    }
    const files = await page.locator('.about dd code').allTextContents();
    expect(files.length).toBeGreaterThan(5);
    expect(files.filter((file) => !existsSync(join(root, file)))).toEqual([]);
  });

  test('takes a visitor through the login and back, to the own session', async ({ page, shop }) => {
    await openChain(shop);
    await shop.button('Log in to see yours').click();
    await shop.button('Continue with Google').click();
    await shop.field('Email address').fill('ann@example.org');
    await shop.button('Sign in').click();
    await expect(page).toHaveURL(`${shop.url}/identity`);
    await expect(step(page, 2)).toContainText('ann@example.org');
    await expect(step(page, 3)).toContainText('role/Auth0ApiSocialRole');
    await expect(step(page, 3)).toContainText(/ASIA….{4}/);
    await expect(step(page, 3).getByRole('timer')).toContainText(/left$/);
  });

  test('shows a buyer the purchase that was just signed', async ({ page, shop }) => {
    await shop.open();
    await shop.logInAsBuyer('ann@example.org');
    await shop.buy('dog');
    await expect(shop.pet('dog')).toContainText('is yours');
    await followToChain(page);
    await expect(step(page, 4)).toContainText('POST /api/pets/purchase');
    const canonical = step(page, 4).getByRole('region', { name: 'Canonical request' });
    await expect(canonical).toContainText(
      /^POST\n\/api\/pets\/purchase\n\naccept:application\/json/,
    );
    await expect(canonical).toContainText(/x-amz-security-token:.{4}….{4}\n/);
    await expect(step(page, 5)).toContainText('Allowed, as Auth0ApiSocialRole');
  });

  for (const [who, own, other] of [
    ['buyer', 'Auth0ApiSocialRole', 'Auth0ApiRole'],
    ['shopkeeper', 'Auth0ApiRole', 'Auth0ApiSocialRole'],
  ] as const) {
    test(`shows a ${who} that STS refuses the other role, and keeps the own session`, async ({
      page,
      shop,
    }) => {
      await openChain(shop);
      if (who === 'buyer') await shop.logInAsBuyer('eve@example.org');
      else await shop.logInAsKeeper();
      const session = step(page, 3);
      await expect(session).toContainText(`role/${own}`);
      const accessKeyId = await session.getByText(/^ASIA….{4}$/).textContent();
      await shop.button('Try the other role').click();
      await expect(session).toContainText('STS refused. That’s the proof.');
      const verdict = session.getByRole('status');
      await expect(verdict).toContainText(`role/${other}`);
      await expect(verdict).toContainText('AccessDenied');
      await expect(verdict).toContainText('HTTP status403');
      await expect(verdict).toContainText(
        'Not authorized to perform sts:AssumeRoleWithWebIdentity',
      );
      await expect(verdict).toContainText(/Request ID[\da-f-]{36}/);
      await shop.button(/^Make a(nother)? signed request/).click();
      await expect(step(page, 5)).toContainText(`Allowed, as ${own}`);
      await expect(session.getByText(/^ASIA….{4}$/)).toHaveText(accessKeyId!);
    });

    test(`shows a ${who} what IAM refuses, and what it would take`, async ({ page, shop }) => {
      await openChain(shop);
      if (who === 'buyer') await shop.logInAsBuyer('eve@example.org');
      else await shop.logInAsKeeper();
      await shop.button('Make a request that IAM refuses').click();
      await expect(step(page, 5)).toContainText(`Refused, as ${own}`);
      await expect(step(page, 5)).toContainText('"Action": "execute-api:Invoke"');
      await expect(step(page, 4)).toContainText('AccessDeniedException');
      await expect(step(page, 4)).toContainText('is not authorized to perform');
      await expect(step(page, 4)).toContainText(/x-amzn-RequestId[\da-f-]{36}/);
    });
  }

  test('holds no token, no key and no signature, in text or attribute, in any state', async ({
    page,
    shop,
  }) => {
    const sent: Request[] = [];
    page.on('request', (request) => sent.push(request));
    await openChain(shop);
    await shop.logInAsBuyer('ann@example.org');
    const check = async () => {
      const html = await page.evaluate(() => document.documentElement.outerHTML);
      expect(html).not.toMatch(/eyJ[\w-]{12,}|A(SIA|KIA)[A-Z\d]{12,}|[\da-fA-F]{64}/);
      expect(secretsIn(sent).filter((secret) => html.includes(secret))).toEqual([]);
    };
    await shop.button(/^Make a(nother)? signed request/).click();
    await expect(step(page, 5)).toContainText('Allowed');
    await check();
    await shop.button('Try the other role').click();
    await expect(step(page, 3)).toContainText('That’s the proof');
    await check();
    for (const summary of await page.locator('summary').all()) await summary.click();
    await shop.button('Make a request that IAM refuses').click();
    await expect(step(page, 5)).toContainText('Refused');
    await check();
    await shop.button('Renew now').click();
    await expect(page.getByText('STS gave new credentials.')).toBeAttached();
    await check();
    expect(secretsIn(sent).length).toBeGreaterThan(6);
  });

  test('says what can not be asked without a network', async ({ context, page, shop }) => {
    await openChain(shop);
    await shop.logInAsBuyer('ann@example.org');
    await expect(shop.button('Renew now')).toBeVisible();
    await context.setOffline(true);
    await expect(page.getByText(/You are offline/).first()).toBeVisible();
    await shop.button('Renew now').click();
    await expect(step(page, 3).getByRole('alert').first()).toContainText('You are offline');
    await shop.button('Try the other role').click();
    await expect(step(page, 3)).toContainText('nothing is proven');
    await context.setOffline(false);
    await shop.button('Renew now').click();
    await expect(page.getByText('STS gave new credentials.')).toBeAttached();
    await expect(step(page, 3).getByRole('alert').first()).toBeEmpty();
  });

  test('can be walked through with the keyboard alone', async ({ page, shop }) => {
    await page.setViewportSize({ width: 360, height: 740 });
    await openChain(shop);
    await tabTo(page, shop.button('Log in to see yours'));
    await page.keyboard.press('Enter');
    await tabTo(page, shop.button('Continue with Amazon'));
    await page.keyboard.press('Enter');
    await tabTo(page, shop.field('Email address'));
    await page.keyboard.type('ann@example.org');
    await page.keyboard.press('Enter');
    await expect(shop.button('Renew now')).toBeVisible();
    await tabTo(page, page.getByRole('button', { name: /AssumeRoleWithWebIdentity/ }));
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: /Trade it for an AWS session/ })).toBeFocused();
    await tabTo(page, shop.button('Try the other role'));
    await page.keyboard.press('Enter');
    await expect(step(page, 3)).toContainText('That’s the proof');
    await expect(shop.button('Try the other role')).toBeFocused();
    await tabTo(page, shop.button(/^Make a(nother)? signed request/));
    await page.keyboard.press('Enter');
    await expect(step(page, 5)).toContainText('Allowed');
    const box = step(page, 5).getByRole('region', { name: 'What the policy allows' });
    await tabTo(page, box);
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => box.evaluate(({ scrollLeft }) => scrollLeft)).toBeGreaterThan(0);
  });
});
