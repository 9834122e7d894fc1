import { canonicalRequest, sha256Hex } from '../src/sigv4/canonical.ts';
import { SignatureError, signingKey, verifySignature } from '../src/sigv4/verify.ts';
import type { RawRequest } from '../src/sigv4/verify.ts';
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
  return /SignedHeaders=([a-z0-9;-]+)/.exec(request.rawHeaders.join('\n'))![1]!.split(';');
}

function verify(vector: Vector): unknown {
  const credentials = { ...suite.credentials, sessionToken: vector.sessionToken };
  return verifySignature(received(vector), {
    region: vector.region,
    service: vector.service,
    now: new Date(vector.date.replace(/(....)(..)(..)T(..)(..)(..)Z/, '$1-$2-$3T$4:$5:$6Z')),
    maxSkewSeconds: 300,
    credentials: (accessKeyId) =>
      accessKeyId === credentials.accessKeyId ? credentials : 'unrecognized',
  });
}

describe("AWS's Signature Version 4 test suite", () => {
  for (const vector of suite.vectors) {
    const canonical = () => canonicalRequest(received(vector), signedHeaders(vector));

    it(`${vector.name}: makes the canonical request and its hash`, () => {
      expect(canonical()).toBe(vector.canonicalRequest);
      expect(sha256Hex(canonical())).toBe(vector.stringToSign.split('\n')[3]!);
    });

    const { refusal } = vector;
    if (refusal) {
      it(`${vector.name}: is refused, because ${refusal.because}`, () => {
        expect(() => verify(vector)).toThrowError(SignatureError, refusal.message);
      });
    } else {
      it(`${vector.name}: has the published signature`, () => {
        expect(() => verify(vector)).not.toThrow();
      });
    }
  }

  it('is complete but for cases with a reason', () => {
    expect(suite.vectors.length).toBe(34);
    expect(suite.leftOut.length).toBe(4);
    for (const { reason } of suite.leftOut) expect(reason).not.toBe('');
  });

  it('derives the signing key of the example in "Create a signed AWS API request"', () => {
    const key = signingKey('wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY', [
      '20150830',
      'us-east-1',
      'iam',
      'aws4_request',
    ]);

    expect(key.toString('hex')).toBe(
      'c4afb1cc5771d871763a393e44b703571b55cc28424d1a5e86da6ed3c154a4b9',
    );
  });
});
