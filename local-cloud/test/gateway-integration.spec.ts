import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, request } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SessionVault } from '../src/credentials.ts';
import type { Api, Method } from '../src/gateway/api.ts';
import { createGateway } from '../src/gateway/gateway.ts';
import { LambdaFunction } from '../src/lambda.ts';

/** What API Gateway makes of functions that the shop, one hopes, does not have. */
describe('The local API Gateway before a function', () => {
  let folder: string;
  let server: Server;
  let lambda: LambdaFunction;
  let address: string;
  let clock = new Date();

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gateway-'));
    const entry = join(folder, 'handler.mjs');
    await writeFile(
      entry,
      `export const handler = async ({ queryStringParameters: query }) => {
         switch (query?.do) {
           case 'throw': throw new Error('broken');
           case 'exit': return process.exit(1);
           case 'loop': for (;;);
           case 'sleep': return new Promise(() => {});
           case 'malformed': return { status: 200 };
           case 'binary': return { statusCode: 200, body: 'AP8=', isBase64Encoded: true };
           default: return { statusCode: 200, multiValueHeaders: { 'X-A': ['1', '2'] } };
         }
       };`,
    );
    const definition = {
      name: 'F',
      entry,
      exportName: 'handler',
      timeoutSeconds: 1,
      memoryMb: 128,
    };
    lambda = new LambdaFunction(
      { ...definition, environment: {}, policies: [] },
      {},
      () => undefined,
    );
    const method = (resource: string, timeoutMs = 29_000): Method => ({
      httpMethod: 'GET',
      resource,
      operationId: resource,
      signed: false,
      throttle: undefined,
      requiredParameters: [],
      models: new Map(),
      integration: { type: 'aws_proxy', functionName: 'F', timeoutMs },
    });
    const api: Api = {
      stage: 'api',
      throttle: { rate: 10, burst: 20 },
      methods: [
        method('/f'),
        method('/quick', 50),
        { ...method('/public'), throttle: { rate: 1, burst: 3 } },
        {
          ...method('/strict'),
          requiredParameters: [{ in: 'header', name: 'X-Id-Token', required: true }],
        },
      ],
      gatewayHeaders: {
        DEFAULT_4XX: { 'X-Family': '4' },
        DEFAULT_5XX: { 'X-Family': '5' },
        THROTTLED: { 'X-Family': 'rate' },
      },
      throttledStatus: 503,
    };
    server = createServer(
      createGateway({
        api,
        functions: new Map([['F', lambda]]),
        roles: new Map(),
        vault: new SessionVault(),
        log: () => undefined,
        explain: false,
        now: () => clock,
      }),
    );
    await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
    address = `http://localhost:${(server.address() as AddressInfo).port}/api`;
  });
  afterAll(async () => {
    lambda.close();
    server.closeAllConnections();
    server.close();
    await rm(folder, { recursive: true });
  });
  beforeEach(() => {
    // A minute later the bucket is full again.
    clock = new Date(clock.getTime() + 60_000);
  });

  async function ask(path: string) {
    const answer = await fetch(address + path);
    const { headers, status } = answer;
    return [status, headers.get('x-amzn-errortype'), await answer.text(), headers.get('x-family')];
  }
  const internal = [
    502,
    'InternalServerErrorException',
    '{"message":"Internal server error"}',
    '5',
  ];

  for (const [what, action] of [
    ['throws', 'throw'],
    ['ends its process', 'exit'],
    ['runs out of its own time', 'loop'],
    ['answers in the wrong shape', 'malformed'],
  ] as const) {
    it(`that ${what} answers 502, and works again afterwards`, async () => {
      expect(await ask(`/f?do=${action}`)).toEqual(internal);
      expect((await ask('/f'))[0]).toBe(200);
    });
  }

  it('that takes longer than the integration may answers 504', async () => {
    expect(await ask('/quick?do=sleep')).toEqual([
      504,
      'InternalServerErrorException',
      '{"message":"Endpoint request timed out"}',
      '5',
    ]);
  });

  it('answers as the description says over the burst, and again 200 when tokens have come back', async () => {
    const statuses = await Promise.all(Array.from({ length: 25 }, () => ask('/f')));
    const refused = statuses.filter(([status]) => status === 503);
    expect(refused).toHaveSize(5);
    expect(refused[0]).toEqual([
      503,
      'TooManyRequestsException',
      '{"message":"Too Many Requests"}',
      'rate',
    ]);
    clock = new Date(clock.getTime() + 200);
    const later = await Promise.all(Array.from({ length: 3 }, () => ask('/f')));
    expect(later.map(([status]) => status).sort()).toEqual([200, 200, 503]);
  });

  it('lets a method with limits of its own take nothing from the others, nor they from it', async () => {
    const flood = await Promise.all(Array.from({ length: 30 }, () => ask('/public')));
    expect(flood.filter(([status]) => status === 200)).toHaveSize(3);
    const others = await Promise.all(Array.from({ length: 20 }, () => ask('/f')));
    expect(others.filter(([status]) => status === 200)).toHaveSize(20);
    clock = new Date(clock.getTime() + 1000);
    expect((await ask('/public'))[0]).toBe(200);
  });

  it('knows a required header in one spelling only, as API Gateway does', async () => {
    const statusWith = (name: string) =>
      new Promise((resolve, reject) => {
        const sent = request(`${address}/strict`, { headers: { [name]: 'x' } }, (answer) => {
          answer.resume();
          resolve(answer.statusCode);
        });
        sent.on('error', reject).end();
      });
    expect(await statusWith('X-Id-Token')).toBe(200);
    expect(await statusWith('x-id-token')).toBe(400);
  });

  it('passes on bytes and repeated headers', async () => {
    const bytes = await (await fetch(`${address}/f?do=binary`)).bytes();
    expect([...bytes]).toEqual([0, 255]);
    expect((await fetch(`${address}/f`)).headers.get('x-a')).toBe('1, 2');
  });
});
