import { AsyncLocalStorage } from 'node:async_hooks';

const deadlines = new AsyncLocalStorage<number>();

/**
 * Answers a request, with a time after which nobody is asked for anything more.
 *
 * @param milliseconds from now
 */
export const withDeadline = <T>(milliseconds: number, answer: () => Promise<T>): Promise<T> =>
  deadlines.run(Date.now() + milliseconds, answer);

/** Whether that time is over for the request at hand. */
export const isTooLate = (): boolean => Date.now() >= (deadlines.getStore() ?? Infinity);
