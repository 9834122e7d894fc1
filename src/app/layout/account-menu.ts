import { NgTemplateOutlet } from '@angular/common';
import { Menu, MenuItem, MenuTrigger } from '@angular/aria/menu';
import {
  Component,
  DOCUMENT,
  TemplateRef,
  afterNextRender,
  inject,
  input,
  viewChild,
} from '@angular/core';
import { Router } from '@angular/router';
import type { Role } from '../auth/user';
import { Theme, isThemeChoice, type ThemeChoice } from './theme';

/** The value of an item that is neither a path nor a theme. */
const LOG_OUT = 'log-out';

/**
 * Where the user can go, the logout, and the theme. Most items' values are paths and themes. It
 * replaces a button that was pressed, so it starts open.
 */
@Component({
  selector: 'app-account-menu',
  imports: [Menu, MenuItem, MenuTrigger, NgTemplateOutlet],
  templateUrl: './account-menu.html',
  styleUrl: './account-menu.css',
})
export class AccountMenu {
  private readonly document = inject(DOCUMENT);
  private readonly router = inject(Router);
  private readonly trigger = viewChild.required(MenuTrigger);

  /** What its button shows. */
  readonly face = input.required<TemplateRef<unknown>>();
  /** The user's role; undefined for a visitor. */
  readonly role = input.required<Role | undefined>();
  readonly logOut = input.required<() => void>();

  protected readonly wayOut = LOG_OUT;
  protected readonly theme = inject(Theme);
  protected readonly themes: readonly { choice: ThemeChoice; name: string }[] = [
    { choice: 'system', name: 'System' },
    { choice: 'light', name: 'Light' },
    { choice: 'dark', name: 'Dark' },
  ];

  constructor() {
    afterNextRender(() => {
      const { activeElement, body } = this.document;
      // Not if the focus moved elsewhere while this was loading.
      if (activeElement === null || activeElement === body) this.trigger().open();
    });
  }

  protected choose(value: string): void {
    if (value === LOG_OUT) this.logOut()();
    else if (isThemeChoice(value)) this.theme.choose(value);
    else void this.router.navigateByUrl(value);
  }

  /** The menu itself follows a link, unless the browser is to open it elsewhere. */
  protected follow(event: MouseEvent): void {
    if (event.ctrlKey || event.metaKey || event.shiftKey) event.stopPropagation();
    else event.preventDefault();
  }
}
