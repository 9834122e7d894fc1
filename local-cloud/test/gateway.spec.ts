import { LocalShop } from '../testing/local-shop.ts';
import type { Answer, Call, Someone } from '../testing/local-shop.ts';
import { sessionOf } from '../testing/visitor.ts';

const pet = { type: 'dog', price: 1 };
const put: Call = { method: 'PUT', body: pet };

describe('The local API Gateway', () => {
  let shop: LocalShop;
  let keeper: Someone;
  let buyer: Someone;

  beforeAll(async () => {
    shop = await LocalShop.open();
    [keeper, buyer] = await Promise.all([shop.keeper(), shop.buyer()]);
  });
  afterAll(() => shop.close());

  const outcome = ({ status, type, body }: Answer): unknown[] => [status, type, body];
  const missingToken = [
    403,
    'MissingAuthenticationTokenException',
    { message: 'Missing Authentication Token' },
  ];

  it('answers a dozen pets to anyone', async () => {
    const { status, body } = await shop.call('/pets');
    expect(status).toBe(200);
    expect(body).toHaveSize(12);
  });

  it('refuses an unsigned call of a guarded method', async () => {
    expect(outcome(await shop.call('/pets/1', put))).toEqual(missingToken);
  });

  for (const [method, path] of [
    ['GET', '/nothing'],
    ['PATCH', '/pets'],
    ['DELETE', '/pets'],
    ['PUT', '/pets/purchase'],
    ['GET', '/pets/1'],
    ['GET', '/pets/'],
    ['GET', '//pets'],
    ['GET', '/Pets'],
    ['GET', ''],
  ] as const) {
    it(`knows no ${method} ${path || 'of the stage itself'}`, async () => {
      expect(outcome(await shop.call(path, { method }))).toEqual(missingToken);
    });
  }

  it('refuses a buyer as a shopkeeper, and names principal and resource as AWS does', async () => {
    expect(outcome(await shop.call('/pets/1', put, buyer))).toEqual([
      403,
      'AccessDeniedException',
      {
        Message: `User: arn:aws:sts::123456789012:assumed-role/Auth0ApiSocialRole/${sessionOf(buyer.idToken)} is not authorized to perform: execute-api:Invoke on resource: arn:aws:execute-api:us-east-1:********9012:local/api/PUT/pets/1`,
      },
    ]);
  });

  const forbidden: [string, Call, 'keeper' | 'buyer'][] = [
    ['/pets', { method: 'POST', body: { pets: [] } }, 'buyer'],
    ['/pets/1', { method: 'DELETE' }, 'buyer'],
    ['/pets/purchase', { method: 'POST', body: { petId: 1, authToken: 'x' } }, 'keeper'],
  ];
  for (const [path, call, who] of forbidden) {
    it(`refuses ${call.method} ${path} to a ${who}`, async () => {
      const answer = await shop.call(path, call, who === 'keeper' ? keeper : buyer);
      expect([answer.status, answer.type]).toEqual([403, 'AccessDeniedException']);
    });
  }

  it('refuses a signature that another secret key made', async () => {
    const forger = { ...keeper, credentials: { ...keeper.credentials, secretAccessKey: 'guess' } };
    const answer = await shop.call('/pets/1', put, forger);
    expect([answer.status, answer.type]).toEqual([403, 'InvalidSignatureException']);
  });

  it("refuses one session's key with another session's token", async () => {
    const { sessionToken } = keeper.credentials;
    const mixed = { ...buyer, credentials: { ...buyer.credentials, sessionToken } };
    const answer = await shop.call('/pets/1', put, mixed);
    expect([answer.status, answer.type]).toEqual([403, 'UnrecognizedClientException']);
  });

  for (const [what, change] of [
    ['body', { body: JSON.stringify({ ...pet, price: 2 }) }],
    ['method', { method: 'DELETE' }],
  ] as const) {
    it(`refuses a signed request with another ${what}`, async () => {
      const { url, init } = await shop.signed('/pets/1', put, keeper);
      const answer = await fetch(url, { ...init, ...change });
      expect(answer.headers.get('x-amzn-errortype')).toBe('InvalidSignatureException');
    });
  }

  it('refuses a signed request with another path', async () => {
    const { url, init } = await shop.signed('/pets/1', put, keeper);
    expect((await fetch(url.replace('/1', '/2'), init)).status).toBe(403);
  });

  it('refuses a signature that is older than five minutes', async () => {
    const at = new Date(Date.now() - 6 * 60_000);
    const { url, init } = await shop.signed('/pets/1', put, keeper, at);
    const answer = await fetch(url, init);
    expect(answer.headers.get('x-amzn-errortype')).toBe('InvalidSignatureException');
    expect(await answer.text()).toContain('Signature expired: ');
  });

  it('refuses a body that fails its model before any function runs', async () => {
    const answer = await shop.call('/pets/1', { ...put, body: { type: 'dog' } }, keeper);
    expect(outcome(answer)).toEqual([
      400,
      'BadRequestException',
      { message: 'Invalid request body' },
    ]);
  });

  it('refuses more than ten megabytes', async () => {
    const body = 'x'.repeat(10 * 1024 * 1024 + 1);
    const answer = await shop.call('/pets/1', { ...put, body });
    expect([answer.status, answer.body]).toEqual([413, { message: 'Request Too Long' }]);
  });

  it('lets a browser read every answer, refusals too', async () => {
    const answers = [
      await shop.call('/pets'),
      await shop.call('/nothing'),
      await shop.call('/pets/1', put, buyer),
      await shop.call('/pets?limit=0'),
    ];
    for (const { headers } of answers) {
      expect(headers.get('access-control-allow-origin')).toBe('*');
      expect(headers.get('access-control-expose-headers')).toContain('x-amzn-ErrorType');
      expect(headers.get('x-amzn-requestid')).toMatch(/^[\da-f-]{36}$/);
    }
  });

  it('answers the preflight of each path with what its methods need', async () => {
    const { status, headers } = await shop.call('/pets/7', { method: 'OPTIONS' });
    expect(status).toBe(204);
    expect(headers.get('access-control-allow-methods')).toBe('PUT,DELETE,OPTIONS');
    expect(headers.get('access-control-allow-headers')).toContain('X-Amz-Security-Token');
    expect(headers.get('access-control-max-age')).toBe('7200');
  });

  it('says in its log who was refused and why', async () => {
    await shop.call('/pets/1', put, buyer);
    expect(shop.log.join('\n')).toMatch(
      /refused Auth0ApiSocialRole\/amazon-[\w.-]+ execute-api:Invoke.*PUT\/pets\/1/,
    );
  });
});
