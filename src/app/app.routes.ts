import type { Routes } from '@angular/router';
import { petIdFrom } from './shop/pet-id';
import { petQueryFrom } from './shop/pet-query';
import { queryName } from './shop/query-name';
import { ShopPage } from './shop/shop-page';
import { withLazyPage, type PageRoute } from './ui/lazy-page';

const pages: readonly PageRoute[] = [
  // The page of most first visits: no other file should delay it.
  {
    path: '',
    pathMatch: 'full',
    // The filter, also when only that changes.
    title: ({ queryParamMap }) => queryName(petQueryFrom(queryParamMap)),
    runGuardsAndResolvers: 'paramsOrQueryParamsChange',
    component: ShopPage,
  },
  {
    path: 'pets/:id',
    canMatch: [(_, [, id]) => petIdFrom(id?.path ?? '') !== undefined],
    title: ({ params }) => `Pet no. ${params['id']}`,
    data: { description: 'What this pet costs, and whether you can still buy it.' },
    loadComponent: () => import('./shop/pet-page').then(({ PetPage }) => PetPage),
  },
  {
    path: 'purchases',
    title: 'My purchases',
    data: { description: 'The pets you bought, with dates, prices and the total.' },
    loadComponent: () =>
      import('./purchases/purchases-page').then(({ PurchasesPage }) => PurchasesPage),
  },
  {
    path: 'sales',
    title: 'Sales',
    data: {
      description:
        'For shopkeepers: every sale with its buyer, date and price, month by month and as CSV.',
    },
    loadComponent: () => import('./purchases/sales-page').then(({ SalesPage }) => SalesPage),
  },
  {
    path: 'identity',
    title: 'How access works',
    data: {
      description:
        'From your login to IAM’s decision, step by step: the ID token, the AWS session and the signed request, with the real values of your session.',
    },
    loadComponent: () => import('./chain/chain-page').then(({ ChainPage }) => ChainPage),
  },
  {
    path: 'import',
    title: 'Import a list',
    data: {
      description:
        'For shopkeepers: import a list of pets, and see every change before it is made.',
    },
    loadComponent: () => import('./shop/import/import-page').then(({ ImportPage }) => ImportPage),
  },
  {
    path: '**',
    title: 'Page not found',
    data: { description: 'There is nothing at this address.' },
    loadComponent: () => import('./not-found-page').then(({ NotFoundPage }) => NotFoundPage),
  },
];

export const routes: Routes = pages.map(withLazyPage);
