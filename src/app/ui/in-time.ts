/**
 * The result of a promise, if it comes within `patience` milliseconds. What is under way goes on.
 *
 * @throws what the promise is rejected with; after that time, what `late` makes
 */
export function inTime<T>(promise: Promise<T>, patience: number, late: () => Error): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(late()), patience);
  });
  return Promise.race([promise, tooLate]).finally(() => clearTimeout(timer));
}
