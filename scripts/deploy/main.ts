import { interrupted, watchForInterruption } from './interruption.ts';
import { INTERRUPTED, Problem, USAGE, reason } from './problem.ts';
import { Progress } from './progress.ts';

/**
 * Runs a command and ends the process: 0 done, 1 failed, 2 called wrongly, 130 interrupted. What
 * went wrong is told without a stack, and with what it leaves behind.
 */
export async function main(command: (progress: Progress) => Promise<void>): Promise<never> {
  watchForInterruption();
  const progress = new Progress();
  try {
    await command(progress);
    process.exit(0);
  } catch (error) {
    if (interrupted.aborted) {
      console.error(`\nInterrupted. ${progress.state}`);
      process.exit(INTERRUPTED);
    }
    const { message, why, remedy, exitCode } = asProblem(error);
    console.error(`\nFailed:  ${message}\nWhy:     ${why}\nDo now:  ${remedy}`);
    if (exitCode !== USAGE) console.error(`State:   ${progress.state}`);
    process.exit(exitCode);
  }
}

function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  return new Problem(
    'The command met something unexpected.',
    reason(error),
    'Run it again, which is safe. If it stays, report it with what stands above.',
  );
}
