import { once } from 'node:events';
import { createServer, request, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { localOnly } from '../src/local-only.ts';
import type { Part } from '../src/ports.ts';
import { LocalShop } from '../testing/local-shop.ts';

const OWN_PARTS = ['auth0', 'sts', 'api', 'dynamodb'] as const;

interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

function send(port: number, headers: Record<string, string>, path = '/', method = 'GET') {
  return new Promise<Answer>((resolve, reject) => {
    request({ host: 'localhost', port, path, method, headers, setHost: false }, (answer) => {
      const { statusCode: status = 0 } = answer;
      text(answer).then((body) => resolve({ status, headers: answer.headers, body }), reject);
    })
      .on('error', reject)
      .end();
  });
}

describe('The ports of the local cloud', () => {
  let shop: LocalShop;

  beforeAll(async () => {
    shop = await LocalShop.open();
  });
  afterAll(() => shop.close());

  const paths: Partial<Record<Part, string>> = {
    auth0: '/.well-known/openid-configuration',
    api: '/api/pets/types',
  };

  for (const part of OWN_PARTS) {
    it(`${part}: answers for this machine's own names only, not for a name that was pointed at it`, async () => {
      const port = shop.ports[part];
      const statusFor = async (host: string) => (await send(port, { host }, paths[part])).status;
      for (const host of ['localhost', '127.0.0.1', '[::1]', 'LocalHost']) {
        expect(await statusFor(`${host}:${port}`))
          .withContext(host)
          .not.toBe(403);
      }
      const foreign = ['evil.example', `evil.example:${port}`, 'localhost', `localhost:${port}.`];
      for (const host of [...foreign, 'localhost:1', `localhost:${port}@evil.example`]) {
        expect(await statusFor(host))
          .withContext(host)
          .toBe(403);
      }
    });
  }

  it('let no page use the table, not even ask whether it may', async () => {
    const port = shop.ports.dynamodb;
    const host = `localhost:${port}`;
    const target = { 'x-amz-target': 'DynamoDB_20120810.DeleteTable' };
    for (const origin of ['https://evil.example', 'null', `http://localhost:${shop.ports.page}`]) {
      for (const method of ['OPTIONS', 'POST', 'GET']) {
        const { status, headers } = await send(port, { host, origin, ...target }, '/', method);
        expect(status).withContext(`${method} from ${origin}`).toBe(403);
        expect(headers['access-control-allow-origin']).toBeUndefined();
      }
    }
    expect((await shop.call('/pets')).status).toBe(200);
  });

  it('let a page of any origin call STS and the API, which ask for a token or a signature', async () => {
    const origin = 'https://shop.example';
    for (const [part, path] of [
      ['sts', '/?Action=AssumeRoleWithWebIdentity'],
      ['api', '/api/pets'],
    ] as const) {
      const host = `localhost:${shop.ports[part]}`;
      const { headers } = await send(shop.ports[part], { host, origin }, path);
      expect(headers['access-control-allow-origin']).withContext(part).toBe('*');
      expect(headers['access-control-allow-credentials']).toBeUndefined();
    }
  });

  it('lose one answer, not the process, to a listener that fails', async () => {
    const log: string[] = [];
    const failing = localOnly(() => Promise.reject(new Error('broken')), {
      log: (line) => void log.push(line),
    });
    const server = createServer(failing).listen(0, 'localhost');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    for (let i = 0; i < 2; i++) {
      await expectAsync(send(port, { host: `localhost:${port}` })).toBeRejected();
    }
    expect(log).toHaveSize(2);
    expect(log[0]).toContain('failed: Error: broken');
    server.close();
  });

  it('call nobody’s breaking off a failure', async () => {
    const before = shop.log.length;
    for (const part of OWN_PARTS) {
      const port = shop.ports[part];
      const headers = { host: `localhost:${port}`, 'content-length': '10' };
      const asked = request({ host: 'localhost', port, method: 'POST', headers });
      asked.on('error', () => undefined).write('half');
      await setTimeout(50);
      asked.destroy();
    }
    await setTimeout(50);
    expect(shop.log.slice(before).filter((line) => line.includes('failed'))).toEqual([]);
  });
});
