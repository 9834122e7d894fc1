import { HttpClient, HttpContext, provideHttpClient, withInterceptors } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { firstValueFrom } from 'rxjs';
import { FakeIdentity, keeper } from '../../testing/fake-identity';
import { sent } from '../../testing/sent';
import { testConfig } from '../../testing/test-config';
import { LOAD_STS } from '../aws/role-assumption';
import { SIGNED } from '../aws/signed';
import { sigv4Interceptor } from '../aws/sigv4-interceptor';
import { CONFIG } from '../config/config';
import { LastRequest } from './last-request';
import { traceInterceptor } from './trace-interceptor';

const url = `${testConfig.apiUrl}/pets/purchase`;

describe('The trace interceptor', () => {
  let http: HttpTestingController;
  let client: HttpClient;
  let last: LastRequest;

  beforeEach(() => {
    const identity = new FakeIdentity();
    identity.become(keeper);
    const assumeRole = () =>
      Promise.resolve({
        accessKeyId: 'ASIA1',
        secretAccessKey: 'secret',
        sessionToken: 'the-session-token',
        expiration: new Date(Date.now() + 3_600_000),
      });
    TestBed.configureTestingModule({
      providers: [
        provideHttpClient(withInterceptors([sigv4Interceptor, traceInterceptor])),
        provideHttpClientTesting(),
        { provide: CONFIG, useValue: testConfig },
        { provide: LOAD_STS, useValue: () => Promise.resolve(assumeRole) },
        identity.provider(),
      ],
    });
    http = TestBed.inject(HttpTestingController);
    client = TestBed.inject(HttpClient);
    last = TestBed.inject(LastRequest);
  });

  afterEach(() => http.verify());

  it('keeps exactly what was signed, without the secrets in it, and the answer', async () => {
    const headers = {
      'X-Id-Token': `eyJhbGciOiJSUzI1NiJ9.${'claims'.repeat(9)}.${'s'.repeat(99)}`,
    };
    const context = new HttpContext().set(SIGNED, true);
    const answer = firstValueFrom(client.get(url, { context, headers, params: { limit: 1 } }));
    const request = await sent(http);
    const sentHeaders = request.request.headers;
    const date = sentHeaders.get('X-Amz-Date') ?? '';
    const scope = `${date.slice(0, 8)}/us-east-1/execute-api/aws4_request`;
    const names = 'accept;host;x-amz-date;x-amz-security-token;x-id-token';
    const { signature } = last.trace()!;
    expect(signature.method).toBe('GET');
    expect(signature.path).toBe('/api/pets/purchase');
    expect(signature.canonicalRequest.split('\n')).toEqual([
      'GET',
      '/api/pets/purchase',
      'limit=1',
      'accept:application/json, text/plain, */*',
      'host:api.example.com',
      `x-amz-date:${date}`,
      'x-amz-security-token:the-…oken',
      'x-id-token:eyJh…ssss',
      '',
      names,
      'e3b0…b855',
    ]);
    expect(signature.stringToSign.split('\n').slice(0, 3)).toEqual([
      'AWS4-HMAC-SHA256',
      date,
      scope,
    ]);
    const [, given = ''] = /Signature=(\w+)/.exec(sentHeaders.get('Authorization')!) ?? [];
    expect(signature.authorization).toBe(
      `AWS4-HMAC-SHA256 Credential=ASIA1/${scope}, SignedHeaders=${names}, ` +
        `Signature=${given.slice(0, 4)}…${given.slice(-4)}`,
    );
    expect(signature.signedHeaders).toEqual(names.split(';'));
    request.flush([], { headers: { 'x-amzn-RequestId': 'request-1' } });
    await answer;
    expect(last.trace()?.answer).toEqual(
      jasmine.objectContaining({ status: 200, requestId: 'request-1' }),
    );
  });

  it('takes no notice of a request that is not signed', async () => {
    const answer = firstValueFrom(client.get(url));
    (await sent(http)).flush([]);
    await answer;
    expect(last.trace()).toBeUndefined();
  });
});
