import type { Part } from '../../src/ports.ts';
import { LocalShop } from '../../testing/local-shop.ts';
import type { Call, Someone } from '../../testing/local-shop.ts';
import { sessionOf, authorizeRequest } from '../../testing/visitor.ts';
import { bytesOf, mangled, mutatedBytes } from './mutate.ts';
import type { Parts } from './mutate.ts';
import { Random } from './random.ts';
import { RawConnection } from './raw-connection.ts';
import type { Reply } from './raw-connection.ts';

const COUNT = 10_000;
const CONNECTIONS = 16;
/** `MUTATION_SEED=…` repeats a run. */
const SEED = Number(process.env['MUTATION_SEED'] ?? Date.now() % 2 ** 32);

interface Request extends Parts {
  part: Part;
}

const pet = { type: 'dragon', price: 1 };

describe(`Ten thousand random requests (MUTATION_SEED=${SEED})`, () => {
  let shop: LocalShop;
  let keeper: Someone;
  let buyer: Someone;

  beforeAll(async () => {
    shop = await LocalShop.open();
    [keeper, buyer] = await Promise.all([shop.keeper(), shop.buyer()]);
  });
  afterAll(() => shop.close());

  it('are all answered or cut off in time, none by a failure, and leave the shop at work', async () => {
    const valid = await validRequests();
    const random = new Random(SEED);
    const requests: { part: Part; bytes: Buffer }[] = [];
    while (requests.length < COUNT) {
      const { part, ...parts } = random.pick(valid);
      requests.push({ part, bytes: mutatedBytes(parts, random) });
      if (random.below(4) > 0) continue;
      requests.push({ part: 'api', bytes: bytesOf(await random.pick(signedAfterwards)(random)) });
    }

    const replies = await Promise.all(
      Array.from({ length: CONNECTIONS }, (_, i) =>
        exchanged(requests.filter((__, one) => one % CONNECTIONS === i)),
      ),
    );
    const bad = replies.flat().filter(({ reply }) => isBad(reply));
    expect(bad.map(({ reply, bytes }) => `${reply} to ${bytes.toString('latin1')}`)).toEqual([]);

    // A client that breaks off is no failure.
    const failures = shop.log.filter(
      (line) =>
        /failed:|server error|threw|timed out|exited/.test(line) && !line.includes('aborted'),
    );
    expect(failures).toEqual([]);
    await expectAtWork();
  }, 240_000);

  /** Requests that are changed before they are signed, so that the functions get to see them. */
  const signedAfterwards: readonly ((random: Random) => Promise<Parts>)[] = [
    (random) => changed('POST', '/pets', JSON.stringify({ pets: [{ id: 1, ...pet }] }), random),
    (random) => changed('PUT', '/pets/1', JSON.stringify(pet), random),
    (random) => signed(`/pets/${uriPart('1', random)}`, { method: 'DELETE' }, keeper),
    (random) => signed(`/pets?limit=5&type=${uriPart('dragon', random)}`, {}),
    (random) => {
      const after = uriPart('price-desc.100.1', random);
      return signed(`/pets?available=true&sort=price-desc&after=${after}`, {});
    },
    (random) => {
      const purchase = JSON.stringify({ petId: 2, authToken: buyer.idToken });
      return changed('POST', '/pets/purchase', purchase, random);
    },
    (random) => {
      const token = mangled(buyer.idToken, random).replace(/[^!-~]/g, '');
      const headers =
        random.below(2) === 0 ? { 'x-id-token': token } : { 'x-id-token': buyer.idToken };
      const after = uriPart('WyI5OTk5IiwxLCJkZWZhdWx0Il0', random);
      return signed(`/pets/purchase?limit=5&after=${after}`, { headers }, buyer);
    },
  ];

  const uriPart = (text: string, random: Random): string =>
    encodeURIComponent(mangled(text, random));

  function changed(method: string, path: string, body: string, random: Random): Promise<Parts> {
    const headers = { 'content-type': random.pick(['application/json', 'text/plain']) };
    const by = path === '/pets/purchase' ? buyer : keeper;
    return signed(path, { method, headers, body: mangled(body, random) }, by);
  }

  const isBad = (reply: Reply): boolean => reply === 'hung' || (reply !== 'closed' && reply >= 500);

  /** What each request of one line of requests got; one connection to each part, kept alive. */
  async function exchanged<T extends { part: Part; bytes: Buffer }>(requests: T[]) {
    const connections = new Map<Part, RawConnection>();
    const results: (T & { reply: Reply })[] = [];
    for (const request of requests) {
      const { part, bytes } = request;
      const connection = connections.get(part) ?? new RawConnection(shop.ports[part]);
      connections.set(part, connection);
      results.push({ ...request, reply: await connection.exchange(bytes) });
    }
    for (const connection of connections.values()) connection.close();
    return results;
  }

  async function validRequests(): Promise<Request[]> {
    const token = { 'x-id-token': buyer.idToken };
    const create = { 'if-none-match': '*', 'idempotency-key': 'once' };
    const api: [string, Call, Someone?][] = [
      ['/pets?limit=5&before=9', {}],
      ['/pets?limit=5&type=dragon&available=true&before=9', {}],
      ['/pets?limit=1&type=dragon&sort=price-asc&after=price-asc.100.1', {}],
      ['/pets/types', {}],
      ['/pets', { method: 'OPTIONS' }],
      ['/pets', { method: 'POST', body: { pets: [{ id: 1, ...pet }] } }, keeper],
      ['/pets/1', { method: 'PUT', body: pet, headers: create }, keeper],
      ['/pets/1', { method: 'PUT', body: pet, headers: { 'if-match': '*' } }, keeper],
      ['/pets/2', { method: 'PUT', body: pet }, keeper],
      ['/pets/999', { method: 'DELETE' }, keeper],
      ['/pets/purchase', { method: 'POST', body: { petId: 2, authToken: buyer.idToken } }, buyer],
      ['/pets/purchase?limit=5&after=x', { headers: token }, buyer],
      ['/pets/1', { method: 'PUT', body: pet }],
    ];
    const form = new URLSearchParams({
      Action: 'AssumeRoleWithWebIdentity',
      Version: '2011-06-15',
      DurationSeconds: '900',
      RoleArn: shop.config['socialRoleArn']!,
      RoleSessionName: sessionOf(buyer.idToken),
      WebIdentityToken: buyer.idToken,
    }).toString();
    const site = `http://localhost:${shop.ports.page}`;
    const { path, verifier } = authorizeRequest({ redirect_uri: site });
    const login = await fetch(shop.config['auth0Domain']! + path, { redirect: 'manual' });
    const pathname = login.headers.get('location') ?? '';
    const cookies = login.headers.getSetCookie().map((line) => line.split(';')[0]);
    const cookie = cookies.join('; ');
    const exchange = new URLSearchParams({
      grant_type: 'authorization_code',
      client_id: shop.config['auth0ClientId']!,
      code: 'x'.repeat(43),
      code_verifier: verifier,
      redirect_uri: site,
    }).toString();
    const posted: [Part, string, string][] = [
      ['sts', '/', form],
      ['auth0', '/oauth/token', exchange],
      ['auth0', `${pathname}?connection=amazon`, 'email=ann%40example.org'],
      ['auth0', pathname, 'email=admin%40example.com&password=admin'],
    ];
    const opened: [Part, string][] = [
      ['sts', `/?${form}`],
      ['auth0', path],
      ['auth0', `${path}&prompt=none&response_mode=web_message`],
      ['auth0', pathname],
      ['auth0', `/v2/logout?client_id=${shop.config['auth0ClientId']!}&returnTo=${site}`],
      ['auth0', '/.well-known/jwks.json'],
      ['auth0', '/.well-known/openid-configuration'],
      ['auth0', '/userinfo'],
    ];
    // Of another shop, so that what comes of them is in nobody's way.
    const key = { username: { S: 'mutations' }, id: { N: '1' } };
    const values = { ':a': { S: 'mutations' } };
    const tableCalls: [string, object][] = [
      ['PutItem', { Item: { ...key, list: { L: [{ M: { a: { NULL: true } } }] } } }],
      [
        'UpdateItem',
        { Key: key, UpdateExpression: 'SET a = :a', ExpressionAttributeValues: values },
      ],
      [
        'Query',
        { KeyConditionExpression: 'username = :a', ExpressionAttributeValues: values, Limit: 2 },
      ],
    ];
    return [
      ...tableCalls.map(([operation, call]) =>
        request(
          'dynamodb',
          'POST',
          '/',
          {
            'content-type': 'application/x-amz-json-1.0',
            'x-amz-date': '20260304T050607Z',
            'x-amz-target': `DynamoDB_20120810.${operation}`,
            authorization: 'AWS4-HMAC-SHA256 Credential=a/b/c/d/e, SignedHeaders=host, Signature=0',
          },
          JSON.stringify({ TableName: 'PetsTable', ...call }),
        ),
      ),
      ...(await Promise.all(api.map(async ([to, call, by]) => signed(to, call, by)))),
      ...posted.map(([part, target, body]) =>
        request(
          part,
          'POST',
          target,
          { 'content-type': 'application/x-www-form-urlencoded', cookie },
          body,
        ),
      ),
      ...opened.map(([part, target]) => request(part, 'GET', target, { cookie, origin: site })),
    ];
  }

  async function signed(to: string, call: Call, by?: Someone): Promise<Request> {
    const { url, init } = await shop.signed(to, call, by);
    const { pathname, search } = new URL(url);
    // One character a byte.
    const body = Buffer.from(init.body ?? '').toString('latin1');
    return request('api', init.method, `${pathname}${search}`, init.headers, body);
  }

  function request(
    part: Part,
    method: string,
    target: string,
    headers: Record<string, string>,
    body = '',
  ): Request {
    const host: [string, string] = ['host', `localhost:${shop.ports[part]}`];
    return { part, method, target, headers: [host, ...Object.entries(headers)], body };
  }

  async function expectAtWork(): Promise<void> {
    await shop.restock([{ id: 1, ...pet }], keeper);
    const again = await shop.buyer('bob@example.net');
    const purchase = { method: 'POST', body: { petId: 1, authToken: again.idToken } };
    expect((await shop.call('/pets/purchase', purchase, again)).status).toBe(200);
    const { body } = await shop.call('/pets');
    expect(body).toEqual([jasmine.objectContaining({ ...pet, isSold: true })]);
  }
});
