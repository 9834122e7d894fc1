import { spawn } from 'node:child_process';
import type { ChildProcess, SpawnOptions } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** The folder of the project. */
export const root = join(import.meta.dirname, '..');

/** The Angular CLI, to be run by Node. */
export const ng = join(root, 'node_modules/@angular/cli/bin/ng.js');

const STOP_TIMEOUT_MS = 5000;

/** Whether a path is that of a program. */
export function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

const guard = pathToFileURL(join(import.meta.dirname, 'with-parent.mjs')).href;

/** Starts a script on the Node that runs this one. It ends with this process, however that ends. */
export function startNode(args: readonly string[], options: SpawnOptions = {}): ChildProcess {
  return spawn(process.execPath, ['--import', guard, ...args], {
    cwd: root,
    ...options,
    env: { ...(options.env ?? process.env), SECURED_PETS_PARENT: String(process.pid) },
  });
}

/** Ends a process, by force if it doesn't end by itself within five seconds. */
export async function stop(child: ChildProcess | undefined): Promise<void> {
  if (child?.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill('SIGTERM');
  const force = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
  await ended;
  clearTimeout(force);
}
