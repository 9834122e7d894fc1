/**
 * The local cloud as a process: `node backend/local/main.ts '{"ports": {…}, "directory": "…"}'`.
 * Writes the page's config.json, sends it to its parent when everything answers, and stops on
 * SIGTERM or with its parent.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startCloud } from './cloud.ts';
import type { Cloud, CloudOptions } from './cloud.ts';

const { ports, directory } = JSON.parse(process.argv[2] ?? '{}') as Omit<CloudOptions, 'log'>;
let cloud: Cloud | undefined;

process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => void stop());
process.on('disconnect', () => void stop());

try {
  cloud = await startCloud({
    ports,
    directory,
    log: (part, line) => console.log(`[${part}] ${line}`),
  });
  if (directory) {
    await mkdir(join(directory, 'page'), { recursive: true });
    await writeFile(join(directory, 'page/config.json'), JSON.stringify(cloud.config, null, 2));
  }
  process.send?.(cloud.config);
} catch (error) {
  const expected = error instanceof Error && error.name.startsWith('Unsupported');
  console.error(expected ? error.message : error);
  process.exit(1);
}

async function stop(): Promise<void> {
  await cloud?.close();
  process.exit(0);
}
