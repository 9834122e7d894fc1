import { Problem } from './problem.ts';

/**
 * The tasks of a command: a line each, with the seconds that it took. In a rehearsal (`--dry-run`)
 * the checks run, and what would change something only says so.
 */
export class Progress {
  /** Whether this is a rehearsal. */
  rehearses = false;
  readonly #failed: Problem[] = [];
  #state = 'Nothing was changed.';
  #number = 0;

  /** What a failure or an interruption leaves behind at this point, as a sentence. */
  get state(): string {
    return this.#state;
  }

  /** Says what a failure or an interruption leaves behind from now on; a rehearsal leaves nothing. */
  leaves(state: string): void {
    if (!this.rehearses) this.#state = state;
  }

  /**
   * A task that changes nothing. In a rehearsal a check that fails says so and gives undefined, and
   * the next task follows.
   */
  async check<T>(
    title: string,
    run: () => Promise<T>,
    shown: (value: T) => string = () => '',
  ): Promise<T | undefined> {
    try {
      return await this.#time(title, run, shown);
    } catch (error) {
      if (!this.rehearses || !(error instanceof Problem)) throw error;
      this.#failed.push(error);
      console.log(`    ${error.message} ${error.why}\n    ${error.remedy}`);
      return undefined;
    }
  }

  /** A check without which not even a rehearsal can go on. */
  require<T>(title: string, run: () => Promise<T>): Promise<T> {
    return this.#time(title, run, () => '');
  }

  /** A task that a rehearsal leaves out, saying in lines what it would do. */
  async change<T>(
    title: string,
    would: readonly string[],
    run: () => Promise<T>,
    shown: (value: T) => string = () => '',
  ): Promise<T | undefined> {
    if (!this.rehearses) return await this.#time(title, run, shown);
    console.log(`${this.#next()}${title}: not in a dry run. It would be:`);
    for (const line of would) console.log(`      ${line}`);
    return undefined;
  }

  /** Ends a rehearsal. Throws if a check failed. */
  endRehearsal(): void {
    console.log('\nDry run: nothing was changed.');
    const [first] = this.#failed;
    if (!first) return;
    throw new Problem(
      `${this.#failed.length} of the checks failed, so nothing could be deployed now.`,
      this.#failed.map(({ message }) => message).join(' '),
      'Mend what the checks say above.',
    );
  }

  async #time<T>(title: string, run: () => Promise<T>, shown: (value: T) => string): Promise<T> {
    process.stdout.write(`${this.#next()}${title} … `);
    const started = performance.now();
    try {
      const value = await run();
      const seconds = ((performance.now() - started) / 1000).toFixed(1);
      console.log([`ok, ${seconds} s`, shown(value)].filter(Boolean).join(': '));
      return value;
    } catch (error) {
      console.log('failed');
      throw error;
    }
  }

  #next(): string {
    return `${String(++this.#number).padStart(2)}. `;
  }
}
