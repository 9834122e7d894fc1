import { Menu, MenuItem, MenuTrigger } from '@angular/aria/menu';
import {
  ApplicationRef,
  Component,
  computed,
  createComponent,
  inject,
  inputBinding,
} from '@angular/core';
import { Router } from '@angular/router';
import { Identity } from '../identity/identity';
import type { AttachAccountMenu } from './account-menu-port';
import { Theme, isThemeChoice, type ThemeChoice } from './theme';

/** Makes a button that is there already the trigger of a menu. */
@Component({ selector: 'app-menu-button', template: '' })
class MenuButton {
  readonly trigger = inject(MenuTrigger);
}

/** Where the user can go, and how the shop looks. The values of its items are paths and themes. */
@Component({
  selector: 'app-account-menu',
  imports: [MenuItem],
  templateUrl: './account-menu.html',
  styleUrl: './account-menu.css',
  host: { 'aria-label': 'Menu' },
})
class AccountMenu {
  private readonly router = inject(Router);
  private readonly user = inject(Identity).user;

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

export const attachAccountMenu: AttachAccountMenu = (button, environmentInjector) => {
  const application = environmentInjector.get(ApplicationRef);
  const { instance, location, hostView } = createComponent(AccountMenu, {
    environmentInjector,
    directives: [Menu],
  });
  button.after(location.nativeElement as HTMLElement);
  application.attachView(hostView);
  // The button keeps its content, which Angular takes out of a host.
  const content = [...button.childNodes];
  const trigger = createComponent(MenuButton, {
    environmentInjector,
    hostElement: button,
    directives: [{ type: MenuTrigger, bindings: [inputBinding('menu', () => instance.menu)] }],
  });
  button.append(...content);
  application.attachView(trigger.hostView);
  return () => {
    const { activeElement, body } = button.ownerDocument;
    if (activeElement === button || activeElement === body) trigger.instance.trigger.open();
  };
};
