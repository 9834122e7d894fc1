import { createHash } from 'node:crypto';

/** A request as it came over the wire, before anything decoded or merged its parts. */
export interface RawRequest {
  readonly method: string;
  /** Path and query as in the request line, one character a byte (Node's `IncomingMessage.url`). */
  readonly target: string;
  /** Names and values in turn, one character a byte (Node's `IncomingMessage.rawHeaders`). */
  readonly rawHeaders: readonly string[];
  readonly body: Uint8Array;
}

/** One query parameter, decoded, one character a byte. */
export interface QueryParameter {
  readonly name: string;
  readonly value: string;
}

export interface Canonicalisation {
  /** Whether `.`, `..` and empty path segments are resolved: true for every service but S3. */
  readonly normalizePath: boolean;
  /** Query parameters that are left out: the signature itself, in a presigned URL. */
  readonly without?: string | undefined;
}

/**
 * The canonical request of "Create a signed AWS API request", one character a byte.
 *
 * The path is encoded once more than it came, as every service but S3 does: API Gateway expects
 * `/path/%25C3%25A4` for `/path/%C3%A4` and `/%24default` for `/$default`. The payload hash is
 * that of the bytes received, whatever a header says of them.
 *
 * @param signedHeaders names in lower case; a header that the request lacks counts as empty
 */
export function canonicalRequest(
  request: RawRequest,
  signedHeaders: readonly string[],
  { normalizePath, without }: Canonicalisation = { normalizePath: true },
): string {
  const names = [...new Set(signedHeaders)].sort();
  const headers = canonicalHeaders(request.rawHeaders);
  return [
    request.method,
    canonicalPath(request.target, normalizePath),
    canonicalQuery(queryParameters(request.target).filter(({ name }) => name !== without)),
    ...names.map((name) => `${name}:${headers.get(name) ?? ''}`),
    '',
    names.join(';'),
    sha256Hex(request.body),
  ].join('\n');
}

/**
 * The headers as they are signed, by name in lower case: white space trimmed and collapsed,
 * repeated headers joined by commas in the order they came.
 */
export function canonicalHeaders(rawHeaders: readonly string[]): ReadonlyMap<string, string> {
  const headers = new Map<string, string>();
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const [name = '', text = ''] = rawHeaders.slice(index, index + 2);
    // Not \s and trim(): they would take the byte A0 out of UTF-8 characters.
    const value = text.replace(/[ \t\r\n]+/g, ' ').replace(/^ | $/g, '');
    const before = headers.get(name.toLowerCase());
    headers.set(name.toLowerCase(), before === undefined ? value : `${before},${value}`);
  }
  return headers;
}

/** The query's parameters in the order they came. A `+` is a space, as form encoding has it. */
export function queryParameters(target: string): QueryParameter[] {
  const start = target.indexOf('?');
  if (start < 0) return [];
  return target
    .slice(start + 1)
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const [name = '', ...value] = pair.split('=');
      return { name: decode(name), value: decode(value.join('=')) };
    });
}

function canonicalPath(target: string, normalize: boolean): string {
  const [path = ''] = target.split('?', 1);
  if (!normalize) return encodePath(path);
  const segments: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '..') segments.pop();
    else if (segment !== '' && segment !== '.') segments.push(segment);
  }
  const end = segments.length > 0 && path.endsWith('/') ? '/' : '';
  return encodePath(`/${segments.join('/')}${end}`);
}

function encodePath(path: string): string {
  return path.split('/').map(encode).join('/');
}

function canonicalQuery(parameters: readonly QueryParameter[]): string {
  return parameters
    .map(({ name, value }) => [encode(name), encode(value)] as const)
    .sort(([name, value], [otherName, otherValue]) =>
      name === otherName ? compare(value, otherValue) : compare(name, otherName),
    )
    .map((pair) => pair.join('='))
    .join('&');
}

/** By code point, not by locale: the encoded strings are ASCII. */
function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

/** Percent-encodes every byte but RFC 3986's unreserved characters, in upper-case hex. */
function encode(bytes: string): string {
  return bytes.replace(
    /[^A-Za-z0-9\-._~]/g,
    (byte) => `%${byte.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  );
}

/** A `%` that no two hex digits follow stays as it is. */
function decode(text: string): string {
  return text
    .replaceAll('+', ' ')
    .replace(/%([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
}

/** @param data bytes, or a string with one character a byte */
export function sha256Hex(data: Uint8Array | string): string {
  return createHash('sha256')
    .update(typeof data === 'string' ? Buffer.from(data, 'latin1') : data)
    .digest('hex');
}
