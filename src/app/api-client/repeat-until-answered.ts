import { HttpErrorResponse } from '@angular/common/http';
import { hasStatus } from './has-status';

/** How long it waits before it repeats a call, in milliseconds: one for each time. */
const WAITS = [250, 750];

/** A call is not repeated when so much time has passed since it was first made. */
const PATIENCE_MS = 10_000;

/**
 * Makes a call that changes something, and repeats it while its answer is lost: a lost answer leaves
 * open whether the change was made. The call must be idempotent, so that its answer says then what
 * is true, and nothing is done twice.
 *
 * After a call that took long, it is left to the user to repeat it.
 *
 * @throws what the call throws; if its answer stays lost, the first error, whatever keeps the
 *   repeated call from being answered
 */
export async function repeatUntilAnswered<T>(call: () => Promise<T>): Promise<T> {
  const start = performance.now();
  try {
    return await call();
  } catch (error) {
    if (!isAnswerLost(error)) throw error;
    for (const wait of WAITS) {
      if (performance.now() - start > PATIENCE_MS) break;
      await new Promise((resolve) => setTimeout(resolve, wait));
      try {
        return await call();
      } catch (next) {
        // Any other refusal is about the repeated call, not about the pet.
        if (hasStatus(next, 400, 404, 409, 412)) throw next;
      }
    }
    throw error;
  }
}

/**
 * Whether a failed call may have done its work all the same: no answer came (status 0, also after a
 * time limit), not a whole one, or one of a server that failed (5xx).
 */
export const isAnswerLost = (error: unknown): boolean =>
  error instanceof HttpErrorResponse && (error.status < 400 || error.status >= 500);
