import ora from 'ora';
import type { Ora } from 'ora';
import { INTERRUPTED, Problem, USAGE, asProblem, told } from './problem.ts';

/**
 * The steps of a command, shown as they go. In a dry run the checks run, and what would change
 * something only says so.
 */
export class Steps {
  isDryRun = false;
  readonly #failed: Problem[] = [];
  #state = 'Nothing was changed.';

  /** What a failure or an interruption leaves behind at this point, as a sentence. */
  get state(): string {
    return this.#state;
  }

  /** Says what a failure or an interruption leaves behind from now on; a dry run leaves nothing. */
  leaves(state: string): void {
    if (!this.isDryRun) this.#state = state;
  }

  /**
   * Runs a step. Its title is what failed, should it throw.
   *
   * @param run gets the spinner; one that lets a program write to the terminal stops it first
   * @param found what the result tells, in words; a text tells itself
   */
  async run<T>(
    title: string,
    run: (spinner: Ora) => Promise<T>,
    found: (value: T) => string = (value) => (typeof value === 'string' ? value : ''),
  ): Promise<T> {
    const spinner = ora({ text: title, stream: process.stdout, discardStdin: false }).start();
    try {
      const value = await run(spinner);
      spinner.succeed([title, found(value)].filter(Boolean).join(': '));
      return value;
    } catch (error) {
      spinner.fail();
      throw asProblem(`${title}: failed.`, error);
    }
  }

  /**
   * A step that changes nothing. In a dry run one that fails says so and gives undefined, and the
   * next step follows.
   */
  async check<T>(
    title: string,
    run: () => Promise<T>,
    found?: (value: T) => string,
  ): Promise<T | undefined> {
    try {
      return await this.run(title, run, found);
    } catch (error) {
      if (!this.isDryRun || !(error instanceof Problem)) throw error;
      this.#failed.push(error);
      console.log(`    ${error.message} ${error.why}\n    ${error.remedy}`);
      return undefined;
    }
  }

  /** A step that a dry run leaves out, saying in lines what it would do. */
  async change<T>(
    title: string,
    would: readonly string[],
    run: (spinner: Ora) => Promise<T>,
    found?: (value: T) => string,
  ): Promise<T | undefined> {
    if (!this.isDryRun) return await this.run(title, run, found);
    console.log(`${title}: skipped in a dry run. It would do this:`);
    for (const line of would) console.log(`    ${line}`);
    return undefined;
  }

  /** Ends a dry run. Throws if a check failed. */
  endDryRun(): void {
    console.log('\nDry run: nothing was changed.');
    if (this.#failed.length === 0) return;
    throw new Problem(
      `${this.#failed.length} of the checks failed, so nothing can be deployed yet.`,
      this.#failed.map(({ message }) => message).join(' '),
      'Fix what the checks say above.',
    );
  }
}

/**
 * Runs a command and ends the process: 0 done, 1 failed, 2 called wrongly, 130 interrupted. What
 * went wrong is shown without a stack trace, with the state it leaves behind.
 */
export async function main(command: (steps: Steps) => Promise<void>): Promise<never> {
  const steps = new Steps();
  const interrupt = (): never => {
    console.error(`\nInterrupted. ${steps.state}`);
    process.exit(INTERRUPTED);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, interrupt);
  try {
    await command(steps);
    process.exit(0);
  } catch (error) {
    // Ctrl-C at a question is a key, not a signal.
    if (error instanceof Error && error.name === 'ExitPromptError') interrupt();
    const problem = asProblem('The command stopped early.', error);
    const { exitCode } = problem;
    console.error(`\n${told(problem)}`);
    if (exitCode !== USAGE) console.error(`State:   ${steps.state}`);
    process.exit(exitCode);
  }
}
