import type { HttpErrorResponse, HttpHeaders } from '@angular/common/http';

/**
 * Why AWS refused a call with a 403, before any function ran:
 *
 * - `unsigned`: it came without a signature, or there is no such call;
 * - `time`: it was signed more than five minutes ago or ahead;
 * - `signature`: it isn't what was signed;
 * - `credentials`: they have expired, or AWS doesn't know them;
 * - `policy`: IAM doesn't allow it to the signer.
 */
export type AwsRefusal = 'unsigned' | 'time' | 'signature' | 'credentials' | 'policy';

/**
 * What a 403 from API Gateway means; undefined if it is something else or from someone else. The header
 * x-amzn-errortype tells; if it was lost on the way, the message does.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
 */
export function awsRefusal({ status, headers, error }: HttpErrorResponse): AwsRefusal | undefined {
  if (status !== 403) return undefined;
  const message = typeof error === 'string' ? error : (apiMessage(error) ?? '');
  switch (errorType(headers)) {
    case 'MissingAuthenticationTokenException':
      return 'unsigned';
    case 'InvalidSignatureException':
      return /Signature (expired|not yet current)/.test(message) ? 'time' : 'signature';
    case 'IncompleteSignatureException':
      return 'signature';
    case 'ExpiredTokenException':
    case 'UnrecognizedClientException':
      return 'credentials';
    case 'AccessDeniedException':
      return 'policy';
  }
  if (message.includes('Missing Authentication Token')) return 'unsigned';
  if (message.includes('is not authorized to perform: execute-api')) return 'policy';
  return undefined;
}

/** Who refused and why, from API Gateway's header; undefined if it is not there. */
export const errorType = (headers: HttpHeaders): string | undefined =>
  // Some types come with a link: "AccessDeniedException:http://internal…".
  headers.get('x-amzn-errortype')?.split(':', 1)[0];

/** The message of an error's body, `{"message": "…"}` or, from IAM, `{"Message": "…"}`. */
export function apiMessage(body: unknown): string | undefined {
  if (typeof body !== 'object' || body === null) return undefined;
  const message: unknown = Reflect.get(body, 'message') ?? Reflect.get(body, 'Message');
  return typeof message === 'string' && message !== '' ? message : undefined;
}
