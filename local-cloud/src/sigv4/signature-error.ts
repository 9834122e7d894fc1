/** What API Gateway says in `x-amzn-errortype` when it refuses who signed a request. */
export type SignatureErrorType =
  | 'MissingAuthenticationTokenException'
  | 'IncompleteSignatureException'
  | 'InvalidSignatureException'
  | 'UnrecognizedClientException'
  | 'ExpiredTokenException';

/** A request that isn't signed as it must be; the message is AWS's own. */
export class SignatureError extends Error {
  override readonly name = 'SignatureError';
  readonly status = 403;
  readonly type: SignatureErrorType;

  constructor(type: SignatureErrorType, message: string) {
    super(message);
    this.type = type;
  }
}

/** A request that lacks a part of its signature. */
export const incomplete = (message: string): SignatureError =>
  new SignatureError('IncompleteSignatureException', message);

/** A request whose signature doesn't hold. */
export const invalid = (message: string): SignatureError =>
  new SignatureError('InvalidSignatureException', message);
