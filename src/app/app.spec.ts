import { Component, signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { Router, RouterLink, TitleStrategy, provideRouter } from '@angular/router';
import { FakeIdentity } from '../testing/fake-identity';
import { settled } from '../testing/sent';
import { App } from './app';
import { PageTitles } from './layout/page-titles';
import { LoginError } from './auth/login-error';
import { PetTypes } from './pet-types/pet-types';

@Component({
  imports: [RouterLink],
  template: '<a routerLink="/other" [queryParams]="{ x: 1 }"><b>Other</b></a>',
})
class Page {}

describe('The layout of the app', () => {
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
    };
  }

  beforeEach(() => {
    identity = new FakeIdentity();
    TestBed.configureTestingModule({
      providers: [
        identity.provider(),
        { provide: PetTypes, useValue: { types: signal([]), load: () => undefined } },
        { provide: TitleStrategy, useExisting: PageTitles },
        provideRouter([
          { path: '', component: Page },
          { path: 'other', component: Page, title: 'Other' },
        ]),
      ],
    });
  });

  it('starts one login for two clicks, and can start another after a failure', async () => {
    const app = await open();
    let arrive: () => void = () => undefined;
    const logIn = spyOn(identity, 'logIn').and.returnValue(
      new Promise((resolve) => (arrive = resolve)),
    );
    const button = app.element.querySelector<HTMLButtonElement>('app-login-button button');
    button?.click();
    button?.click();
    expect(logIn).toHaveBeenCalledTimes(1);
    identity.status.set(new LoginError('unreachable'));
    arrive();
    await app.stable();
    expect(app.element.querySelector('[role=alert]')?.textContent).toMatch(/can’t be reached/);
    button?.click();
    expect(logIn).toHaveBeenCalledTimes(2);
  });

  it('tries again on demand, and says anew that it failed', async () => {
    const app = await open();
    const alert = () => app.element.querySelector('[role=alert]')?.textContent;
    for (const [reason, method] of [
      ['unreachable', 'logIn'],
      ['still-in', 'logOut'],
    ] as const) {
      let fail: () => void = () => undefined;
      const tried = spyOn(identity, method).and.returnValue(
        new Promise((resolve) => (fail = resolve)),
      );
      identity.status.set(new LoginError(reason));
      await app.stable();
      const button = app.element.querySelector<HTMLElement>('[data-action=message]');
      button?.focus();
      button?.click();
      await app.stable();
      expect(tried).toHaveBeenCalledTimes(1);
      expect(alert()).toBe('');
      expect(document.activeElement?.textContent.trim()).toBe('Log in');
      identity.status.set(new LoginError(reason));
      fail();
      await app.stable();
      expect(alert()).toMatch(/can’t be reached/);
    }
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
    expect(document.title).toBe('Other · Secured Pets');
    expect(app.element.querySelector('[aria-live]')?.textContent).toBe('Other · Secured Pets');
  });

  it('shows in the search what the address of the shop page asks for', async () => {
    const app = await open();
    const router = TestBed.inject(Router);
    const shown = [];
    for (const url of ['/?type=cat&sort=newest', '/other?type=dog', '/?type=a%26b']) {
      await router.navigateByUrl(url);
      await app.stable();
      shown.push(app.element.querySelector('input')?.value);
    }
    expect(shown).toEqual(['cat', '', 'a&b']);
  });

  it('keeps the focus where it is when only the choices on a page change', async () => {
    const app = await open();
    app.element.querySelector('input')?.focus();
    await TestBed.inject(Router).navigateByUrl('/?type=cat');
    await app.stable();
    expect(document.activeElement?.tagName).toBe('INPUT');
  });
});
