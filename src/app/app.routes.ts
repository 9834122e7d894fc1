import type { Routes } from '@angular/router';
import { ShopPage } from './shop/shop-page';
import { yieldToMain } from './ui/yield-to-main';

export const routes: Routes = [
  { path: '', pathMatch: 'full', loadComponent: () => inNextTask(ShopPage) },
  {
    path: 'purchases',
    title: 'My purchases',
    data: { description: 'The pets that you bought, with the day, the price and the total.' },
    loadComponent: () =>
      import('./purchases/purchases-page').then(({ PurchasesPage }) => inNextTask(PurchasesPage)),
  },
  {
    path: 'sales',
    title: 'Sales',
    data: {
      description: 'For shop keepers: who bought what and when, month by month, and as CSV.',
    },
    loadComponent: () =>
      import('./purchases/sales-page').then(({ SalesPage }) => inNextTask(SalesPage)),
  },
  {
    path: 'identity',
    title: 'How you are let in',
    data: {
      description:
        'Step by step, from the login to IAM’s decision: the ID token, the AWS session and the signed request, with the values of your session.',
    },
    loadComponent: () =>
      import('./identity-page/identity-page').then(({ IdentityPage }) => inNextTask(IdentityPage)),
  },
  {
    path: 'import',
    title: 'Import a list',
    data: {
      description:
        'For shop keepers: replace the list of the shop by another, and see first what that does.',
    },
    loadComponent: () =>
      import('./shop/import/import-page').then(({ ImportPage }) => inNextTask(ImportPage)),
  },
  {
    path: '**',
    title: 'Page not found',
    data: { description: 'Nothing lives at this address of Secured Pets.' },
    loadComponent: () =>
      import('./not-found-page').then(({ NotFoundPage }) => inNextTask(NotFoundPage)),
  },
];

/** So that a page is drawn in another task than the one that ran its code. */
async function inNextTask<Page>(page: Page): Promise<Page> {
  await yieldToMain();
  return page;
}
