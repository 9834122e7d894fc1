/**
 * Every page in every state: nothing is wider than the screen on a phone, a tablet and a desktop, on the
 * narrowest screen, with text of twice the size and from right to left; axe finds nothing on a phone in
 * light and a desktop in dark. `npm run screens` runs this file too, with axe on all six, and keeps a
 * picture of each and of forced colors in screenshots/.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import type { LocalShop } from '../local-cloud/testing/local-shop.ts';
import { expect, test } from './shop.ts';
import type { ShopPage } from './shop.ts';

const folder = process.env['SCREENS'];
const sizes = { phone: 360, tablet: 768, desktop: 1280 };
/** Where axe looks in `npm test`: between them they have each layout and each color. */
const AXE_VARIANTS = ['phone-light', 'desktop-dark'];
/** Where pages break first; the text in percent of its usual size (WCAG 2.2, 1.4.4 and 1.4.10). */
const hardships = [
  { variant: 'narrow', width: 320, text: 100, dir: 'ltr' },
  { variant: 'large-text', width: 360, text: 200, dir: 'ltr' },
  { variant: 'right-to-left', width: 360, text: 100, dir: 'rtl' },
];

interface Visit {
  page: Page;
  shop: ShopPage;
  cloud: LocalShop;
}

interface State {
  name: string;
  as?: 'buyer' | 'keeper';
  /** Leads there, from the shop if someone is logged in, and waits until it is there. */
  open: (visit: Visit) => Promise<void>;
}

const LIST = '**/api/pets';
const PURCHASES = '**/api/pets/purchase';
const ANN = 'ann@example.org';

const pet = (id: number, type: string, price: number) => ({ id, type, price });
const manyPets = Array.from({ length: 14 }, (_, i) =>
  pet(
    i + 1,
    ['dog', 'cat', 'rabbit', 'parrot', 'turtle', 'pony', 'dragon'][i % 7]!,
    10 + ((i * 7919) % 990) + 0.99,
  ),
);
const extremes = [
  pet(1, 'Donaudampfschifffahrtsgesellschaftskater', 1_000_000),
  pet(2, 'W'.repeat(40), 0),
  pet(3, 'very small and rather shy guinea pig boy', 0.01),
];

/** Opens a page of which the API's answer never comes, or never comes well. */
async function openWithout(
  { page, shop }: Visit,
  path: string,
  endpoint: string,
  what: 'answer' | 'success',
): Promise<void> {
  await page.route(endpoint, (route) => (what === 'success' ? route.abort() : undefined));
  await page.goto(shop.url + path);
}

async function importPaste({ page, shop }: Visit, text: string): Promise<void> {
  await page.goto(`${shop.url}/import`);
  await shop.field('Or paste the list').fill(text);
  await shop.button('Preview').click();
}

const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { name });

const states: State[] = [
  {
    name: 'shop',
    open: async (visit) => {
      await visit.cloud.list(manyPets, await visit.cloud.keeper());
      await visit.cloud.buy(13, 'bob@example.net');
      await visit.page.goto(visit.shop.url);
      await expect(visit.page.getByText('Sold').first()).toBeVisible();
    },
  },
  {
    name: 'shop-deep',
    open: async ({ cloud, page, shop }) => {
      await cloud.list(manyPets, await cloud.keeper());
      await page.goto(shop.url);
      await expect(shop.pet('dog').first()).toBeVisible();
      await page.getByRole('listitem').last().scrollIntoViewIfNeeded();
    },
  },
  {
    name: 'shop-filtered',
    open: async ({ shop }) => {
      await shop.open('/?type=cat');
      await expect(shop.button('Show all pets')).toBeVisible();
    },
  },
  {
    name: 'shop-extremes',
    open: async ({ cloud, page, shop }) => {
      await cloud.list(extremes, await cloud.keeper());
      await page.goto(shop.url);
      await expect(shop.pet('guinea pig')).toBeVisible();
    },
  },
  {
    name: 'shop-loading',
    open: async (visit) => {
      await openWithout(visit, '/', LIST, 'answer');
      await expect(visit.page.getByText('Loading pets…')).toBeAttached();
    },
  },
  {
    name: 'shop-empty',
    open: async ({ cloud, page, shop }) => {
      await cloud.list([], await cloud.keeper());
      await page.goto(shop.url);
      await expect(heading(page, 'No pets yet')).toBeVisible();
    },
  },
  {
    name: 'shop-error',
    open: async (visit) => {
      await openWithout(visit, '/', LIST, 'success');
      await expect(visit.shop.button('Try again')).toBeVisible();
    },
  },
  {
    name: 'shop-offline',
    open: async ({ page, shop }) => {
      await shop.open();
      await page.context().setOffline(true);
      await expect(page.getByText('You are offline')).toBeVisible();
    },
  },
  {
    name: 'shop-nothing-chosen',
    open: async ({ page, shop }) => {
      await page.goto(`${shop.url}/?type=dragon&available=true`);
      await expect(heading(page, /No available pets of type/)).toBeVisible();
    },
  },
  {
    name: 'shop-wrong-address',
    open: async ({ page, shop }) => {
      await shop.open('/?type=a%00&sort=x&buy=0');
      await expect(page.getByText('isn’t a type of pet')).toBeVisible();
    },
  },
  ...(['pet', 'pet-extreme', 'pet-sold', 'pet-gone', 'pet-unknown'] as const).map((name, i) => ({
    name,
    open: async (visit: Visit) => {
      const { cloud, page, shop } = visit;
      const keeper = await cloud.keeper();
      await cloud.list([...extremes, ...manyPets.slice(3)], keeper);
      await visit.cloud.buy(13, 'bob@example.net');
      await cloud.call('/pets/5', { method: 'DELETE' }, keeper);
      await page.goto(`${shop.url}/pets/${[4, 2, 13, 5, 4000][i]}`);
      await expect(page.getByRole('heading', { level: 1, name: /no\. \d+/i })).toBeVisible();
    },
  })),
  {
    name: 'pet-error',
    open: async (visit) => {
      await openWithout(visit, '/pets/1', `${LIST}?*`, 'success');
      await expect(visit.shop.button('Try again')).toBeVisible();
    },
  },
  {
    name: 'pet-buyer',
    as: 'buyer',
    open: async (visit) => {
      await visit.cloud.buy(1);
      await visit.page.goto(`${visit.shop.url}/pets/1`);
      await expect(visit.page.getByText('Yours.')).toBeVisible();
    },
  },
  {
    name: 'pet-keeper',
    as: 'keeper',
    open: async ({ page, shop }) => {
      await page.goto(`${shop.url}/pets/1`);
      await expect(shop.button('Edit dog')).toBeVisible();
    },
  },
  {
    name: 'shop-price-range',
    open: async ({ cloud, page, shop }) => {
      await cloud.list(manyPets, await cloud.keeper());
      await page.goto(`${shop.url}/?minPrice=500&maxPrice=1000`);
      await expect(page.getByText('pets, lowest price first')).toBeVisible();
    },
  },
  {
    name: 'shop-price-range-wrong',
    open: async ({ page, shop }) => {
      await shop.open('/?minPrice=100');
      await shop.field('Highest price in dollars').fill('50');
      await shop.field('Highest price in dollars').press('Enter');
      await expect(page.getByText('below the lowest')).toBeVisible();
    },
  },
  {
    name: 'menu-visitor',
    open: async ({ page, shop }) => {
      await shop.open();
      await shop.button('Menu').click();
      await expect(page.getByRole('menu')).toBeVisible();
    },
  },
  {
    name: 'search',
    open: async ({ page, shop }) => {
      await shop.open();
      await page
        .getByRole('search')
        .getByLabel(/Search/)
        .first()
        .focus();
      await expect(page.getByRole('combobox', { name: /Search/ })).toBeVisible();
      await page.keyboard.type('c');
      await expect(page.getByRole('listbox').getByRole('option').first()).toBeVisible();
    },
  },
  {
    name: 'question-visitor',
    open: async ({ page, shop }) => {
      await page.goto(`${shop.url}/?buy=1`);
      await expect(shop.button('Log in to buy')).toBeVisible();
    },
  },
  {
    name: 'question-gone',
    open: async ({ page, shop }) => {
      await page.goto(`${shop.url}/?buy=99`);
      await expect(page.getByRole('dialog').getByText('no longer in the shop')).toBeVisible();
    },
  },
  ...(['purchases', 'sales', 'import', 'identity', 'no/such/page'] as const).map((path) => ({
    name: `${path.replaceAll('/', '-')}-visitor`,
    open: async ({ page, shop }: Visit) => {
      await page.goto(`${shop.url}/${path}`);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    },
  })),
  {
    name: 'page-not-loaded',
    open: async ({ page, shop }) => {
      await shop.open();
      await page.route(/\/chunk-[\w-]+\.js$/, (route) => route.abort());
      await page.getByRole('link', { name: 'dog No. 1', exact: true }).click();
      await expect(heading(page, 'This page can’t be loaded')).toBeVisible();
    },
  },
  {
    name: 'config-wrong',
    open: async ({ page, shop }) => {
      await page.route('**/config.json', (route) => route.fulfill({ json: { region: 'Mars' } }));
      await page.goto(shop.url);
      await expect(heading(page, 'Secured Pets can’t start')).toBeVisible();
    },
  },
  {
    name: 'login-failed',
    open: async ({ page, shop }) => {
      await shop.open();
      await page.route('**/authorize**', (route) => route.abort());
      await page.goto(`${shop.url}/?error=access_denied&state=unknown`);
      await expect(page.getByRole('alert').filter({ hasText: 'log' }).first()).toBeVisible();
    },
  },
  {
    name: 'shop-buyer',
    as: 'buyer',
    open: async (visit) => {
      await visit.cloud.buy(1);
      await visit.shop.open();
      await expect(visit.shop.pet('dog').getByText('is yours')).toBeAttached();
    },
  },
  {
    name: 'menu-buyer',
    open: async ({ page, shop }) => {
      await shop.open();
      await shop.logInAsBuyer('annabella.wolkenstein-montgomery@example.org');
      await shop.button(/^Hello, annabella/).click();
      await expect(page.getByRole('menuitem', { name: 'My purchases' })).toBeVisible();
    },
  },
  {
    name: 'question-buyer',
    as: 'buyer',
    open: async ({ shop }) => {
      await shop.button('Buy dog').click();
      await expect(shop.confirmation).toBeVisible();
    },
  },
  {
    name: 'account-without-email',
    open: async ({ page, shop }) => {
      await shop.open();
      await shop.logInWith('No email address');
      await expect(page.locator('.banner')).toContainText('doesn’t share an email address');
    },
  },
  {
    name: 'question-unverified-email',
    open: async ({ page, shop }) => {
      await shop.open();
      await shop.logInWith('An email address that isn’t verified');
      await shop.button('Buy dog').click();
      await expect(page.getByRole('dialog')).toContainText('isn’t verified');
    },
  },
  {
    name: 'login-without-storage',
    open: async ({ page, shop }) => {
      await page.addInitScript(() => {
        Storage.prototype.setItem = () => {
          throw new DOMException('', 'QuotaExceededError');
        };
      });
      await shop.open();
      await shop.button('Log in').click();
      await expect(page.locator('.banner')).toContainText('needs browser storage');
    },
  },
  {
    name: 'login-social',
    open: async ({ shop }) => {
      await shop.open();
      await shop.button('Log in').click();
      await shop.button('Continue with Amazon').click();
      await expect(shop.button('Sign in')).toBeVisible();
    },
  },
  {
    name: 'question-buying',
    as: 'buyer',
    open: async ({ page, shop }) => {
      await page.route(PURCHASES, () => undefined);
      await shop.buy('dog');
      await expect(page.getByText('Buying dog…')).toBeVisible();
    },
  },
  {
    name: 'question-too-late',
    as: 'buyer',
    open: async (visit) => {
      await visit.shop.button('Buy dog').click();
      await expect(visit.shop.confirmation).toBeVisible();
      await visit.cloud.buy(1, 'bob@example.net');
      await visit.shop.confirmation.click();
      await expect(heading(visit.page, /Too late/)).toBeVisible();
    },
  },
  {
    name: 'question-offline',
    as: 'buyer',
    open: async ({ page, shop }) => {
      await page.route(PURCHASES, (route) => route.abort());
      await shop.buy('dog');
      await expect(page.getByRole('dialog').getByRole('alert')).toBeVisible();
    },
  },
  {
    name: 'bought',
    as: 'buyer',
    open: async ({ page, shop }) => {
      await shop.buy('dog');
      await expect(page.getByText('You bought the dog')).toBeVisible();
    },
  },
  {
    name: 'purchases',
    as: 'buyer',
    open: async (visit) => {
      await visit.cloud.list([...extremes, ...manyPets.slice(3)], await visit.cloud.keeper());
      for (const id of [1, 2, 3, 4, 5]) await visit.cloud.buy(id);
      await visit.page.goto(`${visit.shop.url}/purchases`);
      await expect(visit.page.getByText(/\d pets for/)).toBeVisible();
    },
  },
  {
    name: 'purchases-empty',
    as: 'buyer',
    open: async ({ page, shop }) => {
      await page.route(PURCHASES, (route) => route.fulfill({ json: [] }));
      await page.goto(`${shop.url}/purchases`);
      await expect(heading(page, 'No pets yet')).toBeVisible();
    },
  },
  ...(['answer', 'success'] as const).flatMap((what) =>
    (['purchases', 'sales'] as const).map((path): State => ({
      name: `${path}-${what === 'answer' ? 'loading' : 'error'}`,
      as: path === 'purchases' ? 'buyer' : 'keeper',
      open: async (visit) => {
        await openWithout(visit, `/${path}`, PURCHASES, what);
        await expect(visit.page.getByText('Hello, ')).toBeVisible();
        if (what === 'success') await expect(visit.shop.button('Try again')).toBeVisible();
      },
    })),
  ),
  {
    name: 'sales-buyer',
    as: 'buyer',
    open: async ({ page, shop }) => {
      await page.goto(`${shop.url}/sales`);
      await expect(heading(page, 'For shopkeepers only')).toBeVisible();
    },
  },
  {
    name: 'purchases-keeper',
    as: 'keeper',
    open: async ({ page, shop }) => {
      await page.goto(`${shop.url}/purchases`);
      await expect(heading(page, 'Shopkeepers don’t buy')).toBeVisible();
    },
  },
  {
    name: 'import-buyer',
    as: 'buyer',
    open: async ({ page, shop }) => {
      await page.goto(`${shop.url}/import`);
      await expect(page.getByText('logged in as a buyer')).toBeVisible();
    },
  },
  {
    name: 'identity-buyer',
    as: 'buyer',
    open: async ({ page, shop }) => {
      await page.goto(`${shop.url}/identity`);
      await shop.button(/^Make a(nother)? signed request/).click();
      await expect(page.getByText('Allowed').first()).toBeVisible();
      for (const summary of await page.locator('summary').all()) await summary.click();
      await shop.button('Try the other role').click();
      await expect(page.getByText('That’s the proof')).toBeVisible();
    },
  },
  {
    name: 'identity-refused',
    as: 'keeper',
    open: async ({ page, shop }) => {
      await page.goto(`${shop.url}/identity`);
      await shop.button('Make a request that IAM refuses').click();
      await expect(page.getByText('AccessDeniedException').first()).toBeVisible();
    },
  },
  {
    name: 'shop-keeper',
    as: 'keeper',
    open: async (visit) => {
      await visit.cloud.list(manyPets, await visit.cloud.keeper());
      await visit.cloud.buy(13, 'bob@example.net');
      await visit.page.reload();
      await expect(visit.page.getByText('bob@example.net')).toBeVisible();
    },
  },
  {
    name: 'shop-empty-keeper',
    as: 'keeper',
    open: async ({ cloud, page }) => {
      await cloud.list([], await cloud.keeper());
      await page.reload();
      await expect(page.getByText('Add the first one')).toBeVisible();
    },
  },
  {
    name: 'add-suggestions',
    as: 'keeper',
    open: async ({ page, shop }) => {
      await shop.button('Add pets').click();
      await shop.field('Pet type').pressSequentially('c');
      await page.keyboard.press('ArrowDown');
      await expect(page.locator('[role=option][data-active=true]')).toBeVisible();
    },
  },
  {
    name: 'add-wrong',
    as: 'keeper',
    open: async ({ page, shop }) => {
      await shop.button('Add pets').click();
      await shop.field('Pet type').fill('<b>');
      await page.keyboard.press('Escape');
      await shop.button('Add pets').click();
      await shop.field('Pet price').fill('0.001');
      await shop.button('Save').click();
      await expect(page.getByText('Use at most two digits')).toBeVisible();
    },
  },
  {
    name: 'added',
    as: 'keeper',
    open: async ({ page, shop }) => {
      await shop.button('Add pets').click();
      await shop.field('Pet type').fill('frog');
      await shop.field('Pet price').fill('4,99');
      await shop.button('Save').click();
      await expect(page.getByText('The frog is in the shop now')).toBeVisible();
    },
  },
  {
    name: 'edit',
    as: 'keeper',
    open: async ({ page, shop }) => {
      await shop.button('Edit dog').click();
      await shop.field('Pet price').fill('x');
      await shop.button('Save').click();
      await expect(page.getByRole('dialog').locator('[aria-invalid=true]')).toBeVisible();
    },
  },
  {
    name: 'removed',
    as: 'keeper',
    open: async ({ shop }) => {
      await shop.button('Remove dog').click();
      await expect(shop.button('Undo')).toBeVisible();
    },
  },
  {
    name: 'sales',
    as: 'keeper',
    open: async (visit) => {
      await visit.cloud.list([...extremes, ...manyPets.slice(3)], await visit.cloud.keeper());
      await visit.cloud.buy(1, `${'a'.repeat(60)}@${'long-domain.'.repeat(3)}example`);
      for (const id of [2, 3, 4, 5]) await visit.cloud.buy(id);
      await visit.page.goto(`${visit.shop.url}/sales`);
      await expect(visit.page.getByRole('table').first()).toBeVisible();
      for (const summary of await visit.page.locator('summary').all()) await summary.click();
    },
  },
  {
    name: 'sales-filtered',
    as: 'keeper',
    open: async (visit) => {
      await visit.cloud.buy(1);
      const query = 'period=custom&from=2020-01-01&type=dog&buyer=ann';
      await visit.page.goto(`${visit.shop.url}/sales?${query}`);
      await expect(visit.page.getByText(/^Searched all/)).toBeVisible();
      await visit.shop.field('To').fill('2019-12-31');
      await expect(visit.page.getByText('The end date is before')).toBeVisible();
    },
  },
  {
    name: 'sales-empty',
    as: 'keeper',
    open: async ({ page, shop }) => {
      await page.route(PURCHASES, (route) => route.fulfill({ json: [] }));
      await page.goto(`${shop.url}/sales`);
      await expect(page.getByRole('heading', { level: 2 }).first()).toBeVisible();
    },
  },
  {
    name: 'import',
    as: 'keeper',
    open: async ({ page, shop }) => {
      await page.goto(`${shop.url}/import`);
      await expect(shop.field('Or paste the list')).toBeVisible();
    },
  },
  {
    name: 'import-wrong',
    as: 'keeper',
    open: async (visit) => {
      await importPaste(visit, '{"pets": [{}, {"id": 1, "type": "<b>", "price": -1}]}');
      await expect(visit.page.getByText('pets[0].id')).toBeVisible();
    },
  },
  {
    name: 'import-preview',
    as: 'keeper',
    open: async (visit) => {
      await importPaste(
        visit,
        JSON.stringify({ pets: [{ ...pet(1, 'dog', 1) }, ...extremes.slice(1)] }),
      );
      await expect(visit.shop.button(/^Import:/)).toBeVisible();
    },
  },
  {
    name: 'import-done',
    as: 'keeper',
    open: async (visit) => {
      await importPaste(visit, JSON.stringify({ pets: manyPets }));
      await visit.shop.button(/^Import:/).click();
      await expect(heading(visit.page, 'List imported')).toBeVisible();
    },
  },
  {
    name: 'menu-keeper',
    as: 'keeper',
    open: async ({ page, shop }) => {
      await shop.button(/^Hello, admin/).click();
      await expect(page.getByRole('menuitem', { name: 'Sales' })).toBeVisible();
    },
  },
];

for (const { name, as, open } of states) {
  test(`${name} is accessible and fits every screen, light and dark`, async ({
    page,
    shop,
    cloud,
  }) => {
    test.setTimeout(120_000);
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await page.setViewportSize({ width: sizes.desktop, height: 900 });
    if (as) await shop.open();
    if (as === 'buyer') await shop.logInAsBuyer(ANN);
    if (as === 'keeper') await shop.logInAsKeeper();
    await open({ page, shop, cloud });
    for (const [size, width] of Object.entries(sizes)) {
      await page.setViewportSize({ width, height: 900 });
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        const variant = `${size}-${colorScheme}`;
        if (folder || AXE_VARIANTS.includes(variant)) {
          const { violations } = await new AxeBuilder({ page }).analyze();
          const issues = violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
          expect(issues, variant).toEqual([]);
        }
        const wide = await page.evaluate(() => document.documentElement.scrollWidth);
        expect(wide, variant).toBeLessThanOrEqual(width);
        if (folder) await picture(page, name, variant);
      }
    }
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    for (const { variant, width, text, dir } of hardships) {
      await page.setViewportSize({ width, height: 900 });
      await page.locator('html').evaluate(
        (html, [size, direction]) => {
          html.style.fontSize = size!;
          html.setAttribute('dir', direction!);
        },
        [`${text}%`, dir],
      );
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      expect.soft(wide, variant).toBeLessThanOrEqual(width);
      expect.soft(await misfits(page), variant).toEqual([]);
      if (folder) await picture(page, name, variant);
    }
    if (folder) {
      await page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' });
      await picture(page, name, 'forced-colors');
    }
  });
}

/** Texts that lie beyond the window, where nothing scrolls, and headings of which few letters fit a line. */
const misfits = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const linesOf = (node: Node): DOMRect[] => {
      const range = document.createRange();
      range.selectNodeContents(node);
      return [...range.getClientRects()].filter(({ width }) => width > 0);
    };
    const isClipped = (element: Element | null): boolean =>
      element !== null &&
      element !== document.body &&
      (getComputedStyle(element).overflowX !== 'visible' || isClipped(element.parentElement));
    const found: string[] = [];
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const { currentNode: node } = texts;
      const { parentElement: parent } = node;
      if (!node.nodeValue?.trim() || !parent?.checkVisibility() || isClipped(parent)) continue;
      const isBeyond = linesOf(node).some(({ left, right }) => left < -1 || right > innerWidth + 1);
      if (isBeyond) found.push(`beyond the window: ${node.nodeValue.trim()}`);
    }
    for (const element of document.body.querySelectorAll('*')) {
      const { clientWidth, scrollWidth, localName } = element;
      const scrolls = /auto|scroll/.test(getComputedStyle(element).overflowX);
      if (scrolls && scrollWidth > clientWidth && localName !== 'pre') {
        found.push(`scrolls sideways: ${element.className}`);
      }
    }
    for (const heading of document.querySelectorAll('h1, h2, h3')) {
      if (!heading.checkVisibility() || heading.matches('.visually-hidden')) continue;
      for (const node of heading.childNodes) {
        const text = node.nodeValue?.trim() ?? '';
        const lines = new Set(linesOf(node).map(({ top }) => Math.round(top))).size;
        if (text !== '' && lines > 1 && text.length / lines < 6)
          found.push(`${lines} lines: ${text}`);
      }
    }
    return found;
  });

async function picture(page: Page, state: string, variant: string): Promise<void> {
  const path = join(folder!, state, `${variant}.png`);
  mkdirSync(join(folder!, state), { recursive: true });
  await page.screenshot({ path, fullPage: true });
}
