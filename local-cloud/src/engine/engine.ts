import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { INTERNAL_ERROR, type EngineAnswer, type EngineRequest } from './answer.ts';
import type { FromEngine, ToEngine } from './worker.ts';

/** What keeps the tables and answers DynamoDB's calls. */
export interface TableEngine {
  send(request: EngineRequest): Promise<EngineAnswer>;
  close(): Promise<void>;
}

export interface EngineOptions {
  /** Where the tables are kept; in memory if undefined. */
  directory: string | undefined;
  /** How far global indexes lag behind their table, in milliseconds. */
  indexDelayMs: number;
  /** When the engine had ended and runs again; tables in memory are gone then. */
  onRestart: () => void;
  log: (line: string) => void;
}

/**
 * dynalite in its own thread, because it throws where nobody can catch it: this ends the thread, which is
 * then restarted. Calls that it had not answered get an internal server error.
 *
 * @throws Error if the directory can't be opened
 */
export async function openDynalite(options: EngineOptions): Promise<TableEngine> {
  const { directory, indexDelayMs, onRestart, log } = options;
  /** What ends each request that the thread works on. */
  const pending = new Map<string, (answer: EngineAnswer) => void>();
  let wasReady = false;
  let isClosing = false;
  let running: Promise<Worker> | undefined;
  await (running = start());

  return {
    async send(request) {
      const id = randomUUID();
      const { promise, resolve } = Promise.withResolvers<EngineAnswer>();
      try {
        const worker = await (running ??= start());
        pending.set(id, resolve);
        worker.postMessage({ id, ...request } satisfies ToEngine);
        return await promise;
      } catch {
        return INTERNAL_ERROR;
      } finally {
        pending.delete(id);
      }
    },
    async close() {
      isClosing = true;
      const worker = await running?.catch(() => undefined);
      if (!worker) return;
      worker.postMessage('close' satisfies ToEngine);
      await once(worker, 'exit');
    },
  };

  function start(): Promise<Worker> {
    const { promise, resolve, reject } = Promise.withResolvers<Worker>();
    const workerData = { directory, indexDelayMs };
    const worker = new Worker(join(import.meta.dirname, 'worker.ts'), { workerData });
    let isReady = false;
    let reason = 'without a reason';
    worker.on('message', (message: FromEngine) => {
      if ('line' in message) {
        log(message.line);
        return;
      }
      if ('id' in message) return pending.get(message.id)?.(message);
      resolve(worker);
      if (wasReady) onRestart();
      isReady = wasReady = true;
    });
    worker.on('error', (error: Error) => {
      reason = `${error.name}: ${error.message}`;
      reject(error);
    });
    worker.once('exit', () => {
      for (const finish of pending.values()) finish(INTERNAL_ERROR);
      running = undefined;
      // What can't even start is tried again by the next request.
      if (isClosing || !isReady) return;
      const lost = directory ? '' : ', and its in-memory tables are lost';
      log(`the table engine stopped (${reason})${lost}; restarting it`);
      running = start();
      running.catch((error: unknown) => log(`the table engine did not start: ${String(error)}`));
    });
    return promise;
  }
}
