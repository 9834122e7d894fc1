import { HttpErrorResponse } from '@angular/common/http';
import { firstValueFrom, switchMap, throwError, timer } from 'rxjs';
import { secondsUntil } from '../../testing/fast-clock';
import { isAnswerLost, repeatUntilAnswered } from './repeat-until-answered';

/** A refusal as the API writes it. */
const failure = (status: number, error: unknown = { message: 'no' }) =>
  new HttpErrorResponse({ status, error });

describe('A call that is repeated until it is answered', () => {
  /** What the calls come to, one after the other; the last one again and again. */
  async function outcomeOf(...answers: (number | null | HttpErrorResponse | Error)[]) {
    let calls = 0;
    const outcome = await repeatUntilAnswered(() => {
      const answer = answers[Math.min(calls++, answers.length - 1)];
      return answer instanceof Error || answer instanceof HttpErrorResponse
        ? firstValueFrom(throwError(() => answer))
        : Promise.resolve(answer);
    }).catch((error: unknown) => error);
    return { outcome, calls };
  }

  it('is made once if that gives an answer', async () => {
    expect(await outcomeOf(7)).toEqual({ outcome: 7, calls: 1 });
    for (const status of [400, 401, 403, 404, 409, 412, 429]) {
      const refusal = failure(status);
      expect(await outcomeOf(refusal)).toEqual({ outcome: refusal, calls: 1 });
    }
    const problem = new Error('no credentials');
    expect(await outcomeOf(problem)).toEqual({ outcome: problem, calls: 1 });
  });

  it('is made again when its answer is lost', async () => {
    for (const status of [0, 200, 500, 502, 504]) {
      expect(await outcomeOf(failure(status), 7)).toEqual({ outcome: 7, calls: 2 });
    }
    const page = '<!doctype html><title>Log in to the network</title>';
    for (const status of [200, 302, 403, 404, 409, 511]) {
      expect(await outcomeOf(failure(status, page), 7)).toEqual({ outcome: 7, calls: 2 });
    }
    expect(await outcomeOf(null, 7)).toEqual({ outcome: 7, calls: 2 });
    const refusal = failure(409);
    expect(await outcomeOf(failure(0), refusal)).toEqual({ outcome: refusal, calls: 2 });
  });

  it('is made three times at most, and then it is open what came of the first', async () => {
    const first = failure(504);
    expect(await outcomeOf(first, failure(0))).toEqual({ outcome: first, calls: 3 });
    expect(isAnswerLost(first)).toBeTrue();
  });

  for (const other of [failure(403), failure(429), new Error('no credentials')]) {
    it(`is not answered by what keeps it from being repeated: ${other.message}`, async () => {
      const first = failure(0);
      expect(await outcomeOf(first, other)).toEqual({ outcome: first, calls: 3 });
      expect(await outcomeOf(first, other, 7)).toEqual({ outcome: 7, calls: 3 });
    });
  }

  it('is waited for no longer than 35 seconds in all', async () => {
    const first = failure(0);
    const lost$ = timer(30_000).pipe(switchMap(() => throwError(() => first)));
    const call = jasmine.createSpy('call').and.callFake(() => firstValueFrom(lost$));
    const seconds = await secondsUntil(() =>
      expectAsync(repeatUntilAnswered(call)).toBeRejectedWith(first),
    );
    expect(seconds).toBe(35);
    expect(call).toHaveBeenCalledTimes(2);
  });
});
