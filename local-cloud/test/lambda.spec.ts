import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import { proxyAnswer } from '../src/gateway/proxy.ts';
import { LambdaFunction } from '../src/lambda.ts';

const event = {} as APIGatewayProxyEvent;

describe('A function in the local cloud', () => {
  let folder: string;
  let running: LambdaFunction | undefined;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lambda-'));
  });
  afterEach(async () => {
    running?.close();
    await rm(folder, { recursive: true });
  });

  async function functionOf(code: string): Promise<LambdaFunction> {
    const entry = join(folder, 'handler.mjs');
    await writeFile(entry, `export const handler = async (event, context) => { ${code} };`);
    const definition = {
      name: 'Tested',
      entry,
      exportName: 'handler',
      timeoutSeconds: 1,
      memoryMb: 128,
      environment: { GIVEN: 'by the template' },
      policies: [],
    };
    running = new LambdaFunction(definition, {}, () => undefined);
    return running;
  }

  it('sees the environment of the template and nothing of this process', async () => {
    process.env['NOT_FOR_FUNCTIONS'] = 'secret';
    const lambda = await functionOf('return [process.env.GIVEN, process.env.NOT_FOR_FUNCTIONS];');
    expect(await lambda.invoke(event)).toEqual({
      outcome: 'returned',
      result: ['by the template', undefined],
    });
    delete process.env['NOT_FOR_FUNCTIONS'];
  });

  it('ends with its time, also in an endless loop, and works again afterwards', async () => {
    const lambda = await functionOf('if (event.hang) for (;;); return "fine";');
    const hanging = { hang: true } as unknown as APIGatewayProxyEvent;
    expect(await lambda.invoke(hanging)).toEqual({
      outcome: 'timed out',
      message: 'Task timed out after 1.00 seconds',
    });
    expect(await lambda.invoke(event)).toEqual({ outcome: 'returned', result: 'fine' });
  });

  it('may crash without taking the cloud with it, and works again afterwards', async () => {
    const lambda = await functionOf('if (event.die) process.exit(1); return "fine";');
    const dying = { die: true } as unknown as APIGatewayProxyEvent;
    expect((await lambda.invoke(dying)).outcome).toBe('threw');
    expect(await lambda.invoke(event)).toEqual({ outcome: 'returned', result: 'fine' });
  });

  it('tells what it threw', async () => {
    const lambda = await functionOf('throw new Error("broken");');
    expect(await lambda.invoke(event)).toEqual({ outcome: 'threw', message: 'Error: broken' });
  });

  const malformed: [string, unknown][] = [
    ['nothing', undefined],
    ['a text', 'hello'],
    ['no status', { body: '' }],
    ['a status that is no number', { statusCode: '200x', body: '' }],
    ['a body that is no text', { statusCode: 200, body: { a: 1 } }],
    ['an unknown member', { statusCode: 200, body: '', status: 200 }],
    ['a header that is an object', { statusCode: 200, headers: { a: {} }, body: '' }],
  ];
  for (const [what, result] of malformed) {
    it(`that answers ${what} is a bad gateway`, () => {
      expect(() => proxyAnswer(result)).toThrowError('Internal server error');
    });
  }
});
