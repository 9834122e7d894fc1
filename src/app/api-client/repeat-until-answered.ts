import { HttpErrorResponse } from '@angular/common/http';
import {
  catchError,
  concat,
  EMPTY,
  firstValueFrom,
  switchMap,
  takeUntil,
  throwError,
  throwIfEmpty,
  timer,
} from 'rxjs';
import { hasStatus } from './has-status';

/** How long it waits before it repeats a call, in milliseconds: one for each time. */
const WAITS = [250, 750];

/** From the first call on, in milliseconds: a little longer than one call may take (time-limit.ts). */
const PATIENCE = 35_000;

/**
 * Makes a call that changes something, and repeats it while its answer is lost: a lost answer leaves
 * open whether the change was made. The call must be idempotent, so that its answer says then what
 * is true, and nothing is done twice. After 35 seconds it no longer waits for a repeated call.
 *
 * @throws what the call throws; if its answer stays lost, the first error, whatever keeps the
 *   repeated call from being answered
 */
export async function repeatUntilAnswered<T>(call: () => Promise<T>): Promise<T> {
  const deadline = new Date(Date.now() + PATIENCE);
  try {
    return await call();
  } catch (error) {
    if (!isAnswerLost(error)) throw error;
    const repeated = WAITS.map((wait) =>
      timer(wait).pipe(
        switchMap(call),
        // Any other refusal is about the repeated call, not about the pet.
        catchError((next: unknown) =>
          hasStatus(next, 400, 404, 409, 412) ? throwError(() => next) : EMPTY,
        ),
      ),
    );
    return firstValueFrom(
      concat(...repeated).pipe(
        takeUntil(timer(deadline)),
        throwIfEmpty(() => error),
      ),
    );
  }
}

/**
 * Whether a failed call may have done its work all the same: no answer came (status 0, also after a
 * time limit), not a whole one, or one of a server that failed (5xx).
 */
export const isAnswerLost = (error: unknown): boolean =>
  error instanceof HttpErrorResponse && (error.status < 400 || error.status >= 500);
