import type { HttpTestingController, TestRequest } from '@angular/common/http/testing';

/** Waits until something is true, for at most a second. */
export async function until<T>(find: () => T | undefined): Promise<T> {
  for (let turn = 0; turn < 200; turn++) {
    const result = find();
    if (result !== undefined) return result;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error('Waited for a second, and it did not happen.');
}

/** The next request that the app sends. Any others sent in the meantime come after it. */
export const sent = (http: HttpTestingController): Promise<TestRequest> =>
  until(() => {
    let wanted = 1;
    return http.match(() => wanted-- > 0)[0];
  });

/** Gives what is under way the time to go wrong. */
export const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 30));
