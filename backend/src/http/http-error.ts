/**
 * An answer that refuses: its status, a message that tells the caller what to do, and anything else in the
 * body for the caller's program.
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
