import { AsyncLocalStorage } from 'node:async_hooks';

const deadlines = new AsyncLocalStorage<number>();

/**
 * Answers a request, with a deadline after which no more calls are made.
 *
 * @param milliseconds from now
 */
export const withDeadline = <T>(milliseconds: number, answer: () => Promise<T>): Promise<T> =>
  deadlines.run(Date.now() + milliseconds, answer);

/** Whether the current request is past its deadline. */
export const isTooLate = (): boolean => Date.now() >= (deadlines.getStore() ?? Infinity);
