/**
 * Waits for something that waits by timers, without their waiting.
 *
 * @returns after how many seconds by the clock it ended, rounded
 */
export async function secondsUntil(end: () => PromiseLike<unknown>): Promise<number> {
  jasmine.clock().install().mockDate();
  try {
    const begin = Date.now();
    const state = { ended: false };
    const ending = Promise.resolve(end()).finally(() => (state.ended = true));
    while (!state.ended) {
      jasmine.clock().tick(100);
      await nextTask();
    }
    await ending;
    return Math.round((Date.now() - begin) / 1000);
  } finally {
    jasmine.clock().uninstall();
  }
}

/** Lets what is ready run. A message is no timer, so the clock doesn't stop it. */
const nextTask = (): Promise<void> =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => resolve();
    port2.postMessage(undefined);
  });
