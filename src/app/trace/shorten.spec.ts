import { shorten, withoutSecrets } from './shorten';

const token = `eyJhbGciOiJSUzI1NiJ9.${'eyJzdWIiOiJhIn0'.repeat(9)}.${'c2lnbmF0dXJl'.repeat(9)}J-_A`;
const sessionToken = `IQoJb3JpZ2luX2Vj${'aB9+/'.repeat(60)}==`;
const accessKeyId = 'ASIAIOSFODNN7EXAMPLE';
const hex = '5ad4'.repeat(16);

/** The longest piece of a secret that a text gives away. */
function longestPiece(text: string, secret: string): number {
  let length = 0;
  for (let start = 0; start + length < secret.length; start++) {
    while (
      start + length < secret.length &&
      text.includes(secret.slice(start, start + length + 1))
    ) {
      length++;
    }
  }
  return length;
}

describe('A shortened secret', () => {
  it('keeps its first and last four characters', () => {
    expect(shorten(accessKeyId)).toBe('ASIA…MPLE');
  });

  for (const secret of ['', 'secret', '123456789012345']) {
    it(`keeps nothing if it is as short as "${secret}"`, () => expect(shorten(secret)).toBe('…'));
  }
});

describe('A text without secrets', () => {
  const canonicalRequest = [
    'POST',
    '/api/pets/purchase',
    'limit=1',
    'accept:application/json',
    'content-type:application/json',
    'host:api.example.com',
    'x-amz-date:20261124T120000Z',
    `x-amz-security-token:${sessionToken}`,
    `x-id-token:${token}`,
    '',
    'accept;content-type;host;x-amz-date;x-amz-security-token;x-id-token',
    hex,
  ].join('\n');

  it('is the canonical request but for the secrets in it', () => {
    expect(withoutSecrets(canonicalRequest).split('\n')).toEqual([
      'POST',
      '/api/pets/purchase',
      'limit=1',
      'accept:application/json',
      'content-type:application/json',
      'host:api.example.com',
      'x-amz-date:20261124T120000Z',
      'x-amz-security-token:IQoJ…+/==',
      'x-id-token:eyJh…J-_A',
      '',
      'accept;content-type;host;x-amz-date;x-amz-security-token;x-id-token',
      '5ad4…5ad4',
    ]);
  });

  it('shortens a header that nobody has thought of', () => {
    expect(withoutSecrets('x-api-key:0123456789abcdefghij')).toBe('x-api-key:0123…ghij');
    expect(withoutSecrets('x-pin:1234')).toBe('x-pin:…');
  });

  it('keeps the words of a refusal', () => {
    const message =
      'User: arn:aws:sts::123456789012:assumed-role/Auth0ApiSocialRole/google-oauth2-113492385' +
      ' is not authorized to perform: execute-api:Invoke on resource: arn:aws:execute-api:us-east-1:' +
      '********9012:abc/api/DELETE/pets/9007199254740991';
    expect(withoutSecrets(message)).toBe(message);
  });

  const places: [string, (secret: string) => string][] = [
    ['alone', (secret) => secret],
    ['in a sentence', (secret) => `The token "${secret}" is bad.`],
    ['in JSON', (secret) => JSON.stringify({ a: { b: [secret] } })],
    ['in a query', (secret) => `/pets?x=${encodeURIComponent(secret)}&y=1`],
    ['in a header', (secret) => `x-amz-security-token:${secret}`],
    [
      'in what AWS says of a signature that differs',
      (secret) =>
        `The Canonical String for this request should have been\n'GET\n/\n\nx-id-token:${secret}\n'`,
    ],
    ['twice', (secret) => `${secret} ${secret}`],
  ];
  const secrets: [string, string][] = [
    ['an ID token', token],
    ['an ID token without its signature', token.slice(0, token.lastIndexOf('.') + 1)],
    ['an access key id', accessKeyId],
    ['an access key id of a user', 'AKIAIOSFODNN7EXAMPLE'],
    ['a signature', hex],
    ['a signature in capitals', hex.toUpperCase()],
    ['a session token', sessionToken],
  ];
  for (const [what, secret] of secrets) {
    for (const [where, place] of places) {
      it(`gives away no piece of ${what}, ${where}`, () => {
        // Four characters, and one that stands beside them by chance.
        expect(longestPiece(withoutSecrets(place(secret)), secret)).toBeLessThanOrEqual(5);
      });
    }
  }
});
