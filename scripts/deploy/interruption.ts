const controller = new AbortController();

/** Aborted by Ctrl-C and SIGTERM: ends every call and every program that a command started. */
export const interrupted = controller.signal;

/** Turns the signals into an abortion, so that a command can say what it leaves behind. */
export function watchForInterruption(): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => controller.abort());
  }
}
