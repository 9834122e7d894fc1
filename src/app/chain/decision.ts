import type { GatewayAnswer } from '../trace/last-request';

/**
 * - `allowed`: a statement in the role's policy allowed the call, whatever the shop then made of it;
 * - `refused`: no statement did;
 * - `not-asked`: API Gateway rejected the request before it reached IAM;
 * - `unknown`: no answer shows it.
 */
export type Decision = 'allowed' | 'refused' | 'not-asked' | 'unknown';

/** API Gateway's refusals before IAM is asked. */
const beforeIam: ReadonlySet<string> = new Set([
  'MissingAuthenticationTokenException',
  'IncompleteSignatureException',
  'InvalidSignatureException',
  'UnrecognizedClientException',
  'ExpiredTokenException',
  'TooManyRequestsException',
  'RequestEntityTooLargeException',
]);

/**
 * What IAM decided, as far as API Gateway's answer shows.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
 */
export function decisionOf({ status, errorType }: GatewayAnswer): Decision {
  if (errorType === 'AccessDeniedException') return 'refused';
  if (errorType !== undefined && beforeIam.has(errorType)) return 'not-asked';
  // 502 and 504 speak of the function, which runs only after IAM has allowed it.
  return status === 0 || status === 500 ? 'unknown' : 'allowed';
}

/**
 * The statement that a role's policy needs for a call.
 *
 * @param call.path with the stage, as it was signed
 * @param call.roleArn says the account and the partition
 */
export function neededStatement(call: {
  readonly method: string;
  readonly path: string;
  readonly roleArn: string;
  readonly region: string;
  readonly apiUrl: string;
}): string {
  const [, partition = 'aws', , , account = '*'] = call.roleArn.split(':');
  const api = /^([a-z\d]+)\.execute-api\./.exec(new URL(call.apiUrl).host)?.[1] ?? '*';
  const [, stage = '', rest = ''] = /^\/([^/]*)(.*)$/.exec(call.path) ?? [];
  const resource = `arn:${partition}:execute-api:${call.region}:${account}:${api}/${stage}/${call.method}${rest}`;
  return JSON.stringify(
    { Effect: 'Allow', Action: 'execute-api:Invoke', Resource: resource },
    null,
    2,
  );
}
