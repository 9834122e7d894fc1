import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a stand-in for a program does when it is called. */
export interface Behavior {
  /** What `sam --version` prints. */
  version?: string;
  /** The call that fails, like "sam build". */
  fails?: string;
}

/**
 * Stand-ins for `sam` and `ng` in a folder for the PATH. They note how they are called. The real
 * ones need an AWS account (`sam deploy`) or are tried elsewhere: `sam build` by the tests of the
 * backend, `ng build` by the command that runs these tests.
 */
export class Programs {
  readonly folder: string;
  readonly #calls: string;
  readonly #behavior: string;

  constructor(folder: string) {
    this.folder = join(folder, 'bin');
    this.#calls = join(folder, 'calls');
    this.#behavior = join(folder, 'behavior.json');
    mkdirSync(this.folder, { recursive: true });
    for (const name of ['sam', 'ng']) this.#write(name);
    this.reset();
  }

  reset(behavior: Behavior = {}): void {
    writeFileSync(this.#behavior, JSON.stringify(behavior));
    writeFileSync(this.#calls, '');
  }

  /** Takes a program off the PATH until `restore`. */
  remove(name: string): void {
    rmSync(join(this.folder, name));
  }

  restore(name: string): void {
    this.#write(name);
  }

  /** The calls since the last reset, as they would be typed. */
  calls(): string[] {
    return readFileSync(this.#calls, 'utf8').split('\n').filter(Boolean);
  }

  #write(name: string): void {
    const file = join(this.folder, name);
    writeFileSync(
      file,
      `#!${process.execPath}
const { appendFileSync, readFileSync } = require('node:fs');
const call = ['${name}', ...process.argv.slice(2)].join(' ');
appendFileSync(${JSON.stringify(this.#calls)}, call + '\\n');
const { version, fails } = JSON.parse(readFileSync(${JSON.stringify(this.#behavior)}, 'utf8'));
if (call === 'sam --version') console.log(version ?? 'SAM CLI, version 1.170.0');
if (fails && call.startsWith(fails)) {
  console.error('Error: this is why ' + fails + ' fails');
  process.exitCode = 1;
}
`,
    );
    chmodSync(file, 0o755);
  }
}
