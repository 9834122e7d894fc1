import { Menu, MenuContent, MenuItem } from '@angular/aria/menu';
import { Component, computed, inject } from '@angular/core';
import { Router } from '@angular/router';
import { Identity } from '../identity/identity';
import { Theme, isThemeChoice, type ThemeChoice } from './theme';

/** Where the user can go, and how the shop looks. The values of its items are paths and themes. */
@Component({
  selector: 'app-account-menu',
  imports: [MenuContent, MenuItem],
  templateUrl: './account-menu.html',
  styleUrl: './account-menu.css',
  hostDirectives: [Menu],
  host: { 'aria-label': 'Menu' },
})
export class AccountMenu {
  private readonly router = inject(Router);
  private readonly user = inject(Identity).user;

  /** What a trigger opens. */
  readonly menu = inject<Menu<string>>(Menu);

  protected readonly role = computed(() => this.user()?.role);
  protected readonly theme = inject(Theme);
  protected readonly themes: readonly { choice: ThemeChoice; name: string }[] = [
    { choice: 'system', name: 'System' },
    { choice: 'light', name: 'Light' },
    { choice: 'dark', name: 'Dark' },
  ];

  constructor() {
    this.menu.itemSelected.subscribe((value) => {
      if (isThemeChoice(value)) this.theme.choose(value);
      else if (value) void this.router.navigateByUrl(value);
    });
  }

  /** The menu itself follows a link, unless the browser is to open it elsewhere. */
  protected follow(event: MouseEvent): void {
    if (event.ctrlKey || event.metaKey || event.shiftKey) event.stopPropagation();
    else event.preventDefault();
  }
}
