import { TestBed } from '@angular/core/testing';
import { Router, provideRouter } from '@angular/router';
import { FakeIdentity, buyer, keeper } from '../../testing/fake-identity';
import { settled, until } from '../../testing/sent';
import { LoginError } from '../auth/login-error';
import type { User } from '../auth/user';
import { Account } from './account';

describe('The account in the header', () => {
  let identity: FakeIdentity;

  async function open(user?: User) {
    if (user) identity.become(user);
    const fixture = TestBed.createComponent(Account);
    const element = fixture.nativeElement as HTMLElement;
    document.body.append(element);
    await fixture.whenStable();
    const button = () => element.querySelector<HTMLElement>('.menu-button')!;
    const visible = () =>
      [...element.querySelectorAll<HTMLElement>('[role^=menuitem]')].filter(
        ({ offsetParent }) => offsetParent,
      );
    const press = async (key: string) => {
      const options = { key, bubbles: true, cancelable: true };
      document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', options));
      await settled();
    };
    return {
      element,
      button,
      press,
      text: () =>
        [...element.querySelectorAll(':not(:has(*), [aria-hidden])')]
          .map(({ textContent }) => textContent.trim())
          .filter((text) => text !== '')
          .join(' '),
      items: () => visible().map((item) => item.textContent.trim()),
      focused: () => document.activeElement?.textContent.trim(),
      openMenu: async () => {
        button().focus();
        button().click();
        await until(() =>
          visible().includes(document.activeElement as HTMLElement) ? 1 : undefined,
        );
      },
    };
  }

  beforeEach(() => {
    localStorage.clear();
    identity = new FakeIdentity();
    TestBed.configureTestingModule({ providers: [identity.provider(), provideRouter([])] });
  });

  it('offers a visitor the menu and to log in', async () => {
    expect((await open()).text()).toBe('Menu Log in');
  });

  it('offers no login while it is checking who is here', async () => {
    identity.status.set('checking');
    expect((await open()).text()).toBe('Menu Checking who you are…');
  });

  for (const [user, greeting] of [
    [keeper, 'Hello, admin shopkeeper'],
    [buyer, 'Hello, anna buyer'],
  ] as const) {
    it(`greets a user: ${greeting}`, async () => {
      expect((await open(user)).text()).toBe(greeting);
    });
  }

  it('shows the first character of a nickname whole', async () => {
    const account = await open({ ...buyer, nickname: '🐈‍⬛ Tom' });
    expect(account.element.querySelector('.avatar')?.textContent).toBe('🐈‍⬛');
  });

  it('lets somebody without a role log out', async () => {
    identity.status.set(new LoginError('no-role'));
    expect((await open()).text()).toBe('Menu Log out');
  });

  it('lets a user log out by the menu', async () => {
    const account = await open(buyer);
    await account.openMenu();
    const logOut = spyOn(identity, 'logOut').and.resolveTo();
    await account.press('l');
    expect(account.focused()).toBe('Log out');
    await account.press('Enter');
    expect(logOut).toHaveBeenCalledTimes(1);
    expect(account.items()).toEqual([]);
  });

  it('keeps its content when the menu joins it, and still follows who is here', async () => {
    const account = await open();
    await account.openMenu();
    identity.become(buyer);
    await settled();
    expect(account.button().textContent).toContain('Hello, anna');
    expect(account.items()[0]).toBe('My purchases');
  });

  const themes = ['System', 'Light', 'Dark'];
  for (const [who, user, pages] of [
    ['a visitor', undefined, ['How access works']],
    ['a buyer', buyer, ['My purchases', 'How access works', 'Log out']],
    ['a shopkeeper', keeper, ['Sales', 'How access works', 'Log out']],
  ] as const) {
    it(`offers ${who} ${pages.join(', ')} and the themes`, async () => {
      const account = await open(user);
      await account.openMenu();
      expect(account.items()).toEqual([...pages, ...themes]);
    });
  }

  it('is a menu for the keyboard: arrows, Home, End, letters, and Escape back to the button', async () => {
    const account = await open(buyer);
    await account.openMenu();
    const visited = [account.focused()];
    for (const key of ['ArrowDown', 'ArrowUp', 'ArrowUp', 'Home', 'End', 'l']) {
      await account.press(key);
      visited.push(account.focused());
    }
    expect(visited).toEqual([
      'My purchases',
      'How access works',
      'My purchases',
      'Dark',
      'My purchases',
      'Dark',
      'Log out',
    ]);
    await account.press('Escape');
    expect(account.items()).toEqual([]);
    expect(document.activeElement).toBe(account.button());
  });

  it('closes when something else gets the focus', async () => {
    const account = await open();
    await account.openMenu();
    // The browser sends these only to a window that has the focus.
    const relatedTarget = account.element.querySelector('app-login-button button');
    const leave = new FocusEvent('focusout', { bubbles: true, relatedTarget });
    document.activeElement?.dispatchEvent(leave);
    await settled();
    expect(account.items()).toEqual([]);
  });

  it('follows a link by Enter and by a click, once, and closes', async () => {
    const go = spyOn(TestBed.inject(Router), 'navigateByUrl').and.resolveTo(true);
    const account = await open(keeper);
    await account.openMenu();
    await account.press('Enter');
    expect(account.items()).toEqual([]);
    await account.openMenu();
    account.element.querySelector<HTMLElement>('[href="/identity"]')?.click();
    await settled();
    expect(go.calls.allArgs()).toEqual([['/sales'], ['/identity']]);
    expect(account.items()).toEqual([]);
  });

  it('leaves to the browser a link that is to open elsewhere', async () => {
    const go = spyOn(TestBed.inject(Router), 'navigateByUrl');
    const account = await open();
    await account.openMenu();
    const link = account.element.querySelector('[href="/identity"]')!;
    let followed = false;
    link.addEventListener('click', (event) => {
      followed = !event.defaultPrevented;
      event.preventDefault();
    });
    const options = { bubbles: true, cancelable: true, ctrlKey: true };
    link.dispatchEvent(new MouseEvent('click', options));
    expect(followed).toBeTrue();
    expect(go).not.toHaveBeenCalled();
  });

  it('changes the theme', async () => {
    const account = await open();
    await account.openMenu();
    await account.press('End');
    await account.press('Enter');
    await account.openMenu();
    const checked = account.element.querySelectorAll('[aria-checked=true]');
    expect([...checked].map((item) => item.textContent.trim())).toEqual(['Dark']);
  });
});
