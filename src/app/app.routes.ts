import type { Routes } from '@angular/router';
import { ShopPage } from './shop/shop-page';

export const routes: Routes = [
  { path: '', pathMatch: 'full', title: 'Secured Pets', component: ShopPage },
  {
    path: 'import',
    title: 'Import a list · Secured Pets',
    loadComponent: () => import('./shop/import/import-page').then(({ ImportPage }) => ImportPage),
  },
  {
    path: '**',
    title: 'Page not found · Secured Pets',
    loadComponent: () => import('./not-found-page').then(({ NotFoundPage }) => NotFoundPage),
  },
];
