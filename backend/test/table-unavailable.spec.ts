import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import { LambdaFunction } from '../../local-cloud/src/lambda.ts';

/** As API Gateway hands a request on, as far as the functions look at it. */
const event = (httpMethod: string, resource: string, more: object = {}) =>
  ({ httpMethod, resource, headers: {}, ...more }) as APIGatewayProxyEvent;

const list = event('GET', '/pets');
const change = event('PUT', '/pets/{petId}', {
  pathParameters: { petId: '1' },
  body: '{"type":"cat","price":1}',
});

/** The real functions, each in a thread of its own, with a table that answers as a test says. */
describe('A table that', () => {
  let server: Server;
  let browse: LambdaFunction;
  let browseShortly: LambdaFunction;
  let update: LambdaFunction;
  let calls: string[] = [];
  let answer: (response: ServerResponse, body: string) => void;

  /** The answer, and after how many seconds it came. */
  async function call(called: LambdaFunction, request: APIGatewayProxyEvent) {
    const begin = performance.now();
    const invocation = await called.invoke(request);
    if (invocation.outcome !== 'returned') throw new Error(invocation.message);
    const { statusCode, body } = invocation.result as APIGatewayProxyResult;
    return { statusCode, body, seconds: (performance.now() - begin) / 1000 };
  }

  const refuse = (status: number, type: string) => (response: ServerResponse) => {
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' });
    response.end(JSON.stringify({ __type: `com.amazonaws.dynamodb#${type}`, message: 'No.' }));
  };

  beforeAll(async () => {
    server = createServer((request, response) => {
      void text(request).then((body) => {
        calls.push(String(request.headers['x-amz-target']).split('.')[1] ?? '');
        answer(response, body);
      });
    }).listen(0, 'localhost');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const start = async (name: string, timeoutSeconds: number) => {
      const started = new LambdaFunction(
        {
          name,
          entry: join(import.meta.dirname, `../src/handlers/${name}.ts`),
          exportName: 'handler',
          timeoutSeconds,
          memoryMb: 1024,
          environment: { TABLE_NAME: 'Pets', POWERTOOLS_LOG_LEVEL: 'SILENT' },
          policies: [],
        },
        {
          AWS_ENDPOINT_URL_DYNAMODB: `http://localhost:${port}`,
          AWS_ACCESS_KEY_ID: 'a-function',
          AWS_SECRET_ACCESS_KEY: 'secret',
        },
        () => undefined,
      );
      // What loading the code takes must not count.
      while ((await started.invoke(event('GET', '/nowhere'))).outcome !== 'returned');
      return started;
    };
    browse = await start('get-pet-info', 12);
    browseShortly = await start('get-pet-info', 7);
    update = await start('update-pet-info', 20);
  });

  afterAll(() => {
    for (const started of [browse, browseShortly, update]) started.close();
    server.closeAllConnections();
    server.close();
  });

  beforeEach(() => (calls = []));

  const unavailable = {
    statusCode: 503,
    body: jasmine.stringMatching(/^\{"message":".*Try again in a moment\."\}$/),
  };

  for (const [what, hang] of [
    ['never answers', () => undefined],
    [
      'begins an answer and does not end it',
      (response: ServerResponse) => void response.writeHead(200).write('{"Items":'),
    ],
  ] as const) {
    it(`${what} is told long before the function’s time is over`, async () => {
      answer = hang;
      const [read, write] = await Promise.all([call(browse, list), call(update, change)]);
      expect(read).toEqual(jasmine.objectContaining(unavailable));
      expect(write).toEqual(jasmine.objectContaining(unavailable));
      expect(read.seconds).toBeLessThan(11);
      expect(write.seconds).toBeLessThan(11);
    });
  }

  it('is slow is asked no more when time gets short', async () => {
    // Attempts begin after zero and two seconds; after four it is too late for the third.
    answer = (response) =>
      void setTimeout(() => refuse(500, 'InternalServerError')(response), 2000);
    const { seconds, ...rest } = await call(browseShortly, list);
    expect(rest).toEqual(jasmine.objectContaining(unavailable));
    expect(seconds).toBeLessThan(6);
    expect(calls).toEqual(['Query', 'Query']);
  });

  for (const [what, failure] of [
    ['has a fault', refuse(500, 'InternalServerError')],
    ['is away', refuse(503, 'ServiceUnavailable')],
    ['can’t keep up', refuse(400, 'ProvisionedThroughputExceededException')],
    ['throttles', refuse(400, 'ThrottlingException')],
    ['closes the connection', (response: ServerResponse) => response.destroy()],
  ] as const) {
    it(`${what} is asked three times, and then said not to answer`, async () => {
      answer = failure;
      expect(await call(browse, list)).toEqual(jasmine.objectContaining(unavailable));
      expect(calls).toEqual(['Query', 'Query', 'Query']);
    });
  }

  it('fails for one pet of a list is waited for until it has answered for the others', async () => {
    let written = 0;
    answer = (response, body) => {
      const { Key } = JSON.parse(body) as { Key?: { id: { N: string } } };
      if (Key?.id.N === '1') {
        refuse(400, 'AccessDeniedException')(response);
        return;
      }
      const answered = () => {
        written += Key ? 1 : 0;
        response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' }).end('{}');
      };
      setTimeout(answered, Key ? 300 : 0);
    };
    const pets = [1, 2, 3].map((id) => ({ id, type: 'cat', price: 1 }));
    const replace = event('POST', '/pets', { body: JSON.stringify({ pets }) });
    expect((await call(update, replace)).statusCode).toBe(500);
    expect(written).toBe(2);
  });

  it('refuses what a function may not do shows a fault of the shop, and is not asked again', async () => {
    answer = refuse(400, 'AccessDeniedException');
    expect((await call(browse, list)).statusCode).toBe(500);
    expect(calls.length).toBe(1);
  });
});
