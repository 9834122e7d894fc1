import type { Routes } from '@angular/router';
import { ShopPage } from './shop/shop-page';

export const routes: Routes = [
  { path: '', pathMatch: 'full', component: ShopPage },
  {
    path: '**',
    title: 'Page not found',
    data: { description: 'Nothing lives at this address of Secured Pets.' },
    loadComponent: () => import('./not-found-page').then(({ NotFoundPage }) => NotFoundPage),
  },
];
