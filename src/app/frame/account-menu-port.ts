import { InjectionToken, type EnvironmentInjector } from '@angular/core';

/** Opens the menu and focuses its first item, unless the focus has gone elsewhere. */
export type OpenMenu = () => void;

/** Makes the menu and makes a button its trigger. */
export type AttachAccountMenu = (button: HTMLElement, injector: EnvironmentInjector) => OpenMenu;

/** Loads the menu. Only called when somebody comes near its button. */
export const LOAD_ACCOUNT_MENU = new InjectionToken<() => Promise<AttachAccountMenu>>('Menu', {
  factory: () => () => import('./account-menu').then((menu) => menu.attachAccountMenu),
});
