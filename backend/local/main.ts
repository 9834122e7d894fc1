/**
 * The local cloud as a process: `node backend/local/main.ts '{"ports": {…}, "directory": "…"}'`.
 * Writes the page's config.json, sends it to its parent when everything answers, and stops on
 * SIGTERM or with its parent.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startCloud } from './cloud.ts';
import type { Cloud, CloudOptions } from './cloud.ts';

const { ports, directory, explain } = JSON.parse(process.argv[2] ?? '{}') as Required<
  Omit<CloudOptions, 'log'>
>;
let cloud: Cloud | undefined;

process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => void stop());
process.on('disconnect', () => void stop());
// The table engine throws where nobody can catch it, also when it can't open its folder.
process.on('uncaughtException', fail);

try {
  cloud = await startCloud({
    ports,
    directory,
    explain,
    log: (part, line) => console.log(`[${part}] ${line}`),
  });
  if (directory) {
    await mkdir(join(directory, 'page'), { recursive: true });
    await writeFile(join(directory, 'page/config.json'), JSON.stringify(cloud.config, null, 2));
  }
  process.send?.(cloud.config);
} catch (error) {
  fail(error);
}

function fail(error: unknown): never {
  console.error(explained(error) ?? error);
  process.exit(1);
}

/** What to do about the errors that a developer can mend; no stack for those. */
function explained(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if (error.name.startsWith('Unsupported')) return error.message;
  return error.message === 'Database is closed'
    ? `${String(directory)} is in use: another npm start of this folder is running. Stop it first.`
    : undefined;
}

async function stop(): Promise<void> {
  await cloud?.close();
  process.exit(0);
}
