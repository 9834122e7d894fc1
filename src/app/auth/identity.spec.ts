import { Component, type Type } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { Router, provideRouter } from '@angular/router';
import { settled } from '../../testing/sent';
import { testConfig } from '../../testing/test-config';
import { Clock } from '../config/clock';
import { CONFIG } from '../config/config';
import type { Auth0Client, IdTokenClaims } from './auth0-client';
import { Identity, LOAD_AUTH0, appPath, isLoginCallback } from './identity';
import { LoginError, NotLoggedIn } from './login-error';
import { hasSessionCookie } from './shared-login';

const inAnHour = () => Math.floor(Date.now() / 1000) + 3600;
const claimsOf = (extra: object = {}): IdTokenClaims => ({
  __raw: 'token-1',
  exp: inAnHour(),
  sub: 'auth0|1',
  nickname: 'admin',
  email: 'admin@example.com',
  email_verified: true,
  'https://aws.amazon.com/tags': { principal_tags: { role: ['admin'], session: ['auth0-1'] } },
  ...extra,
});

@Component({ selector: 'app-a-page', template: '' })
class Page {}

describe('Identity', () => {
  const hint = 'auth0.client.is.authenticated';
  let auth0: jasmine.SpyObj<Auth0Client>;
  let loads: number;
  let navigate: (target: unknown) => void;

  function identity({ session = false } = {}): Identity {
    if (session) document.cookie = `${hint}=true`;
    TestBed.configureTestingModule({
      providers: [
        provideRouter([]),
        { provide: CONFIG, useValue: testConfig },
        {
          provide: LOAD_AUTH0,
          useValue: () => {
            loads++;
            return Promise.resolve((_: unknown, __: unknown, go: typeof navigate) => {
              navigate = go;
              return auth0;
            });
          },
        },
      ],
    });
    return TestBed.inject(Identity);
  }

  beforeEach(() => {
    loads = 0;
    auth0 = jasmine.createSpyObj<Auth0Client>([
      'restore',
      'restoreByRedirect',
      'logIn',
      'logOut',
      'refresh',
      'forget',
    ]);
    auth0.restore.and.resolveTo(claimsOf());
    auth0.restoreByRedirect.and.resolveTo();
    auth0.logIn.and.resolveTo();
    auth0.logOut.and.resolveTo();
    auth0.forget.and.resolveTo();
  });

  afterEach(() => {
    document.cookie = `${hint}=; max-age=0`;
    localStorage.clear();
  });

  it('takes who comes without a session for a visitor, and loads no Auth0 for them', async () => {
    const visitor = identity();
    await settled();
    expect(visitor.status()).toBe('visitor');
    expect(visitor.user()).toBeUndefined();
    expect(loads).toBe(0);
  });

  it('knows that somebody may be logged in: before it is found out, and in another tab', async () => {
    const visitor = identity();
    expect(visitor.mayBeLoggedIn()).toBeFalse();
    document.cookie = `${hint}=true`;
    expect(visitor.mayBeLoggedIn()).toBeTrue();
    TestBed.resetTestingModule();
    const user = identity();
    document.cookie = `${hint}=; max-age=0`;
    expect(user.status()).toBe('checking');
    expect(user.mayBeLoggedIn()).toBeTrue();
    await settled();
    expect(user.mayBeLoggedIn()).toBeTrue();
    await user.logOut();
    expect(user.mayBeLoggedIn()).toBeFalse();
  });

  it('restores a session that the cookie hints at', async () => {
    const restored = identity({ session: true });
    expect(restored.status()).toBe('checking');
    await settled();
    expect(restored.status()).toBe('user');
    expect(restored.user()).toEqual({
      sub: 'auth0|1',
      nickname: 'admin',
      email: 'admin@example.com',
      role: 'admin',
      roleSessionName: 'auth0-1',
    });
  });

  it('asks at Auth0 itself, and comes back to the same address, when its iframe is refused', async () => {
    auth0.restore.and.resolveTo(undefined);
    const visitor = identity({ session: true });
    await settled();
    const { pathname, search } = location;
    expect(auth0.restoreByRedirect).toHaveBeenCalledOnceWith(
      pathname + search,
      jasmine.any(Function),
    );
    expect(visitor.status()).toBe('checking');
  });

  it('does not ask there when Auth0 does not answer in the iframe', async () => {
    auth0.restore.and.rejectWith(new LoginError('unreachable'));
    const visitor = identity({ session: true });
    await settled();
    expect(auth0.restoreByRedirect).not.toHaveBeenCalled();
    expect(visitor.status()).toEqual(new LoginError('unreachable'));
  });

  it('needs no storage', async () => {
    for (const method of ['getItem', 'setItem', 'removeItem'] as const) {
      spyOn(Storage.prototype, method).and.throwError(new DOMException('', 'SecurityError'));
    }
    const user = identity({ session: true });
    await settled();
    expect(user.status()).toBe('user');
    expect(await user.idToken()).toBe('token-1');
    document.cookie = `${hint}=; max-age=0`;
    await expectAsync(user.idToken()).toBeRejectedWithError(NotLoggedIn);
  });

  it('stays on the page, and says so, when Auth0 can not be reached; asks the next time', async () => {
    auth0.restore.and.resolveTo(undefined);
    auth0.restoreByRedirect.and.rejectWith(new LoginError('unreachable'));
    const visitor = identity({ session: true });
    await settled();
    expect(visitor.status()).toEqual(new LoginError('unreachable'));
    TestBed.resetTestingModule();
    identity({ session: true });
    await settled();
    expect(auth0.restoreByRedirect).toHaveBeenCalledTimes(2);
  });

  it('drops that message, and asks again, once the network is back', async () => {
    localStorage.setItem('auth.login.client', 'in:auth0|1');
    auth0.restore.and.rejectWith(new LoginError('unreachable'));
    const user = identity({ session: true });
    await settled();
    expect(user.status()).toEqual(new LoginError('unreachable'));
    auth0.restore.and.resolveTo(claimsOf());
    dispatchEvent(new Event('online'));
    await settled();
    expect(user.status()).toBe('user');
  });

  it('leaves a visitor without a message when the network is back', async () => {
    const visitor = identity();
    auth0.logIn.and.rejectWith(new LoginError('unreachable'));
    await visitor.logIn();
    dispatchEvent(new Event('online'));
    expect(visitor.status()).toBe('visitor');
  });

  it('is logged out here when Auth0 can not be told, and says so', async () => {
    const user = identity({ session: true });
    await settled();
    auth0.logOut.and.rejectWith(new LoginError('unreachable'));
    await user.logOut();
    expect(user.user()).toBeUndefined();
    expect(user.status()).toEqual(new LoginError('still-in'));
    expect(localStorage.getItem('auth.login.client')).toBe('out');
  });

  it('does not come back by a renewal that was under way at the logout', async () => {
    const user = identity({ session: true });
    await settled();
    let answer: (claims: IdTokenClaims) => void = () => undefined;
    auth0.refresh.and.returnValue(new Promise((resolve) => (answer = resolve)));
    const waiting = user.idToken({ fresh: true });
    await user.logOut();
    answer(claimsOf({ __raw: 'token-2' }));
    await expectAsync(waiting).toBeRejectedWithError(NotLoggedIn);
    expect(user.user()).toBeUndefined();
    expect(localStorage.getItem('auth.login.client')).toBe('out');
  });

  it('has no user when the token gives no role, and says so', async () => {
    auth0.restore.and.resolveTo(claimsOf({ 'https://aws.amazon.com/tags': undefined }));
    const nobody = identity({ session: true });
    await settled();
    expect(nobody.user()).toBeUndefined();
    expect(nobody.status()).toEqual(new LoginError('no-role'));
    await expectAsync(nobody.idToken()).toBeRejectedWithError(NotLoggedIn);
  });

  it('says why a login failed, and lets the message be dismissed', async () => {
    auth0.restore.and.rejectWith(new LoginError('refused'));
    const visitor = identity({ session: true });
    await settled();
    expect(visitor.status()).toEqual(new LoginError('refused'));
    visitor.dismissError();
    expect(visitor.status()).toBe('visitor');
  });

  it('sends the user to log in and back to where they were', async () => {
    const visitor = identity();
    await visitor.logIn('/?page=2');
    expect(auth0.logIn).toHaveBeenCalledOnceWith('/?page=2', '/');
  });

  it('comes back to the page that was still loading when the login began', async () => {
    const visitor = identity();
    let arrive: (page: Type<unknown>) => void = () => undefined;
    const loading = new Promise<Type<unknown>>((resolve) => (arrive = resolve));
    const router = TestBed.inject(Router);
    router.resetConfig([{ path: 'purchases', loadComponent: () => loading }]);
    const navigation = router.navigateByUrl('/purchases?page=2');
    await settled();
    await visitor.logIn();
    expect(auth0.logIn).toHaveBeenCalledOnceWith('/purchases?page=2', '/purchases?page=2');
    arrive(Page);
    await navigation;
    await visitor.logIn();
    expect(auth0.logIn).toHaveBeenCalledTimes(2);
    expect(auth0.logIn.calls.mostRecent().args).toEqual(['/purchases?page=2', '/purchases?page=2']);
  });

  it('sends nobody to another site after a login', async () => {
    await identity().logIn('https://evil.example/');
    expect(auth0.logIn).toHaveBeenCalledOnceWith('/', '/');
    const go = spyOn(TestBed.inject(Router), 'navigateByUrl').and.resolveTo(true);
    navigate('//evil.example/');
    expect(go).toHaveBeenCalledOnceWith('/', { replaceUrl: true, scroll: 'manual' });
  });

  it('says that Auth0 can not be reached, and tries anew the next time', async () => {
    const visitor = identity();
    auth0.logIn.and.rejectWith(new TypeError('Failed to fetch'));
    await visitor.logIn();
    expect(visitor.status()).toEqual(new LoginError('unreachable'));
    auth0.logIn.and.resolveTo();
    await visitor.logIn();
    expect(auth0.logIn).toHaveBeenCalledTimes(2);
  });

  for (const name of ['SecurityError', 'QuotaExceededError']) {
    it(`says that the browser keeps nothing, not that Auth0 is away, after a ${name}`, async () => {
      const visitor = identity();
      auth0.logIn.and.rejectWith(new DOMException('', name));
      await visitor.logIn();
      expect(visitor.status()).toEqual(new LoginError('storage'));
      expect((visitor.status() as LoginError).message).toMatch(
        /needs browser storage.*Allow cookies/,
      );
    });
  }

  it('goes by the corrected clock: an ID token is renewed neither too often nor too late', async () => {
    const user = identity({ session: true });
    await settled();
    const { now } = Date;
    spyOn(Date, 'now').and.callFake(() => now() + 12 * 3_600_000);
    TestBed.inject(Clock).adjust(new Headers({ Date: new Date(now()).toUTCString() }));
    expect(await user.idToken()).toBe('token-1');
    expect(auth0.refresh).not.toHaveBeenCalled();
    TestBed.inject(Clock).adjust(new Headers({ Date: new Date(now() + 3_599_000).toUTCString() }));
    auth0.refresh.and.resolveTo(claimsOf({ __raw: 'token-2' }));
    expect(await user.idToken()).toBe('token-2');
  });

  it('forgets the user on log out', async () => {
    const user = identity({ session: true });
    await settled();
    await user.logOut();
    expect(user.user()).toBeUndefined();
    expect(auth0.logOut).toHaveBeenCalledTimes(1);
    await expectAsync(user.idToken()).toBeRejectedWithError(NotLoggedIn);
  });

  it('gives the ID token without asking Auth0 while it lives', async () => {
    const user = identity({ session: true });
    await settled();
    expect(await user.idToken()).toBe('token-1');
    expect(auth0.refresh).not.toHaveBeenCalled();
  });

  it('renews an ID token with less than a minute to live, once for all who wait', async () => {
    auth0.restore.and.resolveTo(claimsOf({ exp: Math.floor(Date.now() / 1000) + 50 }));
    auth0.refresh.and.resolveTo(claimsOf({ __raw: 'token-2' }));
    const user = identity({ session: true });
    await settled();
    const before = user.user();
    expect(await Promise.all([user.idToken(), user.idToken()])).toEqual(['token-2', 'token-2']);
    expect(auth0.refresh).toHaveBeenCalledTimes(1);
    expect(user.user()).toBe(before);
  });

  it('renews a living ID token on demand', async () => {
    auth0.refresh.and.resolveTo(claimsOf({ __raw: 'token-2' }));
    const user = identity({ session: true });
    await settled();
    expect(await user.idToken({ fresh: true })).toBe('token-2');
    expect(await user.idToken()).toBe('token-2');
  });

  it('forgets a user whose session has ended, but not one who is offline', async () => {
    const user = identity({ session: true });
    await settled();
    auth0.refresh.and.rejectWith(new LoginError('unreachable'));
    await expectAsync(user.idToken({ fresh: true })).toBeRejectedWithError(LoginError);
    expect(user.status()).toBe('user');
    auth0.refresh.and.rejectWith(new LoginError('ended'));
    await expectAsync(user.idToken({ fresh: true })).toBeRejectedWithError(/has ended/);
    expect(user.user()).toBeUndefined();
    expect(user.status()).toEqual(new LoginError('ended'));
  });
});

describe('Patience with Auth0', () => {
  const hint = 'auth0.client.is.authenticated';
  let auth0: jasmine.SpyObj<Auth0Client>;

  /** Lets what is under way go on while the clock stands. */
  const turns = async () => {
    for (let turn = 0; turn < 20; turn++) await Promise.resolve();
  };

  function identity(): Identity {
    document.cookie = `${hint}=true`;
    TestBed.configureTestingModule({
      providers: [
        provideRouter([]),
        { provide: CONFIG, useValue: testConfig },
        { provide: LOAD_AUTH0, useValue: () => Promise.resolve(() => auth0) },
      ],
    });
    return TestBed.inject(Identity);
  }

  beforeEach(() => {
    auth0 = jasmine.createSpyObj<Auth0Client>([
      'restore',
      'restoreByRedirect',
      'refresh',
      'forget',
    ]);
    auth0.restore.and.resolveTo(claimsOf());
    jasmine.clock().install().mockDate();
  });

  afterEach(() => {
    jasmine.clock().uninstall();
    document.cookie = `${hint}=; max-age=0`;
    localStorage.clear();
  });

  it('ends at start after six seconds with a message, and a late answer still counts', async () => {
    let answer: (claims: IdTokenClaims) => void = () => undefined;
    auth0.restore.and.returnValue(new Promise((resolve) => (answer = resolve)));
    const visitor = identity();
    await turns();
    jasmine.clock().tick(5_999);
    expect(visitor.status()).toBe('checking');
    jasmine.clock().tick(1);
    expect(visitor.status()).toEqual(new LoginError('unreachable'));
    answer(claimsOf());
    await turns();
    expect(visitor.status()).toBe('user');
  });

  it('sends nobody away who was told to browse meanwhile', async () => {
    let answer: (claims: undefined) => void = () => undefined;
    auth0.restore.and.returnValue(new Promise((resolve) => (answer = resolve)));
    auth0.restoreByRedirect.and.resolveTo();
    const visitor = identity();
    await turns();
    jasmine.clock().tick(6_000);
    answer(undefined);
    await turns();
    expect(auth0.restoreByRedirect).not.toHaveBeenCalled();
    expect(visitor.status()).toEqual(new LoginError('unreachable'));
  });

  it('tells the way to Auth0 whether anybody still waits for it', async () => {
    auth0.restore.and.resolveTo(undefined);
    let isWaiting = () => false;
    auth0.restoreByRedirect.and.callFake((_, waiting) => {
      isWaiting = waiting;
      return Promise.resolve();
    });
    identity();
    await turns();
    expect(isWaiting()).toBeTrue();
    jasmine.clock().tick(6_000);
    expect(isWaiting()).toBeFalse();
  });

  it('ends at a renewal after six seconds, and a late answer still counts', async () => {
    let answer: (claims: IdTokenClaims) => void = () => undefined;
    auth0.refresh.and.returnValue(new Promise((resolve) => (answer = resolve)));
    const user = identity();
    await turns();
    const waiting = user.idToken({ fresh: true });
    await turns();
    jasmine.clock().tick(6_000);
    await expectAsync(waiting).toBeRejectedWith(new LoginError('unreachable'));
    expect(user.status()).toBe('user');
    answer(claimsOf({ __raw: 'token-2' }));
    await turns();
    expect(await user.idToken()).toBe('token-2');
  });
});

describe('One login in many tabs', () => {
  const hint = 'auth0.client.is.authenticated';
  const key = 'auth.login.client';
  const other = { sub: 'amazon|2', __raw: 'token-of-2' };
  let auth0: jasmine.SpyObj<Auth0Client>;

  async function open({ session = true } = {}): Promise<Identity> {
    if (session) document.cookie = `${hint}=true`;
    TestBed.configureTestingModule({
      providers: [
        provideRouter([]),
        { provide: CONFIG, useValue: testConfig },
        { provide: LOAD_AUTH0, useValue: () => Promise.resolve(() => auth0) },
      ],
    });
    const identity = TestBed.inject(Identity);
    await settled();
    return identity;
  }

  /** What another tab does to what the tabs share; it is not told here. */
  function elsewhere(state: string, { session = false } = {}): void {
    document.cookie = session ? `${hint}=true` : `${hint}=; max-age=0`;
    localStorage.setItem(key, state);
  }

  const tell = () => dispatchEvent(new StorageEvent('storage', { key }));

  beforeEach(() => {
    auth0 = jasmine.createSpyObj<Auth0Client>(['restore', 'refresh', 'forget', 'logOut']);
    auth0.restore.and.resolveTo(claimsOf());
    auth0.forget.and.resolveTo();
    auth0.logOut.and.resolveTo();
  });

  afterEach(() => {
    document.cookie = `${hint}=; max-age=0`;
    localStorage.clear();
  });

  it('tells the others who is here and that they have left, and never a token', async () => {
    const user = await open();
    expect(localStorage.getItem(key)).toBe('in:auth0|1');
    expect(JSON.stringify(Object.entries(localStorage))).not.toContain('token');
    await user.logOut();
    expect(localStorage.getItem(key)).toBe('out');
  });

  it('forgets user and tokens at once when they log out elsewhere', async () => {
    const user = await open();
    elsewhere('out');
    tell();
    expect(user.user()).toBeUndefined();
    expect(user.status()).toBe('visitor');
    await settled();
    expect(auth0.forget).toHaveBeenCalledTimes(1);
  });

  it('says that the session has ended when it has elsewhere', async () => {
    const user = await open();
    elsewhere('ended');
    tell();
    expect(user.status()).toEqual(new LoginError('ended'));
    await expectAsync(user.idToken()).toBeRejectedWithError(NotLoggedIn);
  });

  for (const event of ['focus', 'pageshow', 'visibilitychange']) {
    it(`learns what it has missed by ${event}`, async () => {
      const user = await open();
      elsewhere('out');
      (event === 'visibilitychange' ? document : window).dispatchEvent(new Event(event));
      expect(user.status()).toBe('visitor');
    });
  }

  it('gives no token, old or new, of a login that is over, though nothing has told so', async () => {
    const user = await open();
    elsewhere('out');
    await expectAsync(user.idToken()).toBeRejectedWithError(NotLoggedIn);
    await expectAsync(user.idToken({ fresh: true })).toBeRejectedWithError(NotLoggedIn);
    expect(auth0.refresh).not.toHaveBeenCalled();
  });

  it('does not revive a login that was ended while its token was renewed', async () => {
    const user = await open();
    auth0.refresh.and.callFake(() => {
      elsewhere('out', { session: true });
      return Promise.resolve(claimsOf({ __raw: 'token-2' }));
    });
    await expectAsync(user.idToken({ fresh: true })).toBeRejectedWithError(NotLoggedIn);
    expect(user.user()).toBeUndefined();
    expect(localStorage.getItem(key)).toBe('out');
    expect(auth0.forget).toHaveBeenCalled();
  });

  it('does not restore a login that was ended while it asked', async () => {
    auth0.restore.and.callFake(() => {
      elsewhere('out', { session: true });
      return Promise.resolve(claimsOf());
    });
    const visitor = await open();
    expect(visitor.status()).toBe('visitor');
    expect(localStorage.getItem(key)).toBe('out');
  });

  it('follows a login elsewhere', async () => {
    const visitor = await open({ session: false });
    expect(visitor.status()).toBe('visitor');
    elsewhere('in:auth0|1', { session: true });
    tell();
    expect(visitor.status()).toBe('checking');
    await settled();
    expect(visitor.user()?.sub).toBe('auth0|1');
  });

  it('waits with that until somebody looks at it', async () => {
    const visitor = await open({ session: false });
    const seen = spyOnProperty(document, 'visibilityState').and.returnValue('hidden');
    elsewhere('in:auth0|1', { session: true });
    tell();
    await settled();
    expect(visitor.status()).toBe('visitor');
    seen.and.returnValue('visible');
    document.dispatchEvent(new Event('visibilitychange'));
    await settled();
    expect(visitor.status()).toBe('user');
  });

  it('becomes whoever has logged in elsewhere, and is nobody meanwhile', async () => {
    const user = await open();
    auth0.restore.and.resolveTo(claimsOf(other));
    elsewhere('in:amazon|2', { session: true });
    tell();
    expect(user.user()).toBeUndefined();
    expect(user.status()).toBe('checking');
    await settled();
    expect(user.user()?.sub).toBe('amazon|2');
    // The SDK's cookie is of the new login.
    expect(auth0.forget).not.toHaveBeenCalled();
  });

  it('does nothing when the same user logs in again elsewhere', async () => {
    const user = await open();
    const before = user.user();
    elsewhere('in:auth0|1', { session: true });
    tell();
    expect(user.user()).toBe(before);
  });

  it('gives nobody the token of another user, whom Auth0’s session may be by now', async () => {
    const user = await open();
    auth0.refresh.and.resolveTo(claimsOf(other));
    await expectAsync(user.idToken({ fresh: true })).toBeRejectedWithError(NotLoggedIn);
    expect(user.user()?.sub).toBe('amazon|2');
    expect(await user.idToken()).toBe('token-of-2');
  });
});

describe('Whether there may be a session', () => {
  it('is told by a login callback in the address', () => {
    expect(isLoginCallback('?code=1&state=2')).toBeTrue();
    expect(isLoginCallback('?error=access_denied&state=2')).toBeTrue();
    expect(isLoginCallback('?code=1')).toBeFalse();
    expect(isLoginCallback('?state=2')).toBeFalse();
  });

  it('is told by the cookie of the SDK for this client', () => {
    expect(hasSessionCookie('a=b; auth0.client.is.authenticated=true', 'client')).toBeTrue();
    expect(hasSessionCookie('_legacy_auth0.client.is.authenticated=true', 'client')).toBeTrue();
    expect(hasSessionCookie('auth0.other.is.authenticated=true', 'client')).toBeFalse();
    expect(hasSessionCookie('x=auth0.client.is.authenticated', 'client')).toBeFalse();
  });
});

describe('A path of the app', () => {
  for (const path of ['/', '/?a=b', '/nowhere#there']) {
    it(`can be ${path}`, () => expect(appPath(path)).toBe(path));
  }
  for (const target of [
    '//evil.example',
    '/\\evil.example',
    'https://evil.example',
    'x',
    7,
    null,
  ]) {
    it(`is never ${String(target)}`, () => expect(appPath(target)).toBe('/'));
  }
});
