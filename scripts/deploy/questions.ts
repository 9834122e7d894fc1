import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { interrupted } from './interruption.ts';
import { Problem, USAGE } from './problem.ts';

/** Whether somebody sits at this terminal. */
export const isInteractive = (): boolean => process.stdin.isTTY && process.stdout.isTTY;

/** What a person at the terminal is asked. */
export interface Question {
  readonly question: string;
  /** A regular expression for the whole answer. */
  readonly pattern: RegExp;
  /** What the pattern says, in words. */
  readonly expected: string;
  /** What an empty answer means, and what counts where nobody can be asked. */
  readonly fallback?: string;
  /** Not shown when typed, and not taken from a flag: others see a process's arguments. */
  readonly secret?: true;
}

/** Asks until the answer fits; an empty answer is the fallback, if there is one. */
export async function ask(asked: Question): Promise<string> {
  const { question, fallback, expected, pattern, secret } = asked;
  for (;;) {
    const hint = fallback === undefined ? '' : ` [${fallback || 'none'}]`;
    const answer = (await readLine(`${question}${hint}: `, secret)).trim();
    if (answer === '' && fallback !== undefined) return fallback;
    if (pattern.test(answer)) return answer;
    console.log(answer === '' ? `  It is needed: ${expected}.` : `  Expected is ${expected}.`);
  }
}

/** Asks a question of which only "y" or "yes" is a yes. */
export async function confirm(question: string): Promise<boolean> {
  return /^y(es)?$/i.test((await readLine(`${question} [y/N]: `)).trim());
}

/** A line from the terminal. Of a secret nothing is shown while it is typed. */
export async function readLine(question: string, secret?: true): Promise<string> {
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const output = secret ? silent : process.stdout;
  const terminal = createInterface({ input: process.stdin, output, terminal: isInteractive() });
  // At a terminal in raw mode Ctrl-C is a key, not a signal.
  terminal.once('SIGINT', () => process.kill(process.pid, 'SIGINT'));
  if (secret) process.stdout.write(question);
  try {
    const ended = new Promise<undefined>((resolve) =>
      terminal.once('close', () => resolve(undefined)),
    );
    const answer = await Promise.race([
      terminal.question(secret ? '' : question, { signal: interrupted }),
      ended,
    ]);
    if (answer !== undefined) return answer;
    throw new Problem(
      'The question was not answered.',
      'The input ended (Ctrl-D).',
      'Run the command again and answer, or give the value as --help says.',
      USAGE,
    );
  } finally {
    terminal.close();
    if (secret) process.stdout.write('\n');
  }
}
