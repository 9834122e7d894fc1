/** An answer that refuses a request, with AWS's own status, type and message. */
export class AwsError extends Error {
  override readonly name = 'AwsError';
  readonly status: number;
  /** What names the error to a program, such as `AccessDenied`. */
  readonly type: string;

  constructor(status: number, type: string, message: string) {
    super(message);
    this.status = status;
    this.type = type;
  }
}
