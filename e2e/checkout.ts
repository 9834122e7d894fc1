import { spawn } from 'node:child_process';
import type { ChildProcess, SpawnOptions } from 'node:child_process';
import { cp, mkdtemp, rename, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { expect } from '@playwright/test';
import { PARTS } from '../local-cloud/src/ports.ts';
import { root } from '../scripts/process.ts';

const NOT_COPIED = /^(node_modules|\.git|dist|\.angular|\.local|\.venv|test-results)$/;

/** A copy of the project, since its commands write beside the code, and what runs in it. */
export class Checkout {
  /** A folder of its own, as long as there is the copy. */
  readonly #above: string;
  folder: string;
  readonly #started: ChildProcess[] = [];

  static async make(name = 'secured-pets'): Promise<Checkout> {
    const checkout = new Checkout(await mkdtemp(join(tmpdir(), 'start-')), name);
    const filter = (source: string): boolean => !NOT_COPIED.test(relative(root, source));
    await cp(root, checkout.folder, { recursive: true, filter });
    await symlink(join(root, 'node_modules'), join(checkout.folder, 'node_modules'));
    return checkout;
  }

  private constructor(above: string, name: string) {
    this.#above = above;
    this.folder = join(above, name);
  }

  async rename(name: string): Promise<void> {
    const folder = join(this.#above, name);
    await rename(this.folder, folder);
    this.folder = folder;
  }

  /** Runs one of the project's scripts, as npm does. */
  run(script: string, args: readonly string[], options: SpawnOptions = {}): Run {
    const runner = join(this.folder, 'scripts/run.mjs');
    return this.spawn(process.execPath, [runner, script, ...args], options);
  }

  spawn(program: string, args: readonly string[], options: SpawnOptions = {}): Run {
    const run = new Run(spawn(program, args, { cwd: this.folder, stdio: 'pipe', ...options }));
    this.#started.push(run.process);
    return run;
  }

  async remove(): Promise<void> {
    for (const process of this.#started) process.kill('SIGKILL');
    // What still ends may write.
    await rm(this.#above, { recursive: true, force: true, maxRetries: 50, retryDelay: 200 });
  }
}

/** A command that runs, and what it prints. */
export class Run {
  output = '';
  readonly process: ChildProcess;
  readonly code: Promise<number | null>;

  constructor(process: ChildProcess) {
    this.process = process;
    for (const stream of [process.stdout, process.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => (this.output += text));
    }
    this.code = new Promise((resolve) => process.once('close', resolve));
  }

  async prints(text: string): Promise<void> {
    await expect.poll(() => this.output, { timeout: 90_000 }).toContain(text);
  }
}

/** The options that choose a port for each part. */
export const portOptions = (ports: readonly number[]): string[] =>
  PARTS.flatMap((part, i) => [`--${part}-port`, String(ports[i])]);
