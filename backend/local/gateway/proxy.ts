import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import type { RawRequest } from '../sigv4/verify.ts';
import { API_ID, PSEUDO_PARAMETERS } from '../template.ts';
import type { Method } from './api.ts';
import { refusals } from './refusals.ts';

/** Who called, as IAM knows them. */
export interface Caller {
  accessKeyId: string;
  /** `AROA…:session` */
  userId: string;
  /** The ARN of the assumed role. */
  arn: string;
}

export interface ProxyRequest {
  raw: RawRequest;
  requestId: string;
  stage: string;
  /** Below the stage, as it came. */
  path: string;
  method: Method;
  pathParameters: Readonly<Record<string, string>>;
  caller: Caller | undefined;
  sourceIp: string;
}

/**
 * The event of a Lambda proxy integration (payload format 1.0).
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html#api-gateway-simple-proxy-for-lambda-input-format
 */
export function proxyEvent(request: ProxyRequest): APIGatewayProxyEvent {
  const { raw, method, path, pathParameters, caller } = request;
  const headers = pairs(raw.rawHeaders);
  const query = [...new URLSearchParams(raw.target.split('?')[1] ?? '')];
  const now = new Date();
  return {
    resource: method.resource,
    path,
    httpMethod: method.httpMethod,
    headers: orNull(Object.fromEntries(headers)) ?? {},
    multiValueHeaders: grouped(headers),
    queryStringParameters: orNull(Object.fromEntries(query)),
    multiValueQueryStringParameters: orNull(grouped(query)),
    pathParameters: orNull({ ...pathParameters }),
    stageVariables: null,
    body: raw.body.length > 0 ? Buffer.from(raw.body).toString('utf8') : null,
    isBase64Encoded: false,
    requestContext: {
      accountId: PSEUDO_PARAMETERS['AWS::AccountId'],
      apiId: API_ID,
      authorizer: null,
      httpMethod: method.httpMethod,
      identity: {
        accessKey: caller?.accessKeyId ?? null,
        accountId: caller ? PSEUDO_PARAMETERS['AWS::AccountId'] : null,
        apiKey: null,
        apiKeyId: null,
        caller: caller?.userId ?? null,
        clientCert: null,
        cognitoAuthenticationProvider: null,
        cognitoAuthenticationType: null,
        cognitoIdentityId: null,
        cognitoIdentityPoolId: null,
        principalOrgId: null,
        sourceIp: request.sourceIp,
        user: caller?.userId ?? null,
        userAgent: Object.fromEntries(headers)['user-agent'] ?? null,
        userArn: caller?.arn ?? null,
      },
      path: `/${request.stage}${path}`,
      protocol: 'HTTP/1.1',
      requestId: request.requestId,
      requestTimeEpoch: now.getTime(),
      resourceId: method.operationId,
      resourcePath: method.resource,
      stage: request.stage,
    },
  };
}

/** What a function answered, checked. */
export interface ProxyAnswer {
  status: number;
  headers: Record<string, string[]>;
  body: Buffer;
}

/**
 * Reads what a function returned.
 *
 * @throws GatewayRefusal 502 if it has not the shape that API Gateway demands
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html#api-gateway-simple-proxy-for-lambda-output-format
 */
export function proxyAnswer(result: unknown): ProxyAnswer {
  if (typeof result !== 'object' || result === null) throw refusals.badGateway();
  const { statusCode, headers, multiValueHeaders, body, isBase64Encoded, ...unknown } =
    result as Partial<APIGatewayProxyResult>;
  const isStatus = Number.isInteger(statusCode) && Number(statusCode) >= 100;
  const isBody = body === undefined || (body as unknown) === null || typeof body === 'string';
  if (!isStatus || !isBody || Object.keys(unknown).length > 0) throw refusals.badGateway();
  const merged: Record<string, string[]> = {};
  for (const [name, value] of Object.entries({ ...headers, ...multiValueHeaders })) {
    const values = [value].flat();
    if (values.some((one) => typeof one === 'object')) throw refusals.badGateway();
    merged[name] = values.map(String);
  }
  return {
    status: Number(statusCode),
    headers: merged,
    body: Buffer.from(body ?? '', isBase64Encoded ? 'base64' : 'utf8'),
  };
}

function pairs(rawHeaders: readonly string[]): [string, string][] {
  return Array.from({ length: rawHeaders.length / 2 }, (_, i) => [
    rawHeaders[2 * i] ?? '',
    rawHeaders[2 * i + 1] ?? '',
  ]);
}

function grouped(entries: readonly (readonly [string, string])[]): Record<string, string[]> {
  const groups: Record<string, string[]> = Object.create(null) as Record<string, string[]>;
  for (const [name, value] of entries) (groups[name] ??= []).push(value);
  return { ...groups };
}

const orNull = <T extends object>(value: T): T | null =>
  Object.keys(value).length > 0 ? value : null;
