/** What API Gateway says in `x-amzn-errortype` when it refuses who signed a request. */
export type SignatureErrorType =
  | 'MissingAuthenticationTokenException'
  | 'IncompleteSignatureException'
  | 'InvalidSignatureException'
  | 'UnrecognizedClientException'
  | 'ExpiredTokenException';

/** A request that isn't signed as it must be; the message is AWS's own. */
export class SignatureRefusal extends Error {
  override readonly name = 'SignatureRefusal';
  readonly status = 403;
  readonly type: SignatureErrorType;

  constructor(type: SignatureErrorType, message: string) {
    super(message);
    this.type = type;
  }
}
