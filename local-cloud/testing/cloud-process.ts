import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Cloud, CloudOptions } from '../src/cloud.ts';

/** A local cloud in a process of its own: one that can be killed. */
export interface CloudProcess extends Pick<Cloud, 'config' | 'close'> {
  /** Ends the threads that the functions run in, whatever they are at. */
  endFunctions(): Promise<void>;
  /** As `kill -9` does. */
  kill(): Promise<void>;
  /** Whether it runs. */
  isAlive(): boolean;
}

/** @throws Error if it ends before it is ready, with what it printed */
export async function startCloudProcess(options: Omit<CloudOptions, 'log'>): Promise<CloudProcess> {
  const child = fork(join(import.meta.dirname, 'cloud-child.ts'), {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let printed = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (printed += text));
  const ended = once(child, 'exit');
  child.send(options);
  const [config] = (await Promise.race([once(child, 'message'), ended.then(() => [])])) as [
    Cloud['config']?,
  ];
  if (!config) throw new Error(`The local cloud did not start.\n${printed}`);
  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal);
    await ended;
  };
  return {
    config,
    async endFunctions() {
      if (!child.connected) return;
      child.send('end functions');
      await Promise.race([once(child, 'message'), ended]);
    },
    kill: () => end('SIGKILL'),
    close: () => end('SIGTERM'),
    isAlive: () => child.exitCode === null && child.signalCode === null,
  };
}
