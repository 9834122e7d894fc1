import { HttpErrorResponse } from '@angular/common/http';
import { hasStatus, isFromApi } from './answer';

/** How long it waits before it repeats a call, in milliseconds: one for each time. */
const WAITS = [250, 750];

/** Counted from the first call, in milliseconds: a little longer than one call may take (time-limit.ts). */
const PATIENCE = 35_000;

/**
 * Makes a call that changes something, and repeats it while its answer gets lost: without an answer,
 * nobody knows whether the change was made. The call must be idempotent, so that a later answer tells
 * the truth and nothing is done twice. After 35 seconds it stops waiting for a repeated call.
 *
 * @throws what the call throws; if its answer stays lost, the first error, whatever keeps the
 *   repeated call from being answered
 */
export async function repeatUntilAnswered<T>(call: () => Promise<T>): Promise<T> {
  const deadline = Date.now() + PATIENCE;
  try {
    return await answerOf(call);
  } catch (error) {
    if (!isAnswerLost(error)) throw error;
    const tooLate = wait(deadline - Date.now()).then(() => undefined);
    const answer = await Promise.race([repeat(call, deadline), tooLate]);
    if (!answer) throw error;
    return answer.body;
  }
}

/** Undefined if the answer stays lost. */
async function repeat<T>(
  call: () => Promise<T>,
  deadline: number,
): Promise<{ body: T } | undefined> {
  for (const pause of WAITS) {
    await wait(pause);
    if (Date.now() >= deadline) return undefined;
    try {
      return { body: await answerOf(call) };
    } catch (error) {
      // Any other refusal is about the repeated call, not about the pet.
      if (hasStatus(error, 400, 404, 409, 412)) throw error;
    }
  }
  return undefined;
}

/** A success without a body, which the API never sends for a change. */
class EmptyAnswer extends Error {
  override readonly name = 'EmptyAnswer';
}

async function answerOf<T>(call: () => Promise<T>): Promise<T> {
  const body = await call();
  if (body === null) throw new EmptyAnswer('Expected a body in the answer, got none.');
  return body;
}

const wait = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

/**
 * Whether a failed call may have done its work anyway: no answer came (status 0, also after a time
 * limit), or an incomplete one, a server error (5xx), or one that isn't the API's.
 */
export const isAnswerLost = (error: unknown): boolean =>
  error instanceof EmptyAnswer ||
  (error instanceof HttpErrorResponse &&
    (error.status < 400 || error.status >= 500 || !isFromApi(error)));
