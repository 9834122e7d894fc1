import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createDynamoDb, fillTables } from '../src/dynamodb.ts';
import { INTERNAL_ERROR } from '../src/engine/answer.ts';
import { openDynalite, type TableEngine } from '../src/engine/engine.ts';
import { freePorts } from '../src/ports.ts';
import type { Resource } from '../src/template.ts';
import { spawnMoto } from './moto.ts';

/** `TABLE_ENGINE=moto`: tests that ask for nothing else run on moto's DynamoDB. */
const onMoto = process.env['TABLE_ENGINE'] === 'moto';

/**
 * `it` for tests that need what only the local engine has: writes that hold under concurrent calls
 * (moto checks a condition and writes in two steps), late global indexes, or the speed for thousands
 * of writes.
 */
export const localEngineOnly: typeof it = (...test) => (onMoto ? xit : it)(...test);

/** The engine that the environment chooses; undefined for the local cloud's own. */
export const chosenEngine = (): Promise<TableEngine | undefined> =>
  onMoto ? openMoto() : Promise.resolve(undefined);

/** Tables alone, without the rest of the local cloud. */
export async function serveTables(tables: readonly Resource[]) {
  const log = (): void => undefined;
  const own = { directory: undefined, indexDelayMs: 0, onRestart: log, log };
  const engine = (await chosenEngine()) ?? (await openDynalite(own));
  const server = createServer(createDynamoDb({ engine, functions: new Map(), log }));
  await once(server.listen(0, 'localhost'), 'listening');
  const endpoint = `http://localhost:${(server.address() as AddressInfo).port}`;
  await fillTables(endpoint, tables);
  const close = async (): Promise<void> => {
    server.closeAllConnections();
    server.close();
    await engine.close();
  };
  return { endpoint, close };
}

/** A server of moto's of its own, behind the checks that the local cloud makes. */
async function openMoto(): Promise<TableEngine> {
  const [port = 0] = await freePorts(1);
  const url = `http://127.0.0.1:${port}`;
  const moto = spawnMoto('moto_server', port);
  const ended = new Promise<void>((resolve) => {
    moto.once('error', () => resolve());
    moto.once('exit', () => resolve());
  });
  while (!(await fetch(`${url}/moto-api/`).catch(() => undefined))?.ok) {
    if (moto.exitCode !== null || !moto.pid) throw new Error('moto_server did not start.');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return {
    async send({ method, headers, body }) {
      const { authorization = '', 'x-amz-target': target } = headers;
      const sent = { authorization, 'content-type': 'application/x-amz-json-1.0' };
      const answer = await fetch(url, {
        method,
        headers: { ...sent, 'x-amz-target': String(target) },
        body: Uint8Array.from(body),
      }).catch(() => undefined);
      if (!answer) return INTERNAL_ERROR;
      return {
        status: answer.status,
        headers: { 'content-type': 'application/x-amz-json-1.0' },
        body: await answer.text(),
      };
    },
    async close() {
      moto.kill();
      await ended;
    },
  };
}
