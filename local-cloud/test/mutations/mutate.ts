import type { Random } from './random.ts';

/** A request in its parts, each with one character a byte (latin1). */
export interface Parts {
  method: string;
  target: string;
  headers: [name: string, value: string][];
  body: string;
}

type Mutation = (parts: Parts, random: Random) => Parts;

const METHODS = [
  'GET',
  'POST',
  'PUT',
  'DELETE',
  'PATCH',
  'HEAD',
  'OPTIONS',
  'TRACE',
  'get',
  'X',
  '',
];
const TARGETS = [
  '',
  '*',
  '//',
  '/..',
  '/api/../api/pets',
  '/api/pets/%',
  '/api/pets/%00',
  '/api/pets/%c0%ae',
  '/api/pets/%ff',
  '/%',
  '/?',
  '/??&&==',
  '/api/pets?limit=%',
  'http://evil.example/api/pets',
  'evil.example:80',
  `/${'a'.repeat(9000)}`,
  `/api/pets?${'a=b&'.repeat(2000)}`,
];
const TOKENS = [
  '\0',
  '\r\n',
  '\n',
  '\t',
  '\x7f',
  '\xff\xfe',
  '\xc3\x28',
  '\xed\xa0\x80',
  '%',
  '%0d%0a',
  '"',
  '{',
  ']',
  '&',
  '=',
  ';',
  ',',
  '__proto__',
  'constructor',
  'null',
  '-1',
  '1e999',
  '9'.repeat(40),
  '../',
  '${x}',
  'é',
];
const HEADERS: [string, string][] = [
  ['transfer-encoding', 'chunked'],
  ['content-length', '0'],
  ['content-length', '7'],
  ['content-length', '-1'],
  ['expect', '100-continue'],
  ['connection', 'close'],
  ['connection', 'upgrade'],
  ['upgrade', 'websocket'],
  ['content-encoding', 'gzip'],
  ['content-type', 'text/plain'],
  ['authorization', 'AWS4-HMAC-SHA256 Credential=a/b/c/d/e, SignedHeaders=host, Signature=0'],
  ['authorization', 'Bearer x'],
  ['cookie', 'auth0=%; auth0.sig=%ff'],
  ['x-amz-date', '99999999T999999Z'],
  ['x-amz-security-token', '\xff'],
  ['host', ''],
  ['origin', 'null'],
  ['__proto__', 'x'],
  ['x-long', 'x'.repeat(9000)],
];

const at = (text: string, random: Random): number => random.below(text.length + 1);

/** Changes some characters of a text. */
export function mangled(text: string, random: Random): string {
  const start = at(text, random);
  const end = Math.min(text.length, start + random.below(8));
  const before = text.slice(0, start);
  switch (random.below(6)) {
    case 0:
      return before + String.fromCharCode(random.below(256)) + text.slice(start + 1);
    case 1:
      return before + random.bytes(1 + random.below(8)).toString('latin1') + text.slice(start);
    case 2:
      return before + text.slice(end);
    case 3:
      return before + text.slice(start, end).repeat(2 + random.below(20)) + text.slice(end);
    case 4:
      return before + random.pick(TOKENS) + text.slice(start);
    default:
      return before;
  }
}

const query = (target: string, change: (pairs: string[]) => string[]): string => {
  const [path = '', search = ''] = target.split('?');
  return `${path}?${change(search.split('&')).join('&')}`;
};

function swapped<T>(items: readonly T[], random: Random): T[] {
  const copy = [...items];
  const [one, other] = [random.below(copy.length), random.below(copy.length)];
  [copy[one], copy[other]] = [copy[other] as T, copy[one] as T];
  return copy;
}

const onHeader = (
  parts: Parts,
  change: (headers: Parts['headers'], at: number) => Parts['headers'],
  random: Random,
): Parts => ({
  ...parts,
  headers:
    parts.headers.length > 0 ? change(parts.headers, random.below(parts.headers.length)) : [],
});

const mutations: readonly Mutation[] = [
  (parts, random) => ({ ...parts, method: random.pick(METHODS) }),
  (parts, random) => ({ ...parts, target: random.pick(TARGETS) }),
  (parts, random) => ({ ...parts, target: mangled(parts.target, random) }),
  (parts, random) => ({ ...parts, target: mangled(parts.target, random) }),
  (parts, random) => ({ ...parts, target: query(parts.target, (pairs) => swapped(pairs, random)) }),
  (parts, random) => ({
    ...parts,
    target: query(parts.target, (pairs) => [...pairs, random.pick(pairs)]),
  }),
  (parts, random) => ({
    ...parts,
    target: query(parts.target, (pairs) =>
      pairs.filter((_, i) => i !== random.below(pairs.length)),
    ),
  }),
  (parts, random) => onHeader(parts, (all, i) => all.filter((_, one) => one !== i), random),
  (parts, random) => onHeader(parts, (all, i) => [...all, all[i] ?? ['x', 'x']], random),
  (parts, random) => onHeader(parts, (all) => swapped(all, random), random),
  (parts, random) =>
    onHeader(
      parts,
      (all, i) =>
        all.map(([name, value], one) => [name, one === i ? mangled(value, random) : value]),
      random,
    ),
  (parts, random) =>
    onHeader(
      parts,
      (all, i) =>
        all.map(([name, value], one) => [one === i ? mangled(name, random) : name, value]),
      random,
    ),
  (parts, random) => ({ ...parts, headers: [...parts.headers, random.pick(HEADERS)] }),
  (parts, random) => ({ ...parts, body: mangled(parts.body, random) }),
  (parts, random) => ({ ...parts, body: mangled(parts.body, random) }),
  (parts, random) => ({ ...parts, body: parts.body.slice(0, at(parts.body, random)) }),
  (parts, random) => ({ ...parts, body: random.bytes(random.below(200)).toString('latin1') }),
];

/** The bytes of a request after one to three mutations; some change what frames it too. */
export function mutatedBytes(parts: Parts, random: Random): Buffer {
  let result = parts;
  for (let left = 1 + random.below(3); left > 0; left--)
    result = random.pick(mutations)(result, random);
  const bytes = bytesOf(result);
  if (random.below(5) > 0) return bytes;
  return Buffer.from(mangled(bytes.toString('latin1'), random), 'latin1');
}

export function bytesOf({ method, target, headers, body }: Parts): Buffer {
  const length: Parts['headers'] = body === '' ? [] : [['content-length', String(body.length)]];
  const lines = [...headers, ...length].map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.from(`${method} ${target} HTTP/1.1\r\n${lines.join('')}\r\n${body}`, 'latin1');
}
