import { randomUUID } from 'node:crypto';
import type { IncomingMessage, RequestListener } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import { AwsError } from '../aws-error.ts';
import { readBody } from '../body.ts';
import type { SessionVault } from '../credentials.ts';
import { evaluate } from '../iam/evaluate.ts';
import type { LambdaFunction } from '../lambda.ts';
import { assumedRole, tagKeys, type Role } from '../roles.ts';
import { SignatureError, type RawRequest } from '../sigv4/verify.ts';
import { ACCOUNT } from '../template.ts';
import { matchMethod, methodArn, type Api, type Method, type ProxyIntegration } from './api.ts';
import { ERRORS } from './errors.ts';
import { proxyAnswer, proxyEvent, type Caller, type ProxyAnswer } from './proxy.ts';
import { tokenBucket } from './throttle.ts';

export interface GatewayOptions {
  api: Api;
  functions: ReadonlyMap<string, LambdaFunction>;
  roles: ReadonlyMap<string, Role>;
  vault: SessionVault;
  log: (line: string) => void;
  /** Whether IAM's reasons are logged for allowed calls too. */
  explain: boolean;
  now?: () => Date;
}

/** @see https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html */
const MAX_BODY_BYTES = 10 * 1024 * 1024;

/**
 * API Gateway for a REST API: finds the method, checks the signature, asks IAM, validates the
 * request and only then invokes the function.
 */
export function createGateway(options: GatewayOptions): RequestListener {
  const { api, log, now = () => new Date() } = options;
  const takeToken = tokenBucket(api.throttle, now);
  const ownBuckets = new Map(
    api.methods.map((method) => [method, method.throttle && tokenBucket(method.throttle, now)]),
  );

  return async (incoming, outgoing) => {
    const started = performance.now();
    const requestId = randomUUID();
    outgoing.setHeader('x-amzn-RequestId', requestId);
    const send = ({ status, headers, body }: ProxyAnswer) =>
      outgoing.writeHead(status, headers).end(body);
    try {
      send(await answerTo(incoming, requestId));
    } catch (error) {
      send(errorAnswer(error));
    }
    const path = incoming.url?.split('?')[0];
    const took = Math.round(performance.now() - started);
    log(`${incoming.method} ${path} ${outgoing.statusCode} ${took} ms`);
  };

  async function answerTo(incoming: IncomingMessage, requestId: string): Promise<ProxyAnswer> {
    const { method: httpMethod = '', url: target = '', rawHeaders } = incoming;
    const body = await readBody(incoming, MAX_BODY_BYTES);
    if (!body) throw new AwsError(...ERRORS.tooLong);
    const { stage } = api;
    const [pathWithStage = ''] = target.split('?');
    const path = pathWithStage.slice(stage.length + 1);
    const match = pathWithStage.startsWith(`/${stage}/`) && matchMethod(api, httpMethod, path);
    const takeOwn = match ? ownBuckets.get(match.method) : undefined;
    if (!(takeOwn ?? takeToken)()) throw new AwsError(api.throttledStatus, ...ERRORS.tooMany);
    if (!match) throw new AwsError(...ERRORS.missingToken);

    const { method } = match;
    const raw: RawRequest = { method: httpMethod, target, rawHeaders, body };
    const caller = method.signed ? authorize(raw, methodArn(stage, httpMethod, path)) : undefined;
    validate(method, incoming, body);
    const { integration } = method;
    if (integration.type === 'mock') return { ...integration, body: Buffer.alloc(0) };
    const context = { requestId, stage, path, caller, ...match };
    return invoke(integration, proxyEvent(incoming, body, context));
  }

  /** Authentication by the signature, then IAM's decision. */
  function authorize(raw: RawRequest, resource: string): Caller {
    const session = options.vault.authenticate(raw, 'execute-api', now());
    const { roleName, sessionName, accessKeyId, tags } = session;
    const { arn, id } = assumedRole(session);
    const action = 'execute-api:Invoke';
    const context = tagKeys('aws:PrincipalTag', tags);
    const policies = options.roles.get(roleName)?.policies ?? [];
    const { allowed, by, explanation } = evaluate(policies, { action, resource, context });
    if (options.explain || !allowed) {
      const verdict = allowed ? 'allowed' : 'refused';
      log(`${verdict} ${roleName}/${sessionName} ${action}: ${explanation}`);
    }
    if (allowed) {
      return { accessKey: accessKeyId, accountId: ACCOUNT, caller: id, user: id, userArn: arn };
    }
    const masked = resource.replace(/:\d{8}(\d{4}):/, ':********$1:');
    const why = by === 'explicit deny' ? ' with an explicit deny' : '';
    const message = `User: ${arn} is not authorized to perform: ${action} on resource: ${masked}${why}`;
    throw new AwsError(403, 'AccessDeniedException', message);
  }

  async function invoke(
    { functionName, timeoutMs }: ProxyIntegration,
    event: APIGatewayProxyEvent,
  ): Promise<ProxyAnswer> {
    const timeout = new AbortController();
    const invocation = await Promise.race([
      options.functions.get(functionName)?.invoke(event),
      setTimeout(timeoutMs, 'late' as const, timeout),
    ]).finally(() => timeout.abort());
    if (invocation === 'late') throw new AwsError(...ERRORS.timeout);
    if (invocation?.outcome === 'returned') return proxyAnswer(invocation.result);
    log(`${functionName} ${invocation?.outcome ?? 'is missing'}: ${invocation?.message ?? ''}`);
    throw new AwsError(...ERRORS.badGateway);
  }

  function errorAnswer(error: unknown): ProxyAnswer {
    const { status, type, message } = asAwsError(error);
    const family =
      type === ERRORS.tooMany[0] ? 'THROTTLED' : status < 500 ? 'DEFAULT_4XX' : 'DEFAULT_5XX';
    const headers = { 'Content-Type': 'application/json', 'x-amzn-ErrorType': type };
    // IAM's refusals have `Message` in their body, all others `message`.
    const key = type === 'AccessDeniedException' ? 'Message' : 'message';
    return {
      status,
      headers: { ...headers, ...api.gatewayHeaders[family] },
      body: Buffer.from(JSON.stringify({ [key]: message })),
    };
  }

  function asAwsError(error: unknown): AwsError | SignatureError {
    if (error instanceof AwsError) return error;
    if (error instanceof SignatureError) {
      // What the message quotes came from the request and may be a secret.
      log(`refused ${error.type}: ${error.message.replace(/['=].*/s, '…')}`);
      return error;
    }
    const { code, stack } = error as NodeJS.ErrnoException;
    // A client that breaks off in the middle of a body gets no answer, and isn't a failure.
    if (code !== 'ECONNRESET') log(`failed: ${stack}`);
    return new AwsError(...ERRORS.internal);
  }
}

/**
 * Request validation as API Gateway does it: required parameters, and the model of the body. Names of
 * headers are compared with their case, which a client may not know: HTTP/2 has small letters only.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html
 */
function validate(method: Method, incoming: IncomingMessage, body: Buffer): void {
  const { rawHeaders } = incoming;
  const isSent = (name: string) => rawHeaders.some((sent, i) => i % 2 === 0 && sent === name);
  const query = new URLSearchParams(incoming.url?.split('?')[1]);
  const missing = method.requiredParameters.filter(({ in: where, name }) => {
    if (where === 'query') return !query.get(name);
    return where === 'header' && !isSent(name);
  });
  if (missing.length > 0) {
    const names = missing.map(({ name }) => name).join(', ');
    const message = `Missing required request parameters: [${names}]`;
    throw new AwsError(400, 'BadRequestException', message);
  }
  const type = incoming.headers['content-type']?.split(';')[0]?.trim() ?? 'application/json';
  const model = method.models.get(type);
  // Without a model for the content type the body goes to the function unchecked: a proxy integration
  // passes everything through, whatever its passthroughBehavior says. See
  // https://docs.aws.amazon.com/apigateway/latest/developerguide/integration-passthrough-behaviors.html
  if (model && !model(parsed(body))) throw new AwsError(...ERRORS.invalidBody);
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    throw new AwsError(...ERRORS.invalidBody);
  }
}
