import { canonicalRequest, sha256Hex } from '../../local/sigv4/canonical.ts';
import { SignatureRefusal, signingKey, verifySignature } from '../../local/sigv4/verify.ts';
import type { RawRequest } from '../../local/sigv4/verify.ts';
import suite from './sigv4-vectors.json' with { type: 'json' };

type Vector = (typeof suite.vectors)[number];

/** What Node's server would make of the request: one character a byte. */
function received({ request }: Vector): RawRequest {
  const bytes = (text: string) => Buffer.from(text).toString('latin1');
  return {
    method: request.method,
    target: bytes(request.target),
    rawHeaders: request.rawHeaders.map(bytes),
    body: Buffer.from(request.body),
  };
}

function signedHeaders({ request }: Vector): string[] {
  const text = [
    ...request.rawHeaders,
    decodeURIComponent(request.target.replace(/%(?!\w\w)/g, '')),
  ];
  return /SignedHeaders=([a-z0-9;-]+)/.exec(text.join('\n'))![1]!.split(';');
}

function verify(vector: Vector): unknown {
  const found = { ...suite.credentials, sessionToken: vector.sessionToken };
  return verifySignature(received(vector), {
    region: vector.region,
    service: vector.service,
    now: new Date(vector.date.replace(/(....)(..)(..)T(..)(..)(..)Z/, '$1-$2-$3T$4:$5:$6Z')),
    maxSkewSeconds: 300,
    credentials: (accessKeyId) => (accessKeyId === found.accessKeyId ? found : 'unrecognized'),
    normalizePath: vector.normalizePath,
  });
}

describe("AWS's Signature Version 4 test suite", () => {
  for (const vector of suite.vectors) {
    const canonical = () =>
      canonicalRequest(received(vector), signedHeaders(vector), {
        normalizePath: vector.normalizePath,
        without: vector.name.endsWith('(presigned)') ? 'X-Amz-Signature' : undefined,
      });

    it(`${vector.name}: makes the canonical request and its hash`, () => {
      expect(canonical()).toBe(vector.canonicalRequest);
      expect(sha256Hex(canonical())).toBe(vector.stringToSign.split('\n')[3]!);
    });

    const refusal = 'refusedByApiGateway' in vector ? vector.refusedByApiGateway : undefined;
    if (refusal) {
      it(`${vector.name}: is refused, because it leaves a header unsigned`, () => {
        expect(() => verify(vector)).toThrowError(SignatureRefusal, refusal);
      });
    } else {
      it(`${vector.name}: has the published signature`, () => {
        expect(() => verify(vector)).not.toThrow();
      });
    }
  }

  it('is complete but for cases with a reason', () => {
    expect(suite.vectors.length).toBe(77);
    expect(suite.leftOut.map(({ name }) => name)).toEqual([
      'double-encode-path',
      'post-sts-header-after (presigned)',
      'get-vanilla-query-order-value (2011)',
    ]);
    for (const { reason } of suite.leftOut) expect(reason).not.toBe('');
  });

  it('derives the signing key of the example in "Create a signed AWS API request"', () => {
    const key = signingKey('wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY', {
      date: '20150830',
      region: 'us-east-1',
      service: 'iam',
    });

    expect(key.toString('hex')).toBe(
      'c4afb1cc5771d871763a393e44b703571b55cc28424d1a5e86da6ed3c154a4b9',
    );
  });
});
