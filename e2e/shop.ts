import { expect, test as base } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';
import { LocalShop } from '../backend/test/local-shop.ts';
import { serveSite } from './site.ts';

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

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', {
      name,
      ...(typeof name === 'string' && { exact: true }),
    });
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
    await expect(this.pet('cat')).toBeVisible();
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
    await this.button(`Continue with ${connection}`).click();
    await this.field('Email address').fill(email);
    await this.button('Sign in').click();
    await expect(this.page.getByText(`Hello, ${email.split('@')[0]!}`)).toBeVisible();
  }
}

interface Fixtures {
  shop: ShopPage;
}

interface WorkerFixtures {
  /** The cloud behind the page, and the production build in front of it. */
  cloud: LocalShop;
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  cloud: [
    async ({}, use) => {
      const cloud = await LocalShop.open();
      const site = await serveSite(cloud.ports.page, cloud.config);
      await use(cloud);
      site.closeAllConnections();
      site.close();
      // What the last page asked for is answered before this.
      await cloud.call('/pets/types');
      await cloud.close();
    },
    { scope: 'worker' },
  ],

  shop: async ({ cloud, page }, use) => {
    const keeper = await cloud.keeper();
    await cloud.list([], keeper);
    await cloud.list(PETS, keeper);
    await use(new ShopPage(page, `http://localhost:${cloud.ports.page}`));
  },
});

export { expect };
