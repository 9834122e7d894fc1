/** How a command ends when it was called wrongly. */
export const USAGE = 2;

/** How a command ends after Ctrl-C: 128 and the signal's number, as shells say it. */
export const INTERRUPTED = 130;

/** What a person can mend: what failed (the message), why, and what to do now. */
export class Problem extends Error {
  readonly why: string;
  readonly remedy: string;
  readonly exitCode: number;

  constructor(what: string, why: string, remedy: string, exitCode = 1) {
    super(what);
    this.name = 'Problem';
    this.why = why;
    this.remedy = remedy;
    this.exitCode = exitCode;
  }
}

/** The message of anything that was thrown, with the cause that `fetch` and the SDK hide in it. */
export function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const inner: unknown = error instanceof AggregateError ? error.errors[0] : error.cause;
  if (inner instanceof Error) return reason(inner);
  return error.message || error.name;
}

/** The system's code of what was thrown or caused it, like ENOTFOUND. */
export function errorCode(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const code: unknown = Reflect.get(error, 'code');
  if (typeof code === 'string' && /^E[A-Z]+|_/.test(code)) return code;
  return errorCode(error instanceof AggregateError ? error.errors[0] : error.cause);
}
