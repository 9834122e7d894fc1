import { expect, test } from './shop.ts';

/** Waits forever, as a server does that has died in the middle. */
const neverAnswer = (): void => undefined;

/** The page has until then to say so, in milliseconds. */
const PATIENCE = { timeout: 25_000 };

const LIST = /\/api\/pets(\?|$)/;

test.describe('The page says so and lets the user try again', () => {
  test('when STS never answers', async ({ cloud, page, shop }) => {
    await shop.open();
    await shop.logInAsBuyer('ann@example.org');
    const sts = `http://localhost:${cloud.ports.sts}/**`;
    await page.route(sts, neverAnswer);
    await shop.buy('dog');
    const dialog = page.getByRole('dialog');
    await expect(dialog.getByRole('alert')).toContainText('AWS can’t be reached', PATIENCE);
    await page.unroute(sts);
    await shop.confirmation.click();
    await expect(shop.pet('dog')).toContainText('is yours');
  });

  test('when the list never comes', async ({ page, shop }) => {
    await page.clock.install();
    let asked = false;
    await page.route(LIST, () => void (asked = true));
    await page.goto(shop.url);
    await expect.poll(() => asked).toBe(true);
    await page.clock.fastForward(13_000);
    await expect(page.getByText('didn’t answer in time')).toBeVisible();
    await page.unroute(LIST);
    await shop.button('Try again').click();
    await expect(shop.pet('cat')).toBeVisible();
  });

  test('when the answers to a purchase stay away', async ({ page, shop }) => {
    await shop.open();
    await shop.logInAsBuyer('ann@example.org');
    const answers: number[] = [];
    await page.route('**/pets/purchase', async (route) => {
      answers.push((await route.fetch()).status());
    });
    await page.clock.install();
    await shop.buy('dog');
    await expect.poll(() => answers).toEqual([200]);
    // The page asks again after the time limit of a call, and gives up a little later.
    await page.clock.fastForward(30_000);
    await expect.poll(() => page.clock.runFor(300).then(() => answers)).toEqual([200, 200]);
    await page.clock.fastForward(5_000);
    const dialog = page.getByRole('dialog');
    await expect(dialog.getByRole('alert')).toContainText('didn’t answer in time');
    await page.unroute('**/pets/purchase');
    await shop.confirmation.click();
    await expect(shop.pet('dog')).toContainText('is yours');
  });

  test('when config.json never comes', async ({ page, shop }) => {
    await page.route('**/config.json', neverAnswer);
    await page.goto(shop.url);
    await expect(page.getByText('Got no answer from the server.')).toBeVisible(PATIENCE);
  });
});
