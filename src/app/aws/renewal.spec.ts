import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { settled } from '../../testing/sent';
import { testConfig } from '../../testing/test-config';
import type { Auth0Client, IdTokenClaims } from '../auth/auth0-client';
import { Identity, LOAD_AUTH0 } from '../auth/identity';
import { CONFIG } from '../config/config';
import { CredentialsError } from './credentials-error';
import { LOAD_STS, type AssumeRole } from './role-assumption';
import { SessionCredentials } from './session-credentials';

const MINUTE = 60_000;

/** What Auth0 and STS give lives 15 minutes by their clocks, which the device's may differ from. */
describe('Over two hours, with tokens and credentials of 15 minutes', () => {
  const hint = `auth0.${testConfig.auth0ClientId}.is.authenticated`;
  /** The time on the servers. */
  let now: number;
  let refreshes: number;
  let auth0: Auth0Client;
  let assumeRole: jasmine.Spy<AssumeRole>;

  const claims = (): IdTokenClaims => ({
    __raw: String(now + 15 * MINUTE),
    exp: Math.floor(now / 1000) + 900,
    sub: 'auth0|1',
    'https://aws.amazon.com/tags': { principal_tags: { role: ['admin'], session: ['auth0-1'] } },
  });

  beforeEach(() => {
    now = new Date('2026-11-26T12:00:00Z').getTime();
    refreshes = 0;
    auth0 = {
      restore: () => Promise.resolve(claims()),
      restoreByRedirect: () => Promise.resolve(),
      logIn: () => Promise.resolve(),
      logOut: () => Promise.resolve(),
      refresh: () => {
        refreshes++;
        return Promise.resolve(claims());
      },
      forget: () => Promise.resolve(),
    };
    assumeRole = jasmine.createSpy('assumeRole').and.callFake(({ idToken }) => {
      if (Number(idToken) <= now) {
        return Promise.reject(new CredentialsError('ExpiredTokenException'));
      }
      const expiration = new Date(now + 15 * MINUTE);
      const secrets = { accessKeyId: 'ASIA1', secretAccessKey: 'secret', sessionToken: 'session' };
      return Promise.resolve({ ...secrets, expiration });
    });
    document.cookie = `${hint}=true`;
    TestBed.configureTestingModule({
      providers: [
        provideRouter([]),
        { provide: CONFIG, useValue: testConfig },
        { provide: LOAD_AUTH0, useValue: () => Promise.resolve(() => auth0) },
        { provide: LOAD_STS, useValue: () => Promise.resolve(assumeRole) },
      ],
    });
  });

  afterEach(() => {
    jasmine.clock().uninstall();
    document.cookie = `${hint}=; max-age=0`;
    localStorage.clear();
  });

  for (const ahead of [0, 4, -4]) {
    it(`a page that signs each minute has valid credentials on a device ${ahead} minutes ahead`, async () => {
      const identity = TestBed.inject(Identity);
      const session = TestBed.inject(SessionCredentials);
      await settled();
      jasmine
        .clock()
        .install()
        .mockDate(new Date(now + ahead * MINUTE));
      for (let minute = 0; minute < 120; minute++) {
        const { expiration } = await session.get();
        expect(expiration.getTime()).toBeGreaterThan(now);
        expect(Number(await identity.idToken())).toBeGreaterThan(now - 4 * MINUTE);
        now += MINUTE;
        jasmine.clock().mockDate(new Date(now + ahead * MINUTE));
      }
      expect(identity.status()).toBe('user');
      expect(assumeRole.calls.count()).toBeLessThan(30);
      expect(refreshes).toBeLessThan(20);
    });
  }
});
