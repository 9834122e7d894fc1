import { expect, test as base } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';
import { LocalShop } from '../local-cloud/testing/local-shop.ts';
import { serveSite, type Site } from './site.ts';

/** The pets with which each test begins. */
export const PETS = [
  { id: 1, type: 'dog', price: 249.99 },
  { id: 2, type: 'cat', price: 124.99 },
];

/** The page as its users handle it: by role and name. */
export class ShopPage {
  readonly page: Page;
  readonly url: string;

  constructor(page: Page, url: string) {
    this.page = page;
    this.url = url;
  }

  /** A button by its whole name; the number of a pet may be left out where there is one of its type. */
  button(name: string | RegExp): Locator {
    const escaped = String(name).replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    const pattern = typeof name === 'string' ? new RegExp(`^${escaped}(, no\\. \\d+)?$`) : name;
    return this.page.getByRole('button', { name: pattern });
  }

  field(name: string): Locator {
    return this.page.getByLabel(name, { exact: true });
  }

  /** The list item of a pet. */
  pet(type: string): Locator {
    return this.page.getByRole('listitem').filter({ hasText: type });
  }

  /** The prices of the pets, in the order of the list. */
  prices(): Locator {
    return this.page.getByRole('listitem').getByText(/^\$/);
  }

  async open(path = '/'): Promise<void> {
    await this.page.goto(this.url + path);
    // Behind a question, too, which hides the page from those who don't see it.
    const pets = this.page.getByRole('listitem', { includeHidden: true });
    await expect(pets.filter({ hasText: 'cat' })).toBeVisible();
  }

  /** Presses Buy and confirms. */
  async buy(type: string): Promise<void> {
    await this.button(`Buy ${type}`).click();
    await this.confirmation.click();
  }

  /** The button that answers the question whether to buy. */
  get confirmation(): Locator {
    return this.page.getByRole('dialog').getByRole('button', { name: /^Buy/ });
  }

  /**
   * Lets calls reach the API and drops their answers, as a bad network does.
   *
   * @param times how many of them; the page repeats a call twice
   * @returns the addresses of all these calls, also of those that are answered
   */
  async loseAnswers(method: string, path: string, times = 1): Promise<readonly string[]> {
    const calls: string[] = [];
    await this.page.route(`**/api${path}`, async (route) => {
      if (route.request().method() !== method) return route.fallback();
      calls.push(new URL(route.request().url()).pathname);
      if (calls.length > times) return route.fallback();
      await route.fetch();
      await route.abort();
    });
    return calls;
  }

  async logInAsKeeper(): Promise<void> {
    await this.button('Log in').click();
    await this.field('Email address').fill('admin@example.com');
    await this.field('Password').fill('admin');
    await this.button('Continue').click();
    await expect(this.page.getByText('Hello, admin')).toBeVisible();
  }

  async logInAsBuyer(email: string, connection: 'Amazon' | 'Google' = 'Amazon'): Promise<void> {
    await this.button('Log in').click();
    await this.answerLogin(email, connection);
  }

  /**
   * Logs in through Amazon's stand-in.
   *
   * @param kind what the account tells the shop, as the page there offers it
   */
  async logInWith(kind: string): Promise<void> {
    await this.button('Log in').click();
    await this.button('Continue with Amazon').click();
    await this.field('Email address').fill('ann@example.org');
    await this.page
      .getByRole('combobox', { name: 'What your account shares with the shop' })
      .selectOption(kind);
    await this.button('Sign in').click();
    await expect(this.page.getByText('Hello, ')).toBeVisible();
  }

  /** Chooses *Log out* in the menu. */
  async logOut(): Promise<void> {
    await this.button(/^Hello, /).click();
    await this.page.getByRole('menuitem', { name: 'Log out' }).click();
    await expect(this.button('Log in')).toBeVisible();
  }

  /** What a buyer does on the login page. */
  async answerLogin(email: string, connection: 'Amazon' | 'Google' = 'Amazon'): Promise<void> {
    await this.button(`Continue with ${connection}`).click();
    await this.field('Email address').fill(email);
    await this.button('Sign in').click();
    await expect(this.page.getByText(`Hello, ${email.split('@')[0]!}`)).toBeVisible();
  }
}

interface Fixtures {
  shop: ShopPage;
  /**
   * What the browser refused because of a Content-Security-Policy, Trusted Types included. A test
   * fails if there is something at its end: a page must not break its own rules.
   */
  refusals: string[];
}

interface WorkerFixtures {
  /** The cloud behind the page. */
  cloud: LocalShop;
  /** The production build, and what CloudFront keeps of the API, which gets old by hand. */
  site: Site;
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  cloud: [
    async ({}, use) => {
      const cloud = await LocalShop.open();
      await use(cloud);
      // What the last page asked for is answered before this.
      await cloud.call('/pets/types');
      await cloud.close();
    },
    { scope: 'worker' },
  ],

  site: [
    async ({ cloud }, use) => {
      const site = await serveSite(cloud.ports, cloud.config, { clock: 'by hand' });
      await use(site);
      site.close();
    },
    { scope: 'worker' },
  ],

  refusals: [
    async ({ context }, use) => {
      const refusals: string[] = [];
      await context.exposeBinding('refused', (_source, what: string) => refusals.push(what));
      await context.addInitScript(() => {
        const { refused } = window as unknown as { refused: (what: string) => Promise<void> };
        document.addEventListener('securitypolicyviolation', (event) => {
          const { effectiveDirective, blockedURI, sample } = event;
          void refused(`${effectiveDirective} refused ${blockedURI} ${sample}`);
        });
      });
      // Of workers, only the console tells.
      context.on('console', (message) => {
        if (/Content Security Policy|Trusted ?Types/i.test(message.text())) {
          refusals.push(message.text());
        }
      });
      await use(refusals);
      expect(refusals).toEqual([]);
    },
    { auto: true },
  ],

  shop: async ({ cloud, page, site }, use) => {
    const keeper = await cloud.keeper();
    await cloud.restock(PETS, keeper);
    site.forget();
    await use(new ShopPage(page, `http://localhost:${cloud.ports.page}`));
  },
});

/** Waits until the page has drawn what has happened so far. */
export const drawn = (page: Page): Promise<unknown> =>
  page.evaluate(
    () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
  );

export { expect };
