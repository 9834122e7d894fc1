import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';

/**
 * The thread that a function runs in: imports the handler and answers events with what it returns
 * or throws.
 */
const { name, entry, exportName } = workerData as Record<'name' | 'entry' | 'exportName', string>;
const module = (await import(pathToFileURL(entry).href)) as Record<
  string,
  (...args: unknown[]) => Promise<unknown>
>;

parentPort?.on(
  'message',
  async ({ id, event, deadline }: { id: string; event: object; deadline: number }) => {
    try {
      const result = await module[exportName]?.(event, {
        functionName: name,
        functionVersion: '$LATEST',
        awsRequestId: id,
        memoryLimitInMB: process.env['AWS_LAMBDA_FUNCTION_MEMORY_SIZE'],
        getRemainingTimeInMillis: () => deadline - Date.now(),
      });
      parentPort?.postMessage({ id, outcome: 'returned', result });
    } catch (error) {
      parentPort?.postMessage({ id, outcome: 'threw', message: String(error) });
    }
  },
);
