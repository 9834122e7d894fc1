/**
 * An answer that refuses: its status, a message that says to the caller what to do, and what else
 * the body says for the caller's program.
 */
export class HttpError extends Error {
  override readonly name = 'HttpError';
  readonly status: number;

  readonly details: object;

  constructor(status: number, message: string, details: object = {}) {
    super(message);
    this.status = status;
    this.details = details;
  }
}
