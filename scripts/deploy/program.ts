import { spawn } from 'node:child_process';
import { Problem, errorCode } from './problem.ts';

/** A program that is run, as one would type it in a folder. */
export interface Program {
  readonly name: string;
  readonly args: readonly string[];
  readonly folder: string;
  /** Shown while it runs, and may ask; otherwise it is shown only when the program fails. */
  readonly visible?: true;
}

/** The line to type. */
export const typed = ({ name, args }: Program): string =>
  [name, ...args.map((arg) => (/^[\w./:=@-]+$/.test(arg) ? arg : `'${arg}'`))].join(' ');

/**
 * Runs a program to its end and gives what it printed.
 *
 * @param remedy what to do when it fails
 * @throws Problem if it isn't there or fails
 */
export async function runProgram(program: Program, remedy: string): Promise<string> {
  const { name, args, folder, visible } = program;
  const child = spawn(name, args, {
    cwd: folder,
    stdio: visible ? 'inherit' : ['ignore', 'pipe', 'pipe'],
    // What is installed there are scripts.
    shell: process.platform === 'win32',
    env: { ...process.env, SAM_CLI_TELEMETRY: '0', NG_CLI_ANALYTICS: 'false' },
  });
  process.once('exit', () => child.kill());
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => (output += text));
  }
  const code = await new Promise<number | null>((resolve, reject) =>
    child.once('error', reject).once('close', resolve),
  ).catch((error: unknown) => {
    if (errorCode(error) !== 'ENOENT') throw error;
    throw new Problem(`${name} can't be run.`, 'No such program is on the PATH.', remedy);
  });
  if (code === 0) return output;
  if (output) console.error(`\n${output.trim()}`);
  const told = visible || output ? 'Its output is above.' : 'It printed nothing.';
  throw new Problem(`${typed(program)} failed.`, told, remedy);
}
