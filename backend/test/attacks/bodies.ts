import { refusals, sent } from './attack.ts';
import type { Attack } from './attack.ts';

const { accessDenied, missingToken, badRequest } = refusals;

const pet = '{"type":"dragon","price":1}';

/** Members that no caller may set. */
const members = [
  '"isSold":true',
  '"soldTo":"eve@example.net"',
  '"soldBy":"default"',
  '"buyer":"amazon|eve"',
  '"username":"other"',
  '"listPartition":"default/available"',
  '"byPrice":"000000000"',
  '"soldAt":"2020-01-01T00:00:00.000Z"',
  '"removedAt":"2020-01-01T00:00:00.000Z"',
  '"idempotencyKey":"eve"',
  '"byId":"available"',
  '"id":2',
  '"__proto__":{"polluted":1}',
  '"constructor":{"prototype":{"polluted":1}}',
  '"toString":1',
];

const assigned = members.flatMap((member) => [
  sent(
    `a keeper puts a pet with ${member}`,
    { method: 'PUT', target: '/api/pets/1', body: `{"type":"dragon","price":1,${member}}` },
    badRequest,
    'keeper',
  ),
  sent(
    `a keeper puts a pet with ${member}, as text`,
    {
      method: 'PUT',
      target: '/api/pets/1',
      headers: { 'content-type': 'text/plain' },
      body: `{"type":"dragon","price":1,${member}}`,
    },
    /^400 The body has an unknown property/,
    'keeper',
  ),
]);

const bought = members.map((member) =>
  sent(
    `a buyer buys with ${member}`,
    ({ eve }) => ({
      method: 'POST',
      target: '/api/pets/purchase',
      body: `{"petId":1,"authToken":"${eve.idToken}",${member}}`,
    }),
    badRequest,
    'eve',
  ),
);

const listed = members
  .filter((member) => !/isSold|soldTo|"id"/.test(member))
  .map((member) =>
    sent(
      `a keeper replaces the list with ${member} in a pet`,
      {
        method: 'POST',
        target: '/api/pets',
        body: `{"pets":[{"id":1,"type":"dragon","price":1,${member}}]}`,
      },
      badRequest,
      'keeper',
    ),
  );

/** Ways to get a body past the model; the function refuses what the model would have. */
const types: [string, Record<string, string>, string][] = [
  ['as text', { 'content-type': 'text/plain' }, '{"type":"<b>","price":-1}'],
  ['as a form', { 'content-type': 'application/x-www-form-urlencoded' }, 'type=dragon&price=1'],
  ['as XML', { 'content-type': 'application/xml' }, '<pet/>'],
  [
    'as multipart',
    { 'content-type': 'multipart/form-data; boundary=x' },
    `--x\r\n\r\n${pet}\r\n--x--`,
  ],
  [
    'of another JSON type',
    { 'content-type': 'application/merge-patch+json' },
    '{"type":"","price":1}',
  ],
  [
    'of a type in upper case',
    { 'content-type': 'APPLICATION/JSON' },
    '{"type":"dragon","price":-1}',
  ],
  [
    'of two types',
    { 'content-type': 'text/plain, application/json' },
    '{"type":"dragon","price":-1}',
  ],
  ['of an empty type', { 'content-type': '' }, '{"type":"dragon","price":-1}'],
  [
    'of a type with a parameter',
    { 'content-type': 'application/json; charset=utf-7' },
    '{"type":"dragon"}',
  ],
];

const typed = types.map(([how, headers, body]) =>
  sent(
    `a keeper puts a bad pet ${how}`,
    { method: 'PUT', target: '/api/pets/1', headers, body },
    /^4(00|15) /,
    'keeper',
  ),
);

/** Bodies that parsers see differently. */
const bodies: [string, string | Buffer][] = [
  ['with a price twice, the bad one last', '{"type":"dragon","price":1,"price":-1}'],
  ['with a price of infinity', '{"type":"dragon","price":1e999}'],
  ['with a price beyond cents', '{"type":"dragon","price":1.001}'],
  ['with a price that is a text', '{"type":"dragon","price":"1"}'],
  ['with a price that is no JSON', '{"type":"dragon","price":NaN}'],
  ['with 1,000 marks on a letter for a type', `{"type":"x${'\u0301'.repeat(1000)}","price":1}`],
  ['with a line break in its type', '{"type":"a\\nb","price":1}'],
  ['with half of a surrogate pair in its type', '{"type":"dragon\\ud800","price":1}'],
  ['with a type that looks empty', '{"type":"\\u3164\\u2800\\u115f","price":1}'],
  ['with an override of the text’s direction in its type', '{"type":"\\u202egod","price":1}'],
  ['with an object for a type', '{"type":{"S":"dragon"},"price":1}'],
  ['with comments', '{"type":"dragon",/**/"price":1}'],
  ['after a byte order mark', `\ufeff${pet}`],
  ['in UTF-16', Buffer.from(pet, 'utf16le')],
  ['followed by another', `${pet}${pet}`],
  ['in a list', `[${pet}]`],
  ['that is nothing', 'null'],
  ['that is empty', ''],
  ['nested ten thousand deep', `${'['.repeat(10_000)}${']'.repeat(10_000)}`],
];

const malformed = bodies.map(([what, body]) =>
  sent(
    `a keeper puts a pet ${what}`,
    { method: 'PUT', target: '/api/pets/1', body },
    /^400 /,
    'keeper',
  ),
);

const chunked = { 'transfer-encoding': 'chunked' };

/** How long a body is, said twice or wrongly. */
const framed = [
  sent(
    'a stranger sends a body in chunks',
    { method: 'PUT', target: '/api/pets/1', headers: chunked, body: pet },
    missingToken,
  ),
  sent(
    'a buyer sends a body in chunks',
    { method: 'PUT', target: '/api/pets/1', headers: chunked, body: pet },
    accessDenied,
    'eve',
  ),
  sent(
    'a stranger sends more than ten megabytes in chunks',
    { method: 'PUT', target: '/api/pets/1', headers: chunked, body: Buffer.alloc(10_485_761) },
    /^413 /,
  ),
  sent(
    'a stranger sends a length beside chunks',
    {
      method: 'GET',
      target: '/api/pets',
      headers: { ...chunked, 'content-length': '4' },
      body: pet,
    },
    /^400/,
  ),
  sent(
    'a stranger sends two lengths',
    {
      method: 'PUT',
      target: '/api/pets/1',
      headers: { 'content-length': ['27', '0'] },
      body: pet,
    },
    /^400/,
  ),
  sent(
    'a stranger hides a header behind a space',
    {
      method: 'GET',
      target: '/api/pets',
      headers: { 'transfer-encoding': ' xchunked' },
      body: pet,
    },
    /^400/,
  ),
];

export const bodyAttacks: readonly Attack[] = [
  ...assigned,
  ...bought,
  ...listed,
  ...typed,
  ...malformed,
  ...framed,
];
