import type { IncomingMessage, OutgoingHttpHeaders } from 'node:http';
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import { AwsError } from '../aws-error.ts';
import { ACCOUNT, API_ID } from '../template.ts';
import type { Method } from './api.ts';
import { ERRORS } from './errors.ts';

/** Who called, as IAM knows them. */
export interface Caller {
  accessKey: string;
  accountId: string;
  /** `AROA…:session` */
  caller: string;
  user: string;
  /** The ARN of the assumed role. */
  userArn: string;
}

/** How API Gateway understood a request. */
export interface ProxyContext {
  requestId: string;
  stage: string;
  /** Below the stage, as it came. */
  path: string;
  method: Method;
  pathParameters: Record<string, string>;
  caller: Caller | undefined;
}

/** What the identity of a caller may be made of, none of it known. */
const NOBODY = Object.fromEntries(
  'accessKey accountId apiKey apiKeyId caller clientCert cognitoAuthenticationProvider cognitoAuthenticationType cognitoIdentityId cognitoIdentityPoolId principalOrgId user userArn'
    .split(' ')
    .map((name) => [name, null]),
) as unknown as APIGatewayProxyEvent['requestContext']['identity'];

/**
 * The event of a Lambda proxy integration (payload format 1.0).
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html#api-gateway-simple-proxy-for-lambda-input-format
 */
export function proxyEvent(
  { rawHeaders, headers, url, socket }: IncomingMessage,
  body: Buffer,
  { requestId, stage, path, method, pathParameters, caller }: ProxyContext,
): APIGatewayProxyEvent {
  const { httpMethod, resource, operationId } = method;
  const names = rawHeaders.filter((_, i) => i % 2 === 0);
  const sent = names.map((name, i): [string, string] => [name, rawHeaders[2 * i + 1] ?? '']);
  const query = [...new URLSearchParams(url?.split('?')[1])];
  return {
    resource,
    path,
    httpMethod,
    headers: Object.fromEntries(sent),
    multiValueHeaders: grouped(sent),
    queryStringParameters: orNull(Object.fromEntries(query)),
    multiValueQueryStringParameters: orNull(grouped(query)),
    pathParameters: orNull(pathParameters),
    stageVariables: null,
    body: body.length > 0 ? body.toString() : null,
    isBase64Encoded: false,
    requestContext: {
      accountId: ACCOUNT,
      apiId: API_ID,
      authorizer: null,
      httpMethod,
      identity: {
        ...NOBODY,
        ...caller,
        sourceIp: socket.remoteAddress ?? '',
        userAgent: headers['user-agent'] ?? null,
      },
      path: `/${stage}${path}`,
      protocol: 'HTTP/1.1',
      requestId,
      requestTimeEpoch: Date.now(),
      resourceId: operationId,
      resourcePath: resource,
      stage,
    },
  };
}

/** What a function answered, checked. */
export interface ProxyAnswer {
  status: number;
  headers: OutgoingHttpHeaders;
  body: Buffer;
}

/**
 * Reads what a function returned.
 *
 * @throws AwsError 502 if it has not the shape that API Gateway demands
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html#api-gateway-simple-proxy-for-lambda-output-format
 */
export function proxyAnswer(result: unknown): ProxyAnswer {
  const { statusCode, headers, multiValueHeaders, body, isBase64Encoded, ...unknown } = (result ??
    {}) as Partial<APIGatewayProxyResult>;
  const merged = Object.entries({ ...headers, ...multiValueHeaders }).map(
    ([name, value]) => [name, [value].flat()] as const,
  );
  const isProxyAnswer =
    Number.isInteger(statusCode) &&
    Number(statusCode) >= 100 &&
    ['string', 'undefined'].includes(typeof (body ?? undefined)) &&
    merged.every(([, values]) => values.every((value) => typeof value !== 'object')) &&
    Object.keys(unknown).length === 0;
  if (!isProxyAnswer) throw new AwsError(...ERRORS.badGateway);
  return {
    status: Number(statusCode),
    headers: Object.fromEntries(merged.map(([name, values]) => [name, values.map(String)])),
    body: Buffer.from(body ?? '', isBase64Encoded ? 'base64' : 'utf8'),
  };
}

function grouped(entries: readonly [string, string][]): Record<string, string[]> {
  const names = entries.map(([name]) => name);
  const valuesOf = (wanted: string) =>
    entries.filter(([name]) => name === wanted).map(([, value]) => value);
  return Object.fromEntries(names.map((name) => [name, valuesOf(name)]));
}

const orNull = <T extends object>(value: T): T | null =>
  Object.keys(value).length > 0 ? value : null;
