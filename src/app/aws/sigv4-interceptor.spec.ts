import {
  HttpClient,
  HttpContext,
  HttpErrorResponse,
  type HttpRequest,
  provideHttpClient,
  withInterceptors,
} from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { firstValueFrom } from 'rxjs';
import { FakeIdentity, keeper } from '../../testing/fake-identity';
import { sent, settled } from '../../testing/sent';
import { testConfig } from '../../testing/test-config';
import { CONFIG } from '../config/config';
import { NotLoggedIn } from '../auth/login-error';
import { LOAD_STS, type AssumeRole } from './role-assumption';
import { SIGNED } from './signed';
import { ForeignAddressError, sigv4Interceptor } from './sigv4-interceptor';

const pets = `${testConfig.apiUrl}/pets`;
const secretAccessKey = 'secret';

describe('The SigV4 interceptor', () => {
  let http: HttpTestingController;
  let client: HttpClient;
  let identity: FakeIdentity;
  let assumeRole: jasmine.Spy<AssumeRole>;

  const signed = () => ({ context: new HttpContext().set(SIGNED, true) });
  const put = (body: unknown = { type: 'dog', price: 1 }) =>
    firstValueFrom(client.put(`${pets}/1`, body, signed()));

  beforeEach(() => {
    let issued = 0;
    identity = new FakeIdentity();
    identity.become(keeper);
    assumeRole = jasmine.createSpy('assumeRole').and.callFake(() =>
      Promise.resolve({
        accessKeyId: `ASIA${++issued}`,
        secretAccessKey,
        sessionToken: 'the-session-token',
        expiration: new Date(Date.now() + 3_600_000),
      }),
    );
    TestBed.configureTestingModule({
      providers: [
        provideHttpClient(withInterceptors([sigv4Interceptor])),
        provideHttpClientTesting(),
        { provide: CONFIG, useValue: testConfig },
        { provide: LOAD_STS, useValue: () => Promise.resolve(assumeRole) },
        identity.provider(),
      ],
    });
    http = TestBed.inject(HttpTestingController);
    client = TestBed.inject(HttpClient);
  });

  afterEach(() => http.verify());

  describe('with a request that is marked', () => {
    it('sends a signature that AWS’s algorithm confirms for exactly what is sent', async () => {
      const answer = put({ type: 'Größe L', price: 4.99 });
      const { request, flush } = bound(await sent(http));
      expect(request.headers.get('Authorization')).toBe(await expectedAuthorization(request));
      expect(request.headers.get('X-Amz-Security-Token')).toBe('the-session-token');
      expect(request.headers.get('Content-Type')).toBe('application/json');
      expect(request.body).toBe('{"type":"Größe L","price":4.99}');
      flush({});
      await answer;
    });

    it('signs the query as it is sent', async () => {
      const params = { after: "a b+c/d=é'(1)*~", limit: 2 };
      const answer = firstValueFrom(client.get(`${pets}/purchase`, { ...signed(), params }));
      const { request, flush } = bound(await sent(http));
      expect(request.urlWithParams).toBe(new URL(request.urlWithParams).href);
      expect(request.headers.get('Authorization')).toBe(await expectedAuthorization(request));
      flush([]);
      await answer;
    });

    it('signs the headers that the request brings', async () => {
      const headers = { 'X-Id-Token': 'token', 'If-None-Match': '*' };
      const answer = firstValueFrom(client.get(`${pets}/purchase`, { ...signed(), headers }));
      const { request, flush } = bound(await sent(http));
      expect(request.headers.get('Authorization')).toContain(
        'SignedHeaders=accept;host;if-none-match;x-amz-date;x-amz-security-token;x-id-token',
      );
      expect(request.headers.get('X-Id-Token')).toBe('token');
      flush([]);
      await answer;
    });

    it('follows no redirect with it', async () => {
      const answer = put();
      const { request, flush } = bound(await sent(http));
      expect(request.redirect).toBe('error');
      flush({});
      await answer;
    });

    it('refuses a body that has no fixed form', async () => {
      await expectAsync(put(new Blob(['x']))).toBeRejectedWithError(TypeError);
    });

    it('fails without sending anything when nobody is logged in', async () => {
      identity.become(undefined);
      await expectAsync(put()).toBeRejectedWithError(NotLoggedIn);
      expect(assumeRole).not.toHaveBeenCalled();
    });

    for (const url of [
      'https://api.example.com.evil.example/api/pets',
      `https://evil.example/?${pets}`,
      'https://api.example.com@evil.example/api/pets',
      `${testConfig.apiUrl}/../other`,
      '/api/pets',
    ]) {
      it(`refuses to send it to ${url}`, async () => {
        await expectAsync(firstValueFrom(client.get(url, signed()))).toBeRejectedWithError(
          ForeignAddressError,
        );
        expect(assumeRole).not.toHaveBeenCalled();
      });
    }
  });

  describe('with a request that is not marked', () => {
    for (const url of [pets, 'https://evil.example/pets']) {
      it(`changes nothing and fetches no credentials for ${url}`, async () => {
        const answer = firstValueFrom(client.get(url));
        const { request, flush } = bound(await sent(http));
        expect(request.headers.keys()).toEqual([]);
        expect(request.urlWithParams).toBe(url);
        expect(assumeRole).not.toHaveBeenCalled();
        flush([]);
        await answer;
      });
    }
  });

  describe('when API Gateway answers 403', () => {
    const refuse = async (type: string, message: string, headers: Record<string, string> = {}) => {
      const { request, flush } = bound(await sent(http));
      flush(
        { message },
        { status: 403, statusText: 'Forbidden', headers: { 'x-amzn-errortype': type, ...headers } },
      );
      return request;
    };
    const late = 'Signature expired: 20261122T045000Z is now earlier than 20261122T045500Z';
    const date = 'Sun, 22 Nov 2026 05:00:00 GMT';

    for (const message of [late, 'Signature not yet current: 20261122T051000Z is still later']) {
      it(`takes over the server’s time and signs again: ${message.slice(0, 25)}…`, async () => {
        const answer = put();
        await refuse('InvalidSignatureException', message, { Date: date });
        const { request, flush } = bound(await sent(http));
        expect(request.headers.get('X-Amz-Date')).toMatch(/^20261122T0500\d\dZ$/);
        expect(request.headers.get('Authorization')).toBe(await expectedAuthorization(request));
        flush({});
        await answer;
        expect(assumeRole).toHaveBeenCalledTimes(1);
      });
    }

    it('uses the corrected time for what follows', async () => {
      const first = put();
      await refuse('InvalidSignatureException', late, { Date: date });
      (await sent(http)).flush({});
      await first;
      const second = put();
      const { request, flush } = bound(await sent(http));
      expect(request.headers.get('X-Amz-Date')).toMatch(/^20261122T0500\d\dZ$/);
      flush({});
      await second;
    });

    it('corrects the time only once a request', async () => {
      const answer = put();
      await refuse('InvalidSignatureException', late, { Date: date });
      await refuse('InvalidSignatureException', late, { Date: date });
      await expectAsync(answer).toBeRejectedWith(jasmine.any(HttpErrorResponse));
      await settled();
    });

    it('does not try again without a date to go by', async () => {
      const answer = put();
      await refuse('InvalidSignatureException', late);
      await expectAsync(answer).toBeRejected();
      await settled();
    });

    it('does not try again when the signature itself is wrong', async () => {
      const answer = put();
      const message = 'The request signature we calculated does not match the signature';
      await refuse('InvalidSignatureException', message, { Date: date });
      await expectAsync(answer).toBeRejected();
      await settled();
    });

    for (const type of ['ExpiredTokenException', 'UnrecognizedClientException']) {
      it(`gets new credentials and signs again: ${type}`, async () => {
        const answer = put();
        const before = await refuse(type, 'The security token included in the request is …');
        expect(before.headers.get('Authorization')).toContain('Credential=ASIA1/');
        const { request, flush } = bound(await sent(http));
        expect(request.headers.get('Authorization')).toContain('Credential=ASIA2/');
        flush({});
        await answer;
      });

      it(`does so only once a request: ${type}`, async () => {
        const answer = put();
        await refuse(type, '…');
        await refuse(type, '…');
        await expectAsync(answer).toBeRejected();
        await settled();
        expect(assumeRole).toHaveBeenCalledTimes(2);
      });
    }

    it('mends both, one after the other', async () => {
      const answer = put();
      await refuse('InvalidSignatureException', late, { Date: date });
      await refuse('ExpiredTokenException', '…');
      (await sent(http)).flush({});
      await expectAsync(answer).toBeResolved();
    });

    it('leaves a refusal of IAM to the caller', async () => {
      const answer = put();
      await refuse('AccessDeniedException', 'User: … is not authorized');
      await expectAsync(answer).toBeRejectedWith(jasmine.objectContaining({ status: 403 }));
      await settled();
    });
  });
});

/** A request that was sent, and how to answer it. */
const bound = (sentRequest: Awaited<ReturnType<typeof sent>>) => ({
  request: sentRequest.request,
  flush: sentRequest.flush.bind(sentRequest),
});

/**
 * The Authorization header that AWS computes from a request as it arrives: written after AWS's
 * description and independent of the library that signs.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/create-signed-request.html
 */
async function expectedAuthorization(request: HttpRequest<unknown>): Promise<string> {
  const url = new URL(request.urlWithParams);
  const given = request.headers.get('Authorization') ?? '';
  const names = /SignedHeaders=([^,]+)/.exec(given)?.[1]?.split(';') ?? [];
  const scope = /Credential=[^/]+\/([^,]+)/.exec(given)?.[1] ?? '';
  const value = (name: string) => (name === 'host' ? url.host : request.headers.get(name));
  const encode = (text: string) =>
    encodeURIComponent(text).replace(
      /[!'()*]/g,
      (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
    );
  const canonical = [
    request.method,
    url.pathname.split('/').map(encode).join('/'),
    [...url.searchParams]
      .map((pair) => pair.map(encode).join('='))
      .sort()
      .join('&'),
    ...names.map((name) => `${name}:${value(name)}`),
    '',
    names.join(';'),
    hex(await crypto.subtle.digest('SHA-256', bytes((request.body as string | null) ?? ''))),
  ].join('\n');
  const toSign = [
    'AWS4-HMAC-SHA256',
    request.headers.get('X-Amz-Date'),
    scope,
    hex(await crypto.subtle.digest('SHA-256', bytes(canonical))),
  ].join('\n');
  let key: BufferSource = bytes(`AWS4${secretAccessKey}`);
  for (const part of scope.split('/')) key = await hmac(key, part);
  const accessKey = /Credential=([^/]+)/.exec(given)?.[1];
  return (
    `AWS4-HMAC-SHA256 Credential=${accessKey}/${scope}, SignedHeaders=${names.join(';')}, ` +
    `Signature=${hex(await hmac(key, toSign))}`
  );
}

async function hmac(key: BufferSource, text: string): Promise<ArrayBuffer> {
  const imported = await crypto.subtle.importKey(
    'raw',
    key,
    { name: 'HMAC', hash: 'SHA-256' },
    false,
    ['sign'],
  );
  return crypto.subtle.sign('HMAC', imported, bytes(text));
}

const bytes = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

const hex = (buffer: ArrayBuffer): string =>
  Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, '0')).join('');
