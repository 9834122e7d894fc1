import { createHmac, timingSafeEqual } from 'node:crypto';
import { ALGORITHM, parseAuthorization, type Authorization } from './authorization.ts';
import { canonicalHeaders, canonicalRequest, sha256Hex, type RawRequest } from './canonical.ts';
import { SignatureRefusal } from './refusal.ts';

export type { RawRequest } from './canonical.ts';
export { SignatureRefusal, type SignatureErrorType } from './refusal.ts';

/** What STS gave out, as far as a signature depends on it. */
export interface SigningCredentials {
  readonly secretAccessKey: string;
  /** Undefined for long-term credentials, which must come without a token. */
  readonly sessionToken?: string | undefined;
  /** From then on the session is refused as expired. */
  readonly expiration?: Date | undefined;
}

/** What the verifier wants of a request. */
export interface Expected<C extends SigningCredentials> {
  readonly region: string;
  /** `execute-api` for API Gateway. */
  readonly service: string;
  readonly now: Date;
  /** How far the request's clock may be off either way; API Gateway allows 300. */
  readonly maxSkewSeconds: number;
  /** Looks up who signed. The token is what the request carries; it is compared afterwards. */
  readonly credentials: (
    accessKeyId: string,
    sessionToken: string | undefined,
  ) => C | 'unrecognized' | 'expired';
  /** Whether `.`, `..` and empty path segments are resolved; true unless said otherwise. */
  readonly normalizePath?: boolean;
}

interface CredentialScope {
  readonly accessKeyId: string;
  readonly date: string;
  readonly region: string;
  readonly service: string;
  readonly terminator: string;
}

/**
 * Verifies a request's Signature Version 4, in its header or its query, as API Gateway does.
 * Every `x-amz-*` header and `host` must be signed, and the body's hash is taken from the bytes
 * that came.
 *
 * @returns the credentials that signed it, as the lookup gave them
 * @throws SignatureRefusal with AWS's status, type and message; nothing else, whatever came
 */
export function verifySignature<C extends SigningCredentials>(
  request: RawRequest,
  expected: Expected<C>,
): C {
  const authorization = parseAuthorization(request);
  const scope = parseScope(authorization.credential);
  const signedAt = parseDate(authorization.date);
  checkScope(scope, signedAt, authorization.date, expected);
  checkAge(signedAt, authorization.expiresSeconds, expected);
  checkSignedHeaders(request, authorization);
  const credentials = checkedCredentials(scope.accessKeyId, authorization.sessionToken, expected);

  const canonical = canonicalRequest(request, authorization.signedHeaders, {
    normalizePath: expected.normalizePath ?? true,
    without: authorization.dateHeader ? undefined : 'X-Amz-Signature',
  });
  const stringToSign = [
    ALGORITHM,
    basicFormat(signedAt),
    `${scope.date}/${scope.region}/${scope.service}/aws4_request`,
    sha256Hex(canonical),
  ].join('\n');
  const signature = hmac(signingKey(credentials.secretAccessKey, scope), stringToSign);
  if (!isEqual(signature.toString('hex'), authorization.signature)) {
    throw mismatch(canonical, stringToSign);
  }
  checkContentHash(request);
  return credentials;
}

/**
 * The key that signs one service's requests in one region on one day ("Create a signed AWS API
 * request: Calculate the signature").
 *
 * @param scope the date as `YYYYMMDD`
 */
export function signingKey(
  secretAccessKey: string,
  scope: { readonly date: string; readonly region: string; readonly service: string },
): Buffer {
  return [scope.date, scope.region, scope.service, 'aws4_request'].reduce<Buffer>(
    hmac,
    Buffer.from(`AWS4${secretAccessKey}`),
  );
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

function parseScope(credential: string): CredentialScope {
  const [accessKeyId, date, region, service, terminator, ...more] = credential.split('/');
  if (!accessKeyId || !date || !region || !service || !terminator || more.length > 0) {
    throw new SignatureRefusal(
      'IncompleteSignatureException',
      `Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got '${credential}'`,
    );
  }
  return { accessKeyId, date, region, service, terminator };
}

/** ISO 8601's basic format or, as a `Date` header has it, RFC 9110's, whatever its weekday. */
function parseDate(text: string): Date {
  const date = new Date(
    text.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'),
  );
  const isDate =
    !Number.isNaN(date.getTime()) &&
    (basicFormat(date) === text || date.toUTCString().slice(3) === text.slice(3));
  if (!isDate) {
    throw new SignatureRefusal(
      'IncompleteSignatureException',
      `Date must be in ISO-8601 'basic format'. Got '${text}'. See http://en.wikipedia.org/wiki/ISO_8601`,
    );
  }
  return date;
}

function checkScope(
  scope: CredentialScope,
  signedAt: Date,
  written: string,
  expected: { readonly region: string; readonly service: string },
): void {
  const wrong: string[] = [];
  if (scope.region !== expected.region) {
    wrong.push('Credential should be scoped to a valid region. ');
  }
  if (scope.service !== expected.service) {
    wrong.push(`Credential should be scoped to correct service: '${expected.service}'. `);
  }
  if (scope.terminator !== 'aws4_request') {
    wrong.push(
      `Credential should be scoped with a valid terminator: 'aws4_request', not '${scope.terminator}'. `,
    );
  }
  const day = basicFormat(signedAt).slice(0, 8);
  if (scope.date !== day) {
    wrong.push(
      `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${scope.date}' != '${day}', from '${written}'.`,
    );
  }
  if (wrong.length > 0) throw invalid(wrong.join(''));
}

function checkAge(
  signedAt: Date,
  expiresSeconds: number | undefined,
  { now, maxSkewSeconds }: { readonly now: Date; readonly maxSkewSeconds: number },
): void {
  const signed = basicFormat(signedAt);
  const validSeconds = expiresSeconds ?? maxSkewSeconds;
  const earliest = basicFormat(secondsAfter(now, -validSeconds));
  if (signed < earliest) {
    throw invalid(
      `Signature expired: ${signed} is now earlier than ${earliest} (${basicFormat(now)} - ${validSeconds / 60} min.)`,
    );
  }
  const latest = basicFormat(secondsAfter(now, maxSkewSeconds));
  if (signed > latest) {
    throw invalid(
      `Signature not yet current: ${signed} is still later than ${latest} (${basicFormat(now)} + ${maxSkewSeconds / 60} min.)`,
    );
  }
}

/**
 * The message for `host` is API Gateway's. What it says of an `x-amz-*` header or a date that
 * isn't signed is not on record, so that has the same form.
 */
function checkSignedHeaders(request: RawRequest, authorization: Authorization): void {
  const { signedHeaders, dateHeader } = authorization;
  if (!signedHeaders.includes('host')) {
    throw invalid(`'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.`);
  }
  const required = [...canonicalHeaders(request.rawHeaders).keys()].filter((name) =>
    name.startsWith('x-amz-'),
  );
  if (dateHeader) required.push(dateHeader);
  const unsigned = required.find((name) => !signedHeaders.includes(name));
  if (unsigned !== undefined) {
    throw invalid(`'${unsigned}' must be a 'SignedHeader' in the AWS Authorization.`);
  }
}

function checkedCredentials<C extends SigningCredentials>(
  accessKeyId: string,
  sessionToken: string | undefined,
  { credentials, now }: Expected<C>,
): C {
  const found = credentials(accessKeyId, sessionToken);
  if (found === 'unrecognized' || (found !== 'expired' && !isToken(found, sessionToken))) {
    throw new SignatureRefusal(
      'UnrecognizedClientException',
      'The security token included in the request is invalid.',
    );
  }
  if (found === 'expired' || (found.expiration && found.expiration <= now)) {
    throw new SignatureRefusal(
      'ExpiredTokenException',
      'The security token included in the request is expired',
    );
  }
  return found;
}

function isToken(credentials: SigningCredentials, sent: string | undefined): boolean {
  if (credentials.sessionToken === undefined || sent === undefined) {
    return credentials.sessionToken === sent;
  }
  return isEqual(credentials.sessionToken, sent);
}

/** Takes as long for a wrong text as for the right one. */
function isEqual(expected: string, actual: string): boolean {
  const one = Buffer.from(expected);
  const other = Buffer.from(actual);
  return one.length === other.length && timingSafeEqual(one, other);
}

/** The message is S3's; a signer that signs the header's hash fails on the signature already. */
function checkContentHash({ rawHeaders, body }: RawRequest): void {
  const claimed = canonicalHeaders(rawHeaders).get('x-amz-content-sha256');
  if (claimed !== undefined && claimed !== sha256Hex(body)) {
    throw invalid(`The provided 'x-amz-content-sha256' header does not match what was computed.`);
  }
}

function mismatch(canonical: string, stringToSign: string): SignatureRefusal {
  const readable = Buffer.from(canonical, 'latin1').toString();
  return invalid(
    'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.\n\n' +
      `The Canonical String for this request should have been\n'${readable}'\n\n` +
      `The String-to-Sign should have been\n'${stringToSign}'\n`,
  );
}

function invalid(message: string): SignatureRefusal {
  return new SignatureRefusal('InvalidSignatureException', message);
}

/** `20150830T123600Z`. */
function basicFormat(date: Date): string {
  return date.toISOString().replace(/[:-]|\.\d{3}/g, '');
}

function secondsAfter(date: Date, seconds: number): Date {
  return new Date(date.getTime() + seconds * 1000);
}
