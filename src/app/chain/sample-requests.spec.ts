import { HttpErrorResponse, provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { FakeIdentity, buyer, keeper } from '../../testing/fake-identity';
import { sent } from '../../testing/sent';
import { testConfig } from '../../testing/test-config';
import { provideApiConfiguration } from '../api/api-configuration';
import { SIGNED } from '../aws/signed';
import { NotLoggedIn } from '../auth/login-error';
import { SampleRequests } from './sample-requests';

describe('A request to look at', () => {
  let identity: FakeIdentity;
  let http: HttpTestingController;
  let requests: SampleRequests;

  beforeEach(() => {
    identity = new FakeIdentity();
    identity.become(buyer);
    TestBed.configureTestingModule({
      providers: [
        provideHttpClient(),
        provideHttpClientTesting(),
        provideApiConfiguration(testConfig.apiUrl),
        identity.provider(),
      ],
    });
    http = TestBed.inject(HttpTestingController);
    requests = TestBed.inject(SampleRequests);
  });

  afterEach(() => http.verify());

  it('asks for the latest purchase, signed and with the ID token', async () => {
    const done = requests.ask();
    const one = await sent(http);
    expect(one.request.urlWithParams).toBe(`${testConfig.apiUrl}/pets/purchase?limit=1`);
    expect(one.request.headers.get('X-Id-Token')).toBe('token-0');
    expect(one.request.context.get(SIGNED)).toBeTrue();
    one.flush([]);
    await expectAsync(done).toBeResolved();
  });

  for (const [user, method, path, body] of [
    [buyer, 'DELETE', '/pets/9007199254740991', null],
    [keeper, 'POST', '/pets/purchase', { petId: 9007199254740991, authToken: 'token-0' }],
  ] as const) {
    it(`oversteps as ${user.role} without a pet that could come to harm`, async () => {
      identity.become(user);
      const done = requests.overstep();
      const one = await sent(http);
      expect([one.request.method, one.request.url]).toEqual([method, testConfig.apiUrl + path]);
      expect(one.request.body).toEqual(body);
      expect(one.request.context.get(SIGNED)).toBeTrue();
      one.flush({}, { status: 403, statusText: 'Forbidden' });
      await expectAsync(done).toBeResolved();
    });
  }

  it('fails when nobody answers', async () => {
    const done = requests.overstep();
    (await sent(http)).error(new ProgressEvent('error'));
    await expectAsync(done).toBeRejectedWith(jasmine.any(HttpErrorResponse));
  });

  it('is not made by a visitor', async () => {
    identity.become(undefined);
    await expectAsync(requests.ask()).toBeRejectedWithError(NotLoggedIn);
  });
});
