import { incomplete, SignatureError } from './signature-error.ts';

/** The only algorithm: another one, or SigV4A's, is refused. */
export const ALGORITHM = 'AWS4-HMAC-SHA256';

/** What a request claims about its signature, none of it checked yet. */
export interface Authorization {
  readonly accessKeyId: string;
  /** Such as `['20150830', 'us-east-1', 'execute-api', 'aws4_request']`. */
  readonly scope: readonly string[];
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  /** When it was signed, as written in `X-Amz-Date` or, without that, in `Date`. */
  readonly date: string;
}

/**
 * Reads the `Authorization` header. Presigned URLs are not supported: the answer is that of a
 * request that isn't signed.
 *
 * @param headers in their canonical form
 * @throws SignatureError naming every part that is missing
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-authentication-methods.html
 */
export function parseAuthorization(headers: ReadonlyMap<string, string>): Authorization {
  const header = headers.get('authorization');
  if (!header) {
    const type = 'MissingAuthenticationTokenException';
    throw new SignatureError(type, 'Missing Authentication Token');
  }
  const [algorithm = '', ...words] = header.split(/[ ,]+/).filter((word) => word !== '');
  const word = words.find((one) => !one.includes('='));
  if (word !== undefined) {
    throw incomplete(
      `'${word}' not a valid key=value pair (missing equal-sign) in Authorization header: '${header}'.`,
    );
  }
  const parts = words.map((one) => one.split(/=(.*)/s) as [string, string]);
  const { Credential, Signature, SignedHeaders } = Object.fromEntries(parts);
  // https://docs.aws.amazon.com/general/latest/gr/sigv4-date-handling.html
  const date = headers.get('x-amz-date') ?? headers.get('date');
  if (!Credential || !Signature || !SignedHeaders || !date) {
    const missing = Object.entries({ Credential, Signature, SignedHeaders })
      .filter(([, value]) => !value)
      .map(([name]) => `Authorization header requires '${name}' parameter. `);
    const dateMissing = `Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. `;
    throw incomplete(`${missing.join('')}${date ? '' : dateMissing}Authorization=${header}`);
  }
  if (algorithm !== ALGORITHM) throw incomplete(`Unsupported AWS 'algorithm': '${algorithm}'.`);
  const [accessKeyId = '', ...scope] = Credential.split('/');
  if (scope.length !== 4) {
    throw incomplete(
      `Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got '${Credential}'`,
    );
  }
  const signedHeaders = SignedHeaders.split(';');
  return { accessKeyId, scope, signedHeaders, signature: Signature, date };
}
