import { AwsV4Signer } from 'aws4fetch';
import fc from 'fast-check';
import { canonicalRequest } from '../src/sigv4/canonical.ts';
import { SignatureError, verifySignature } from '../src/sigv4/verify.ts';
import type { RawRequest } from '../src/sigv4/verify.ts';

const SEED = { seed: 20150830 };
const CREDENTIALS = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG' };

function isAccepted(request: RawRequest): boolean {
  try {
    verifySignature(request, {
      region: 'us-east-1',
      service: 'execute-api',
      now: new Date('2026-03-04T05:06:07Z'),
      maxSkewSeconds: 300,
      credentials: (accessKeyId) =>
        accessKeyId === CREDENTIALS.accessKeyId ? CREDENTIALS : 'unrecognized',
    });
    return true;
  } catch (error) {
    if (error instanceof SignatureError) return false;
    throw error;
  }
}

async function sign(target: string, body: string): Promise<RawRequest> {
  const { method, url, headers } = await new AwsV4Signer({
    method: 'POST',
    url: `https://api.example.com${target}`,
    headers: { 'x-note': 'a note' },
    body,
    ...CREDENTIALS,
    region: 'us-east-1',
    service: 'execute-api',
    datetime: '20260304T050607Z',
  }).sign();
  return {
    method,
    target: url.pathname + url.search,
    rawHeaders: ['Host', url.host, ...[...headers].flat()],
    body: Buffer.from(body),
  };
}

const text = fc.string({ unit: 'grapheme', maxLength: 6 });
const segment = text.filter((one) => one !== '.' && one !== '..').map(encodeURIComponent);
const path = fc.array(segment, { maxLength: 4 }).map((segments) => `/api/${segments.join('/')}`);
const query = fc
  .array(fc.tuple(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 4 }), text), {
    maxLength: 4,
  })
  .map((pairs) => new URLSearchParams(pairs).toString());
const target = fc.tuple(path, query).map(([one, other]) => (other ? `${one}?${other}` : one));

const byte = fc.integer({ min: 0, max: 255 }).map((code) => String.fromCharCode(code));
const rubbish = fc.string({ unit: byte, maxLength: 40 });

describe('The signature verifier, whatever comes,', () => {
  it('accepts what another implementation signed', async () => {
    await fc.assert(
      fc.asyncProperty(target, text, async (url, body) => isAccepted(await sign(url, body))),
      { ...SEED, numRuns: 300 },
    );
  });

  it('refuses a request with one byte changed, unless it still means the same', async () => {
    const signed = await sign('/api/pets/a%2Fb/./c?limit=2&q=a%20b+c&empty=', '{"petId":1}');
    const names = ['host', 'x-amz-date', 'x-note'];
    const canonical = canonicalRequest(signed, names);
    const change = (from: string, at: number, to: string) =>
      from.slice(0, at % from.length) + to + from.slice((at % from.length) + 1);
    const position = fc.nat({ max: 200 });
    const tampered = fc.oneof(
      fc.tuple(position, byte).map(([at, to]) => ({
        ...signed,
        target: change(signed.target, at, to),
      })),
      fc.tuple(fc.nat({ max: 20 }), position, byte).map(([header, at, to]) => {
        const rawHeaders = [...signed.rawHeaders];
        const index = header % rawHeaders.length;
        rawHeaders[index] = change(rawHeaders[index]!, at, to);
        return { ...signed, rawHeaders };
      }),
      fc.tuple(position, byte).map(([at, to]) => ({
        ...signed,
        body: Buffer.from(change('{"petId":1}', at, to), 'latin1'),
      })),
    );

    expect(isAccepted(signed)).toBeTrue();
    fc.assert(
      fc.property(tampered, (request) => {
        const means = canonicalRequest(request, names);

        return !isAccepted(request) || means === canonical;
      }),
      { ...SEED, numRuns: 5000 },
    );
  });

  it('answers rubbish with a refusal and nothing else', () => {
    fc.assert(
      fc.property(
        fc.record({
          method: rubbish,
          target: rubbish,
          rawHeaders: fc.array(
            fc.oneof(rubbish, fc.constantFrom('Authorization', 'X-Amz-Date', 'Host')),
            { maxLength: 9 },
          ),
          body: fc.uint8Array({ maxLength: 20 }),
        }),
        (request) => !isAccepted(request),
      ),
      { ...SEED, numRuns: 3000 },
    );
  });

  it('answers what is nearly a signature with a refusal and nothing else', () => {
    const pieces = [
      ...['AWS4-HMAC-SHA256', 'Credential=', 'SignedHeaders=', 'Signature=', 'AKIDEXAMPLE', 'host'],
      ...['/20260304/us-east-1/execute-api/aws4_request', ';x-amz-date', 'X-Amz-Date', '/', ';'],
      ...[' ', ',', '=', '&', '?', '%', '%C3', '20260304T050607Z', 'X-Amz-Signature=', '\u00e4'],
      ...['X-Amz-Algorithm=AWS4-HMAC-SHA256', 'X-Amz-Credential=', 'X-Amz-SignedHeaders=host'],
      ...['X-Amz-Date=20260304T050607Z', 'X-Amz-Expires=', '9', '-1', '__proto__', 'constructor'],
    ];
    const nearly = fc
      .array(fc.constantFrom(...pieces), { maxLength: 14 })
      .map((all) => all.join(''));
    const credential = 'AKIDEXAMPLE/20260304/us-east-1/execute-api/aws4_request';
    const authorization = fc.oneof(
      nearly,
      fc
        .record({ names: nearly, signature: nearly, end: nearly })
        .map(
          ({ names, signature, end }) =>
            `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=host;x-amz-date;${names}, Signature=${signature}${end}`,
        ),
    );

    fc.assert(
      fc.property(
        fc.record({
          authorization,
          target: nearly,
          date: fc.oneof(nearly, fc.constant('20260304T050607Z')),
        }),
        ({ authorization: header, target: url, date }) =>
          !isAccepted({
            method: 'GET',
            target: url,
            rawHeaders: ['Authorization', header, 'X-Amz-Date', date, 'Host', 'a'],
            body: new Uint8Array(),
          }) &&
          !isAccepted({
            method: 'GET',
            target: `/?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=${credential}&${url}`,
            rawHeaders: ['Host', 'a'],
            body: new Uint8Array(),
          }),
      ),
      { ...SEED, numRuns: 5000 },
    );
  });

  it('takes no long time over a header that is made for it', () => {
    const names = Array.from({ length: 8000 }, (_, index) => `h${index}`).join(';');
    const start = performance.now();

    isAccepted({
      method: 'GET',
      target: `/${'%'.repeat(8000)}?${'&'.repeat(8000)}`,
      rawHeaders: [
        ...[
          'Authorization',
          `AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260304/us-east-1/execute-api/aws4_request, SignedHeaders=host;x-amz-date;${names}, Signature=0`,
        ],
        ...['X-Amz-Date', '20260304T050607Z', 'Host', `a${' '.repeat(8000)}b`],
        ...Array.from({ length: 2000 }, () => ['a', 'b']).flat(),
      ],
      body: new Uint8Array(),
    });

    expect(performance.now() - start).toBeLessThan(1000);
  });
});
