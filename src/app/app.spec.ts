import { Component } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { Router, provideRouter } from '@angular/router';
import { FakeIdentity, buyer, keeper } from '../testing/fake-identity';
import { settled } from '../testing/sent';
import { App } from './app';
import { LoginFailure } from './identity/login-failure';

@Component({ template: '<h1>A page</h1><a href="/other?x=1"><b>Other</b></a>' })
class Page {}

describe('The frame of the app', () => {
  let identity: FakeIdentity;

  async function open() {
    const fixture = TestBed.createComponent(App);
    const element = fixture.nativeElement as HTMLElement;
    document.body.append(element);
    await TestBed.inject(Router).navigateByUrl('/');
    await fixture.whenStable();
    return {
      element,
      stable: async () => {
        await settled();
        await fixture.whenStable();
      },
      names: () =>
        [...element.querySelectorAll('header button')].map(({ textContent }) => textContent.trim()),
      text: () => element.textContent.replace(/\s+/g, ' '),
    };
  }

  beforeEach(() => {
    identity = new FakeIdentity();
    TestBed.configureTestingModule({
      providers: [
        identity.provider(),
        provideRouter([
          { path: '', component: Page, title: 'First' },
          { path: 'other', component: Page, title: 'Other' },
        ]),
      ],
    });
  });

  it('offers a visitor to log in', async () => {
    expect((await open()).names()).toEqual(['Log in']);
  });

  it('offers nothing while it is checking who is here', async () => {
    identity.status.set('checking');
    expect((await open()).names()).toEqual([]);
  });

  for (const [user, greeting] of [
    [keeper, 'Hello, admin shop keeper'],
    [buyer, 'Hello, anna buyer'],
  ] as const) {
    it(`greets a user: ${greeting}`, async () => {
      identity.become(user);
      const app = await open();
      expect(app.text()).toContain(greeting);
      expect(app.names()).toEqual(['Log out']);
    });
  }

  it('starts one login for two clicks, and can start another after a failure', async () => {
    const app = await open();
    let arrive: () => void = () => undefined;
    const logIn = spyOn(identity, 'logIn').and.returnValue(
      new Promise((resolve) => (arrive = resolve)),
    );
    const button = app.element.querySelector<HTMLButtonElement>('header button');
    button?.click();
    button?.click();
    expect(logIn).toHaveBeenCalledTimes(1);
    identity.status.set(new LoginFailure('unreachable'));
    arrive();
    await app.stable();
    expect(app.element.querySelector('[role=alert]')?.textContent).toMatch(/can’t be reached/);
    button?.click();
    expect(logIn).toHaveBeenCalledTimes(2);
  });

  it('lets somebody without a role log out', async () => {
    identity.status.set(new LoginFailure('no-role'));
    expect((await open()).names()).toEqual(['Log out']);
  });

  it('leads past the header to the content', async () => {
    const app = await open();
    app.element.querySelector<HTMLAnchorElement>('a[href="#main"]')?.click();
    expect(document.activeElement?.id).toBe('main');
    expect(TestBed.inject(Router).url).toBe('/');
  });

  it('follows its own links without leaving, and moves the focus and the title along', async () => {
    const app = await open();
    app.element.querySelector<HTMLElement>('main b')?.click();
    await app.stable();
    expect(TestBed.inject(Router).url).toBe('/other?x=1');
    expect(document.activeElement?.id).toBe('main');
    expect(document.title).toBe('Other');
  });

  it('leaves to the browser a link that is to open elsewhere', async () => {
    const app = await open();
    const go = spyOn(TestBed.inject(Router), 'navigateByUrl');
    const link = app.element.querySelector<HTMLAnchorElement>('main a')!;
    const stay = (event: Event) => event.preventDefault();
    document.addEventListener('click', stay);
    link.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, ctrlKey: true }));
    link.href = 'https://example.com/';
    link.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }));
    document.removeEventListener('click', stay);
    expect(go).not.toHaveBeenCalled();
  });
});
