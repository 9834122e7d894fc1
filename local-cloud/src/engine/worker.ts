/** The thread that dynalite runs in. */
import { EventEmitter } from 'node:events';
import type { RequestListener } from 'node:http';
import { parentPort, workerData } from 'node:worker_threads';
import dynalite from 'dynalite';
import { UNREADABLE, type EngineAnswer, type EngineRequest } from './answer.ts';
import { delayGlobalIndexes, repairIndexes } from './indexes.ts';

/** What the thread is told. */
export type ToEngine = (EngineRequest & { id: string }) | 'close';

/** What the thread tells. */
export type FromEngine = (EngineAnswer & { id: string }) | { line: string } | { ready: true };

const { directory, indexDelayMs } = workerData as {
  directory: string | undefined;
  indexDelayMs: number;
};
const tell = (message: FromEngine): void => parentPort?.postMessage(message);

if (directory) {
  const repaired = await repairIndexes(directory);
  if (repaired.length > 0) {
    tell({
      line: `repaired indexes that had fallen behind their table: ${repaired.join(', ')}`,
    });
  }
}
const indexesKeptUp = delayGlobalIndexes(indexDelayMs);
const [listener] = dynalite({ path: directory, createTableMs: 0 }).listeners(
  'request',
) as RequestListener[];

parentPort?.on('message', async (message: ToEngine) => {
  if (message !== 'close') {
    answer(message);
    return;
  }
  await indexesKeptUp();
  process.exit();
});
tell({ ready: true });

/** Calls dynalite as its HTTP server would, but so that what it throws in reading can be caught. */
function answer({ id, method, headers, body }: EngineRequest & { id: string }): void {
  // DynamoDB has no other address, and dynalite dies of one that it can't parse.
  const request = Object.assign(new EventEmitter(), { method, url: '/', headers });
  const sent: Record<string, string> = {};
  const response = {
    statusCode: 200,
    setHeader: (name: string, value: unknown) => (sent[name] = String(value)),
    end: (text = '') => tell({ id, status: response.statusCode, headers: sent, body: text }),
  };
  try {
    listener?.(request as never, response as never);
    request.emit('data', Buffer.from(body));
    request.emit('end');
  } catch {
    tell({ id, ...UNREADABLE });
  }
}
