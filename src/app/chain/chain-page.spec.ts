import { provideHttpClient, withInterceptors } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { FakeIdentity, buyer, keeper } from '../../testing/fake-identity';
import { sent, settled } from '../../testing/sent';
import { testConfig } from '../../testing/test-config';
import { provideApiConfiguration } from '../api/api-configuration';
import { CredentialsError } from '../aws/credentials-error';
import { LOAD_STS, type AssumeRole } from '../aws/role-assumption';
import { sigv4Interceptor } from '../aws/sigv4-interceptor';
import { CONFIG } from '../config/config';
import type { IdTokenClaims } from '../auth/auth0-client';
import { Identity } from '../auth/identity';
import { LoginError } from '../auth/login-error';
import type { User } from '../auth/user';
import { traceInterceptor } from '../trace/trace-interceptor';
import { ChainPage } from './chain-page';

const secrets = {
  token: `${btoa('{"alg":"RS256","kid":"key-1"}').replaceAll('=', '')}.${'claims'.repeat(20)}.${'sign'.repeat(80)}`,
  accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  sessionToken: 'IQoJb3JpZ2luX2Vj'.repeat(25),
};

/** A login with an ID token that has claims to show. */
class FakeLogin extends FakeIdentity {
  readonly idTokenClaims = signal<IdTokenClaims | undefined>(undefined);
  override readonly logIn = jasmine.createSpy('logIn').and.resolveTo();

  override become(user: User | undefined): void {
    super.become(user);
    this.idTokenClaims.set(
      user && {
        __raw: secrets.token,
        iss: 'https://example.eu.auth0.com/',
        aud: 'client',
        sub: user.sub,
        email: user.email,
        exp: Math.floor(Date.now() / 1000) + 36_000,
        'https://aws.amazon.com/tags': {
          principal_tags: { role: [user.role], session: [user.roleSessionName] },
        },
      },
    );
  }

  override async idToken(): Promise<string> {
    await super.idToken();
    return secrets.token;
  }
}

describe('The page of the chain', () => {
  let identity: FakeLogin;
  let assumeRole: jasmine.Spy<AssumeRole>;
  let life: number;

  async function open() {
    const fixture = TestBed.createComponent(ChainPage);
    const element = fixture.nativeElement as HTMLElement;
    document.body.append(element);
    const stable = async () => {
      await settled();
      await fixture.whenStable();
    };
    await stable();
    const text = () => element.textContent.replace(/\s+/g, ' ');
    return {
      fixture,
      element,
      stable,
      text,
      click: async (name: string) => {
        const buttons = [...element.querySelectorAll('button')];
        const button = buttons.find(({ textContent }) => textContent.trim() === name);
        if (!button) throw new Error(`No button "${name}"`);
        button.click();
        await stable();
      },
      alerts: () =>
        [...element.querySelectorAll('[role=alert]')]
          .map(({ textContent }) => textContent.trim())
          .filter((alert) => alert !== ''),
    };
  }

  const refusal = new CredentialsError('AccessDenied', {
    answer: { status: 403, message: 'Not authorized to perform it', requestId: 'request-7' },
  });

  beforeEach(() => {
    identity = new FakeLogin();
    life = 3_600_000;
    assumeRole = jasmine
      .createSpy('assumeRole')
      .and.callFake(({ roleArn }) =>
        roleArn === testConfig.socialRoleArn
          ? Promise.resolve({ ...secrets, expiration: new Date(Date.now() + life) })
          : Promise.reject(refusal),
      );
    TestBed.configureTestingModule({
      providers: [
        provideHttpClient(withInterceptors([sigv4Interceptor, traceInterceptor])),
        provideHttpClientTesting(),
        provideApiConfiguration(testConfig.apiUrl),
        { provide: CONFIG, useValue: testConfig },
        { provide: LOAD_STS, useValue: () => Promise.resolve(assumeRole) },
        { provide: Identity, useValue: identity },
      ],
    });
  });

  afterEach(() => TestBed.inject(HttpTestingController).verify());

  it('explains all five steps to a visitor, and asks nobody for anything', async () => {
    const { element, text } = await open();
    const headings = [...element.querySelectorAll('.chain h2')];
    expect(headings.map(({ textContent }) => textContent.trim().slice(0, 2))).toEqual([
      '1.',
      '2.',
      '3.',
      '4.',
      '5.',
    ]);
    expect(element.querySelector('.panel')).toBeNull();
    expect(text()).toContain('RFC 7636');
    expect(assumeRole).not.toHaveBeenCalled();
  });

  it('takes a visitor through the login and back here', async () => {
    const { click } = await open();
    await click('Log in to see yours');
    expect(identity.logIn).toHaveBeenCalledOnceWith('/identity');
  });

  it('offers no login while it is checking, nor to somebody without a role', async () => {
    identity.status.set('checking');
    const { element, stable } = await open();
    expect(element.querySelector('.chain-intro button')).toBeNull();
    identity.status.set(new LoginError('no-role'));
    await stable();
    expect(element.querySelector('.chain-intro button')).toBeNull();
    identity.status.set(new LoginError('ended'));
    await stable();
    expect(element.querySelector('.chain-intro button')).not.toBeNull();
  });

  it('shows a user the ID token and the session of AWS', async () => {
    identity.become(buyer);
    const { text } = await open();
    for (const value of [
      'RS256',
      'key-1',
      'https://example.eu.auth0.com/',
      'amazon|2',
      'anna@example.org',
      testConfig.socialRoleArn,
      'ASIA…MPLE',
      'wJal…EKEY',
      'IQoJ…X2Vj',
      'Nothing has been signed in this session yet.',
    ]) {
      expect(text()).toContain(value);
    }
    expect(text()).toMatch(/9 h 59 min left|10 h 00 min left/);
    expect(text()).toMatch(/1 h 00 min left|59 min \d\d s left/);
  });

  it('never puts a secret into the page, in no state', async () => {
    identity.become(buyer);
    const { element, click } = await open();
    const http = TestBed.inject(HttpTestingController);
    const leakedSecrets = () =>
      [...Object.values(secrets), ...secrets.token.split('.').slice(1)].filter((secret) =>
        element.outerHTML.includes(secret.slice(0, 12)),
      );
    expect(leakedSecrets()).toEqual([]);
    await click('Try the other role');
    expect(leakedSecrets()).toEqual([]);
    await click('Make a signed request');
    const { request, flush } = bound(await sent(http));
    expect(request.headers.get('X-Id-Token')).toBe(secrets.token);
    expect(leakedSecrets()).toEqual([]);
    const message = `'GET\nx-amz-security-token:${secrets.sessionToken}\nx-id-token:${secrets.token}'`;
    flush(
      { message },
      {
        status: 403,
        statusText: 'Forbidden',
        headers: { 'x-amzn-errortype': 'InvalidSignatureException' },
      },
    );
    await settled();
    await click('Renew now');
    expect(element.textContent).toContain('IAM wasn’t asked');
    expect(leakedSecrets()).toEqual([]);
    expect(element.outerHTML).not.toMatch(/[\da-f]{64}/);
  });

  it('shows the request that was signed, the answer and the decision', async () => {
    identity.become(buyer);
    const { text, click, stable } = await open();
    await click('Make a signed request');
    const headers = { 'x-amzn-RequestId': 'request-1' };
    bound(await sent(TestBed.inject(HttpTestingController))).flush([], { headers });
    await stable();
    for (const value of [
      'GET /api/pets/purchase limit=1',
      'x-amz-security-token:IQoJ…X2Vj',
      'x-id-token:eyJh…sign',
      '/us-east-1/execute-api/aws4_request',
      'Status200',
      'request-1',
      'Allowed, as Auth0ApiSocialRole',
      'API Gateway answered 200. IAM: Allowed.',
    ]) {
      expect(text()).toContain(value);
    }
  });

  it('shows a refusal of IAM, and what it would take', async () => {
    identity.become(buyer);
    const { text, click, stable } = await open();
    await click('Make a request that IAM refuses');
    bound(await sent(TestBed.inject(HttpTestingController))).flush('{"Message":"No, no."}', {
      status: 403,
      statusText: 'Forbidden',
      headers: { 'x-amzn-errortype': 'AccessDeniedException' },
    });
    await stable();
    expect(text()).toContain('Refused, as Auth0ApiSocialRole');
    expect(text()).toContain('No, no.');
    expect(text()).toContain('"Action": "execute-api:Invoke"');
    expect(text()).toContain('/api/DELETE/pets/9007199254740991"');
  });

  it('shows how STS refuses the other role, as the proof that it is', async () => {
    identity.become(buyer);
    const { text, click, alerts } = await open();
    await click('Try the other role');
    for (const value of [
      'That’s the proof',
      testConfig.adminRoleArn,
      'AccessDenied',
      'HTTP status403',
      'Not authorized to perform it',
      'request-7',
    ]) {
      expect(text()).toContain(value);
    }
    expect(alerts()).toEqual([]);
    identity.become(keeper);
    TestBed.tick();
    expect(text()).not.toContain('That’s the proof');
  });

  it('warns loudly should STS ever grant the other role', async () => {
    identity.become(buyer);
    const { click, alerts } = await open();
    assumeRole.and.resolveTo({ ...secrets, expiration: new Date() });
    await click('Try the other role');
    expect(alerts()).toHaveSize(1);
    expect(alerts()[0]).toMatch(/^Warning: STS granted the other role/);
  });

  it('does not call silence a proof', async () => {
    identity.become(buyer);
    const { text, click } = await open();
    assumeRole.and.rejectWith(new CredentialsError('Unreachable'));
    await click('Try the other role');
    expect(text()).toContain('nothing is proven');
    expect(text()).not.toContain('That’s the proof');
  });

  it('does not call another refusal a proof', async () => {
    identity.become(buyer);
    const { text, click } = await open();
    const answer = { status: 400, message: 'Bad token', requestId: undefined };
    assumeRole.and.rejectWith(new CredentialsError('InvalidIdentityToken', { answer }));
    await click('Try the other role');
    expect(text()).toContain('this proves nothing about it');
    expect(text()).not.toContain('That’s the proof');
  });

  it('says why there is no session, and tries again', async () => {
    assumeRole.and.rejectWith(new CredentialsError('Unreachable'));
    identity.become(buyer);
    const { alerts, click, text } = await open();
    expect(alerts()).toEqual([jasmine.stringContaining('AWS can’t be reached')]);
    assumeRole.and.resolveTo({ ...secrets, expiration: new Date(Date.now() + life) });
    await click('Try again');
    expect(alerts()).toEqual([]);
    expect(text()).toContain('ASIA…MPLE');
  });

  it('keeps showing the present session when it can’t be renewed', async () => {
    identity.become(buyer);
    const { alerts, click, text } = await open();
    assumeRole.and.rejectWith(new CredentialsError('Unreachable'));
    await click('Renew now');
    expect(alerts()).toEqual([jasmine.stringContaining('AWS can’t be reached')]);
    expect(text()).toContain('ASIA…MPLE');
  });

  it('says when the session has ended, without reading the seconds out', async () => {
    life = -1000;
    identity.become(buyer);
    const { element, text } = await open();
    expect(text()).toContain('Expired; the next request gets a new one');
    for (const timer of element.querySelectorAll('[role=timer]')) {
      expect(timer.closest('[role=status], [role=alert], [aria-live]')).toBeNull();
    }
  });

  it('forgets what it showed when the user is gone', async () => {
    identity.become(buyer);
    const { element, stable, text } = await open();
    identity.become(undefined);
    await stable();
    expect(element.querySelector('.panel')).toBeNull();
    expect(text()).not.toContain('anna@example.org');
  });

  it('takes the focus to a step that is chosen in the diagram', async () => {
    const { element } = await open();
    element.querySelectorAll<HTMLElement>('app-flow-diagram button')[3]?.click();
    expect(document.activeElement?.id).toBe('request');
  });

  it('stops its clock when it is left', async () => {
    const clear = spyOn(window, 'clearInterval').and.callThrough();
    (await open()).fixture.destroy();
    expect(clear).toHaveBeenCalled();
  });
});

/** A request that was sent, and how to answer it. */
const bound = (sentRequest: Awaited<ReturnType<typeof sent>>) => ({
  request: sentRequest.request,
  flush: sentRequest.flush.bind(sentRequest),
});
