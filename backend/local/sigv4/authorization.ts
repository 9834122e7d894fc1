import { canonicalHeaders, queryParameters, type RawRequest } from './canonical.ts';
import { SignatureRefusal } from './refusal.ts';

export const ALGORITHM = 'AWS4-HMAC-SHA256';

/** What every presigned URL has. */
const PARAMETERS = [
  'X-Amz-Algorithm',
  'X-Amz-Credential',
  'X-Amz-Signature',
  'X-Amz-SignedHeaders',
  'X-Amz-Date',
] as const;

/** What a request claims about its signature, none of it checked yet. */
export interface Authorization {
  /** `AKID/20150830/us-east-1/execute-api/aws4_request`. */
  readonly credential: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  /** When it was signed, as written. */
  readonly date: string;
  /** The header that the date stands in; undefined in a presigned URL. */
  readonly dateHeader: 'x-amz-date' | 'date' | undefined;
  readonly sessionToken: string | undefined;
  /** Seconds from the date on for which a presigned URL was meant to be valid. */
  readonly expiresSeconds: number | undefined;
}

/**
 * Reads the `Authorization` header or, without one, the query of a presigned URL.
 *
 * @throws SignatureRefusal when there is neither or a part is missing, naming every missing part
 */
export function parseAuthorization(request: RawRequest): Authorization {
  const headers = canonicalHeaders(request.rawHeaders);
  const header = headers.get('authorization');
  if (header) return fromHeader(header, headers);
  const query = new Map(queryParameters(request.target).map(({ name, value }) => [name, value]));
  if (query.has('X-Amz-Algorithm') || query.has('X-Amz-Signature')) return fromQuery(query);
  throw new SignatureRefusal('MissingAuthenticationTokenException', 'Missing Authentication Token');
}

function fromHeader(header: string, headers: ReadonlyMap<string, string>): Authorization {
  const [algorithm = '', ...words] = header.split(/[ ,]+/).filter((word) => word !== '');
  const parts = new Map<string, string>();
  for (const word of words) {
    const equals = word.indexOf('=');
    if (equals < 0) {
      throw incomplete(
        `'${word}' not a valid key=value pair (missing equal-sign) in Authorization header: '${header}'.`,
      );
    }
    parts.set(word.slice(0, equals), word.slice(equals + 1));
  }

  const dateHeader = headers.get('x-amz-date') ? 'x-amz-date' : 'date';
  const date = headers.get(dateHeader);
  const credential = parts.get('Credential');
  const signature = parts.get('Signature');
  const signedHeaders = parts.get('SignedHeaders');
  if (!credential || !signature || !signedHeaders || !date) {
    const missing = Object.entries({
      Credential: credential,
      Signature: signature,
      SignedHeaders: signedHeaders,
    })
      .filter(([, value]) => !value)
      .map(([name]) => `Authorization header requires '${name}' parameter. `);
    if (!date) {
      missing.push(
        `Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. `,
      );
    }
    throw incomplete(`${missing.join('')}Authorization=${header}`);
  }
  requireAlgorithm(algorithm);
  return {
    credential,
    signedHeaders: signedHeaders.split(';'),
    signature,
    date,
    dateHeader,
    sessionToken: headers.get('x-amz-security-token'),
    expiresSeconds: undefined,
  };
}

/** "Create a signed AWS API request: Add the signature to the request", the query string. */
function fromQuery(query: ReadonlyMap<string, string>): Authorization {
  const [algorithm, credential, signature, signedHeaders, date] = PARAMETERS.map((name) =>
    query.get(name),
  );
  if (!algorithm || !credential || !signature || !signedHeaders || !date) {
    const missing = PARAMETERS.filter((name) => !query.get(name)).map(
      (name) => `AWS query-string parameters must include '${name}'. `,
    );
    throw incomplete(`${missing.join('')}Re-examine the query-string parameters.`);
  }
  requireAlgorithm(algorithm);
  return {
    credential,
    signedHeaders: signedHeaders.split(';'),
    signature,
    date,
    dateHeader: undefined,
    sessionToken: query.get('X-Amz-Security-Token'),
    expiresSeconds: parseExpires(query.get('X-Amz-Expires')),
  };
}

/** One second to seven days, as in "AWS Signature Version 4: query parameters". */
function parseExpires(expires: string | undefined): number | undefined {
  if (expires === undefined) return undefined;
  const seconds = /^\d{1,6}$/.test(expires) ? Number(expires) : 0;
  if (seconds < 1 || seconds > 604_800) {
    throw incomplete(`X-Amz-Expires must be between 1 and 604800 seconds. Got '${expires}'.`);
  }
  return seconds;
}

function requireAlgorithm(algorithm: string): void {
  if (algorithm !== ALGORITHM) throw incomplete(`Unsupported AWS 'algorithm': '${algorithm}'.`);
}

function incomplete(message: string): SignatureRefusal {
  return new SignatureRefusal('IncompleteSignatureException', message);
}
