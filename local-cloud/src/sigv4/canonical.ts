import { hash } from 'node:crypto';

/** A request as it came over the wire, before anything decoded or merged its parts. */
export interface RawRequest {
  readonly method: string;
  /** Path and query as in the request line, one character a byte (Node's `IncomingMessage.url`). */
  readonly target: string;
  /** Names and values in turn, one character a byte (Node's `IncomingMessage.rawHeaders`). */
  readonly rawHeaders: readonly string[];
  readonly body: Uint8Array;
}

/**
 * The canonical request, one character a byte.
 *
 * The path is normalized and encoded once more than it came, as every service but S3 does: API
 * Gateway expects `/path/%25C3%25A4` for `/path/%C3%A4` and `/%24default` for `/$default`. The
 * payload hash is that of the bytes received, whatever a header says of them.
 *
 * @param signedHeaders names in lower case; a header that the request lacks counts as empty
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function canonicalRequest(request: RawRequest, signedHeaders: readonly string[]): string {
  const [path = '', query = ''] = request.target.split(/\?(.*)/s);
  const names = [...new Set(signedHeaders)].sort();
  const headers = canonicalHeaders(request.rawHeaders);
  return [
    request.method,
    canonicalPath(path),
    canonicalQuery(query),
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

function canonicalPath(path: string): string {
  const segments: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '..') segments.pop();
    else if (segment !== '' && segment !== '.') segments.push(encode(segment));
  }
  const end = segments.length > 0 && path.endsWith('/') ? '/' : '';
  return `/${segments.join('/')}${end}`;
}

/** In order of the names, then of the values: neither holds a character before the line feed. */
function canonicalQuery(query: string): string {
  const pairs = query.split('&').filter((pair) => pair !== '');
  return pairs
    .map((pair) => {
      const [name = '', value = ''] = pair.split(/=(.*)/s);
      return `${encode(decode(name))}\n${encode(decode(value))}`;
    })
    .sort()
    .map((pair) => pair.replace('\n', '='))
    .join('&');
}

/** Percent-encodes every byte but RFC 3986's unreserved characters, in upper-case hex. */
function encode(bytes: string): string {
  const hex = (byte: string) => Buffer.from(byte, 'latin1').toString('hex').toUpperCase();
  return bytes.replace(/[^A-Za-z0-9\-._~]/g, (byte) => `%${hex(byte)}`);
}

/** A `+` is a space, as form encoding has it; a `%` without two hex digits stays as it is. */
function decode(text: string): string {
  const byte = (_: string, hex: string) => String.fromCharCode(parseInt(hex, 16));
  return text.replaceAll('+', ' ').replace(/%([0-9A-Fa-f]{2})/g, byte);
}

/** @param data bytes, or a string with one character a byte */
export function sha256Hex(data: Uint8Array | string): string {
  return hash('sha256', typeof data === 'string' ? Buffer.from(data, 'latin1') : data);
}
