import { readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { createBuilder, targetFromTargetString } from '@angular-devkit/architect';
import { split } from './split.ts';

const MODULE = /(chunk|main)-[\w-]+\.js/g;

interface Options {
  readonly target: string;
  readonly output: string;
  readonly maximum: number;
}

/**
 * The builder behind `ng build`: has the Angular CLI build the app, and divides what it has written
 * (see split.ts). Fails if the first visit weighs more than it may.
 */
export default createBuilder<Options & Record<string, never>>(
  async ({ target, output, maximum }, context) => {
    const run = await context.scheduleTarget(targetFromTargetString(target));
    const built = await run.lastOutput;
    await run.stop();
    if (!built.success) return built;
    const weight = await divide(resolve(context.workspaceRoot, output));
    context.logger.info(`First visit: ${weight} bytes of scripts and styles, as brotli.`);
    return weight <= maximum
      ? { success: true }
      : { success: false, error: `A first visit may weigh ${maximum} bytes, not ${weight}.` };
  },
);

/** @returns what a first visit weighs then: the page's scripts and styles, in bytes as brotli */
async function divide(folder: string): Promise<number> {
  const page = join(folder, 'index.html');
  const html = await readFile(page, 'utf8');
  const named = (pattern: RegExp): string[] => [...new Set(html.match(pattern) ?? [])];
  // The script that starts the app stands after what is preloaded for it.
  const initial = named(MODULE);
  const names = (await readdir(folder)).filter((name) => /^(chunk|main)-.*\.js$/.test(name));
  const sources = new Map<string, string>();
  for (const name of names) sources.set(name, await readFile(join(folder, name), 'utf8'));

  const { files, renamed } = await split(sources, initial);
  for (const name of names) await rm(join(folder, name));
  for (const [name, text] of files) await writeFile(join(folder, name), text);
  const current = (name: string): string => renamed.get(name) ?? name;
  const preloads = /<link rel="modulepreload"[^>]*>/g;
  const divided = html.replace(preloads, '').replace(MODULE, current);
  await writeFile(page, divided);

  let weight = 0;
  for (const [, name = ''] of divided.matchAll(/(?:src|href)="([\w-]+\.(?:js|css))"/g)) {
    weight += brotliCompressSync(await readFile(join(folder, name))).length;
  }
  return weight;
}
