/**
 * The local cloud as a process: `node local-cloud/src/main.ts '{"ports": {…}, "directory": "…"}'`.
 * Writes the page's config.json, sends it to its parent when everything answers, and stops on
 * SIGTERM or with its parent.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startCloud, type Cloud, type CloudOptions } from './cloud.ts';

const options = JSON.parse(process.argv[2] ?? '{}') as CloudOptions;
const { directory } = options;
let cloud: Cloud | undefined;

process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => void stop());
process.on('disconnect', () => void stop());
// The table engine throws where nobody can catch it, also when it can't open its folder.
process.on('uncaughtException', fail);

try {
  cloud = await startCloud({
    ...options,
    log: (part, line) => console.log(`[${part}] ${line}`),
  });
  if (directory) {
    mkdirSync(join(directory, 'page'), { recursive: true });
    writeFileSync(join(directory, 'page/config.json'), JSON.stringify(cloud.config, null, 2));
  }
  process.send?.(cloud.config);
} catch (error) {
  fail(error);
}

/** Says what to do about the errors that a developer can mend; no stack for those. */
function fail(error: unknown): never {
  const { name = '', message = '' } = error instanceof Error ? error : {};
  if (name.startsWith('Unsupported')) console.error(message);
  else if (message !== 'Database is closed') console.error(error);
  else {
    const why = 'another npm start of this folder is running. Stop it first.';
    console.error(`${String(directory)} is in use: ${why}`);
  }
  process.exit(1);
}

async function stop(): Promise<void> {
  await cloud?.close();
  process.exit(0);
}
