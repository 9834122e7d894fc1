import type { Routes } from '@angular/router';
import { ShopPage } from './shop/shop-page';

export const routes: Routes = [
  { path: '', pathMatch: 'full', title: 'Secured Pets', component: ShopPage },
  {
    path: 'identity',
    title: 'Your identity · Secured Pets',
    loadComponent: () => import('./identity-page/identity-page').then((file) => file.IdentityPage),
  },
  {
    path: '**',
    title: 'Page not found · Secured Pets',
    loadComponent: () => import('./not-found-page').then(({ NotFoundPage }) => NotFoundPage),
  },
];
