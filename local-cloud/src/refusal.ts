/** An answer that refuses a request, with AWS's own status, type and message. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: number;
  /** What names the refusal to a program, such as `AccessDenied`. */
  readonly type: string;

  constructor(status: number, type: string, message: string) {
    super(message);
    this.status = status;
    this.type = type;
  }
}
