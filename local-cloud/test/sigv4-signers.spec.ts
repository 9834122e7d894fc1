import { createServer, request as httpRequest, type Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { Sha256 } from '@aws-crypto/sha256-js';
import { HttpRequest } from '@smithy/protocol-http';
import { SignatureV4 } from '@smithy/signature-v4';
import { AwsV4Signer } from 'aws4fetch';
import { verifySignature } from '../src/sigv4/verify.ts';
import type { RawRequest } from '../src/sigv4/verify.ts';

const NOW = new Date('2026-03-04T05:06:07Z');
const SCOPE = { region: 'us-east-1', service: 'execute-api' };
const LONG_TERM = { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxR' };
const SESSION = {
  accessKeyId: 'ASIAEXAMPLE',
  secretAccessKey: 'h9+/Secret',
  sessionToken: 'IQoJb3JpZ2luX2VjE//+token==',
};
type Credentials = typeof LONG_TERM & { sessionToken?: string };

/** It comes without types. */
const aws4 = createRequire(import.meta.url)('aws4') as {
  sign(
    options: object,
    credentials: Credentials,
  ): { path: string; headers: Record<string, string> };
};

interface Call {
  method: string;
  /** Percent-encoded, with its query. */
  target: string;
  headers?: Record<string, string>;
  body?: string | Uint8Array<ArrayBuffer>;
}

type Signer = (call: Call, host: string, credentials: Credentials) => Promise<void>;

/** Sends the request as it is written, like the signers' own HTTP clients. */
function send(
  host: string,
  method: string,
  path: string,
  headers: Record<string, string>,
  body: Call['body'],
): Promise<void> {
  return new Promise((resolve, reject) => {
    httpRequest(`http://${host}`, { method, path, headers }, (response) => {
      response.resume().on('end', resolve);
    })
      .on('error', reject)
      .end(body);
  });
}

const signers: Record<string, Signer> = {
  aws4fetch: async ({ method, target, headers, body }, host, credentials) => {
    const signer = new AwsV4Signer({
      method,
      url: `http://${host}${target}`,
      ...(headers && { headers }),
      ...(body !== undefined && { body }),
      ...credentials,
      ...SCOPE,
      datetime: '20260304T050607Z',
    });
    const signed = await signer.sign();
    const answer = await fetch(signed.url, {
      method: signed.method,
      headers: signed.headers,
      ...(body !== undefined && { body }),
    });
    await answer.arrayBuffer();
  },

  '@smithy/signature-v4': async ({ method, target, headers, body }, host, credentials) => {
    const [path = '', search = ''] = target.split('?');
    const query: Record<string, string[]> = {};
    for (const [name, value] of new URLSearchParams(search)) (query[name] ??= []).push(value);
    const signer = new SignatureV4({ ...SCOPE, credentials, sha256: Sha256 });
    const signed = await signer.sign(
      new HttpRequest({ method, path, query, headers: { ...headers, host }, body }),
      { signingDate: NOW },
    );
    await send(host, method, target, signed.headers, body);
  },

  aws4: async ({ method, target, headers, body }, host, credentials) => {
    const signed = aws4.sign(
      {
        ...SCOPE,
        method,
        path: target,
        host,
        body,
        headers: { ...headers, 'X-Amz-Date': '20260304T050607Z' },
      },
      credentials,
    );
    await send(host, method, signed.path, signed.headers, body);
  },
};

const calls: Record<string, Call> = {
  'a plain GET': { method: 'GET', target: '/api/pets' },
  'a GET with a query': { method: 'GET', target: '/api/pets?limit=2&before=17' },
  'a query out of order, with a repeated and an empty value': {
    method: 'GET',
    target: '/api/pets?b=2&a=2&B=3&a=1&a=10&empty=&-=x',
  },
  'a query with encoded characters': {
    method: 'GET',
    target: "/api/pets?q=a%20b%2Bc%26d%3De&u=%E1%88%B4&s=~*'()!&%C3%A4=%2f",
  },
  'a path in UTF-8': { method: 'GET', target: '/api/pets/%C3%A4%E1%88%B4%F0%9F%90%95' },
  'a path with encoded reserved characters': {
    method: 'GET',
    target: '/api/%24default/%40connections/a%2Fb%3D%25',
  },
  'a path with reserved characters': {
    method: 'PUT',
    target: "/api/$default/@connections/a=b;c:d,e+f!'()*~",
  },
  'a path that ends with a slash': { method: 'DELETE', target: '/api/pets/' },
  'a JSON body': {
    method: 'POST',
    target: '/api/pets/purchase',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ petId: 1, authToken: 'eyJ.é.🐕' }),
  },
  'a body of bytes': {
    method: 'POST',
    target: '/api/pets',
    body: Uint8Array.from({ length: 256 }, (_, byte) => byte),
  },
  'further headers': {
    method: 'PUT',
    target: '/api/pets/1',
    headers: { 'If-None-Match': '*', 'X-Id-Token': 'a.b.c', 'x-amz-meta-note': 'a    b' },
    body: '{"type":"dog","price":1.5}',
  },
};

describe('A signature by', () => {
  let server: Server;
  let host: string;
  let received: RawRequest | undefined;

  const verify = (credentials: Credentials) =>
    verifySignature(received!, {
      ...SCOPE,
      now: NOW,
      maxSkewSeconds: 300,
      credentials: (accessKeyId) =>
        accessKeyId === credentials.accessKeyId ? credentials : 'unrecognized',
    });

  beforeAll((done) => {
    server = createServer((request, response) => {
      const buffers: Buffer[] = [];
      request
        .on('data', (buffer: Buffer) => buffers.push(buffer))
        .on('end', () => {
          received = {
            method: request.method!,
            target: request.url!,
            rawHeaders: request.rawHeaders,
            body: Buffer.concat(buffers),
          };
          response.end();
        });
    }).listen(0, '127.0.0.1', () => {
      host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
      done();
    });
  });

  afterAll((done) => {
    server.close(done);
    server.closeAllConnections();
  });

  for (const [name, sign] of Object.entries(signers)) {
    for (const [what, call] of Object.entries(calls)) {
      for (const credentials of [LONG_TERM, SESSION]) {
        const session = 'sessionToken' in credentials ? ' in a session' : '';

        it(`${name} over ${what}${session} is right`, async () => {
          await sign(call, host, credentials);

          expect(verify(credentials)).toBe(credentials);
        });
      }
    }
  }

  it('aws4fetch over a query that writes a space as + is right', async () => {
    await signers['aws4fetch']!({ method: 'GET', target: '/api/pets?q=a+b' }, host, LONG_TERM);

    expect(received!.target).toBe('/api/pets?q=a+b');
    expect(() => verify(LONG_TERM)).not.toThrow();
  });

  it('aws4 over a header in UTF-8 is right, byte for byte', async () => {
    const date = { 'X-Amz-Date': '20260304T050607Z' };
    const { headers } = aws4.sign(
      {
        ...SCOPE,
        method: 'GET',
        path: '/',
        host,
        headers: { ...date, 'x-note': 'ein Café à Riga' },
      },
      LONG_TERM,
    );
    const sent = Buffer.from(headers['x-note']!).toString('latin1');
    await send(host, 'GET', '/', { ...headers, 'x-note': sent }, undefined);

    expect(() => verify(LONG_TERM)).not.toThrow();
  });
});
