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
import { Identity } from '../auth/identity';
import type { Role } from '../auth/user';
import { Theme, isThemeChoice, type ThemeChoice } from './theme';

/** The value of an item that is neither a path nor a theme. */
const LOG_OUT = 'log-out';

/**
 * Where the user can go, the way out, and how the shop looks. The values of most items are paths and
 * themes. It takes the place of a button that was pressed, so that it begins open.
 */
@Component({
  selector: 'app-account-menu',
  imports: [Menu, MenuItem, MenuTrigger, NgTemplateOutlet],
  templateUrl: './account-menu.html',
  styleUrl: './account-menu.css',
})
export class AccountMenu {
  private readonly document = inject(DOCUMENT);
  private readonly identity = inject(Identity);
  private readonly router = inject(Router);
  private readonly trigger = viewChild.required(MenuTrigger);

  /** What its button shows. */
  readonly face = input.required<TemplateRef<unknown>>();
  /** What the user is here; undefined for a visitor. */
  readonly role = input.required<Role | undefined>();

  protected readonly logOut = LOG_OUT;
  protected readonly theme = inject(Theme);
  protected readonly themes: readonly { choice: ThemeChoice; name: string }[] = [
    { choice: 'system', name: 'System' },
    { choice: 'light', name: 'Light' },
    { choice: 'dark', name: 'Dark' },
  ];

  constructor() {
    afterNextRender(() => {
      const { activeElement, body } = this.document;
      // Not if the focus has gone elsewhere while this was loading.
      if (activeElement === null || activeElement === body) this.trigger().open();
    });
  }

  protected choose(value: string): void {
    if (value === LOG_OUT) void this.identity.logOut();
    else if (isThemeChoice(value)) this.theme.choose(value);
    else void this.router.navigateByUrl(value);
  }

  /** The menu itself follows a link, unless the browser is to open it elsewhere. */
  protected follow(event: MouseEvent): void {
    if (event.ctrlKey || event.metaKey || event.shiftKey) event.stopPropagation();
    else event.preventDefault();
  }
}
