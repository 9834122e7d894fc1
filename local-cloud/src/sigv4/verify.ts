import { createHmac, timingSafeEqual } from 'node:crypto';
import { ALGORITHM, parseAuthorization } from './authorization.ts';
import { canonicalHeaders, canonicalRequest, sha256Hex, type RawRequest } from './canonical.ts';
import { checkDate } from './clock.ts';
import { invalid, SignatureError } from './signature-error.ts';

export type { RawRequest } from './canonical.ts';
export { SignatureError, type SignatureErrorType } from './signature-error.ts';

const TOKEN = 'The security token included in the request is';

/** What STS issued, as far as a signature depends on it. */
export interface SigningCredentials {
  readonly secretAccessKey: string;
  /** Undefined for long-term credentials, which must come without a token. */
  readonly sessionToken?: string | undefined;
  /** From then on the session is refused as expired. */
  readonly expiration?: Date | undefined;
}

/** What the verifier wants of a request. */
export interface Expected<C extends SigningCredentials = SigningCredentials> {
  readonly region: string;
  /** `execute-api` for API Gateway. */
  readonly service: string;
  readonly now: Date;
  /** How far the request's clock may be off either way; API Gateway allows 300. */
  readonly maxSkewSeconds: number;
  /** Looks up who signed. The token is what the request carries; it is compared afterwards. */
  readonly credentials: (accessKeyId: string, sessionToken?: string) => C | 'unrecognized';
}

/**
 * Verifies a request's Signature Version 4 as API Gateway does. Every `x-amz-*` header and `host`
 * must be signed, and the body's hash is taken from the bytes that came.
 *
 * @returns the credentials that signed it, as the lookup gave them
 * @throws SignatureError with AWS's status, type and message; nothing else, whatever came
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function verifySignature<C extends SigningCredentials>(
  request: RawRequest,
  expected: Expected<C>,
): C {
  const headers = canonicalHeaders(request.rawHeaders);
  const { accessKeyId, scope, signedHeaders, signature, date } = parseAuthorization(headers);
  checkDate(date, expected.now, expected.maxSkewSeconds);
  checkScope(scope, date, expected);
  checkSignedHeaders(signedHeaders, [...headers.keys()]);

  const sessionToken = headers.get('x-amz-security-token');
  const credentials = expected.credentials(accessKeyId, sessionToken);
  if (
    credentials === 'unrecognized' ||
    !isEqual(credentials.sessionToken ?? '', sessionToken ?? '')
  ) {
    throw new SignatureError('UnrecognizedClientException', `${TOKEN} invalid.`);
  }
  if (credentials.expiration && credentials.expiration <= expected.now) {
    throw new SignatureError('ExpiredTokenException', `${TOKEN} expired`);
  }

  const canonical = canonicalRequest(request, signedHeaders);
  const stringToSign = [ALGORITHM, date, scope.join('/'), sha256Hex(canonical)].join('\n');
  const computed = hmac(signingKey(credentials.secretAccessKey, scope), stringToSign);
  if (!isEqual(computed.toString('hex'), signature)) throw mismatch(canonical, stringToSign);

  // The message is S3's. Most signers sign this header, and so have failed already.
  const bodyHash = sha256Hex(request.body);
  if ((headers.get('x-amz-content-sha256') ?? bodyHash) !== bodyHash) {
    throw invalid(`The provided 'x-amz-content-sha256' header does not match what was computed.`);
  }
  return credentials;
}

/**
 * The key that signs one service's requests in one region on one day.
 *
 * @param scope such as `['20150830', 'us-east-1', 'execute-api', 'aws4_request']`
 */
export function signingKey(secretAccessKey: string, scope: readonly string[]): Buffer {
  return scope.reduce<Buffer>(hmac, Buffer.from(`AWS4${secretAccessKey}`));
}

const hmac = (key: Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();

function checkScope(scope: readonly string[], date: string, expected: Expected): void {
  const [day, region, service, terminator] = scope;
  const wrong = [
    region !== expected.region && 'Credential should be scoped to a valid region. ',
    service !== expected.service &&
      `Credential should be scoped to correct service: '${expected.service}'. `,
    terminator !== 'aws4_request' &&
      `Credential should be scoped with a valid terminator: 'aws4_request', not '${terminator}'. `,
    day !== date.slice(0, 8) &&
      `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${day}' != '${date.slice(0, 8)}', from '${date}'.`,
  ];
  if (wrong.some(Boolean)) throw invalid(wrong.filter(Boolean).join(''));
}

/**
 * The message for `host` is API Gateway's. What it says of an `x-amz-*` header that isn't signed
 * is not on record, so that has the same form.
 */
function checkSignedHeaders(signed: readonly string[], sent: readonly string[]): void {
  if (!signed.includes('host')) {
    throw invalid(`'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.`);
  }
  const unsigned = sent.find((name) => name.startsWith('x-amz-') && !signed.includes(name));
  if (unsigned) throw invalid(`'${unsigned}' must be a 'SignedHeader' in the AWS Authorization.`);
}

/** Takes as long for a wrong text as for the right one. */
function isEqual(expected: string, actual: string): boolean {
  const [one, other] = [Buffer.from(expected), Buffer.from(actual)];
  return one.length === other.length && timingSafeEqual(one, other);
}

function mismatch(canonical: string, stringToSign: string): SignatureError {
  const readable = Buffer.from(canonical, 'latin1').toString();
  return invalid(
    'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.\n\n' +
      `The Canonical String for this request should have been\n'${readable}'\n\n` +
      `The String-to-Sign should have been\n'${stringToSign}'\n`,
  );
}
