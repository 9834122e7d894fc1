import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import { PayloadTooLarge, readBody } from '../body.ts';
import type { SessionVault } from '../credentials.ts';
import { evaluate } from '../iam/policy.ts';
import type { LambdaFunction } from '../lambda.ts';
import type { Role } from '../roles.ts';
import { SignatureRefusal, verifySignature } from '../sigv4/verify.ts';
import type { RawRequest } from '../sigv4/verify.ts';
import { assumedRoleArn, assumedRoleId } from '../roles.ts';
import { PSEUDO_PARAMETERS } from '../template.ts';
import { matchMethod, methodArn } from './api.ts';
import type { Api, Method, ProxyIntegration } from './api.ts';
import { proxyAnswer, proxyEvent } from './proxy.ts';
import type { Caller, ProxyAnswer } from './proxy.ts';
import { GatewayRefusal, refusals } from './refusals.ts';
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
/** How far a signature's clock may be off. */
const MAX_SKEW_SECONDS = 300;

/**
 * API Gateway for a REST API: finds the method, checks the signature, asks IAM, validates the
 * request and only then invokes the function.
 */
export function createGateway(options: GatewayOptions): RequestListener {
  const { api, log } = options;
  const now = options.now ?? (() => new Date());
  const takeToken = api.throttle ? tokenBucket(api.throttle, now) : () => true;

  return async (incoming, outgoing) => {
    const started = performance.now();
    const requestId = randomUUID();
    outgoing.setHeader('x-amzn-RequestId', requestId);
    try {
      const answer = await answerTo(incoming, requestId);
      send(outgoing, answer.status, answer.headers, answer.body);
    } catch (error) {
      refuse(outgoing, error);
    }
    const path = incoming.url?.split('?')[0];
    const took = Math.round(performance.now() - started);
    log(`${incoming.method} ${path} ${outgoing.statusCode} ${took} ms`);
  };

  async function answerTo(incoming: IncomingMessage, requestId: string): Promise<ProxyAnswer> {
    const target = incoming.url ?? '/';
    const httpMethod = incoming.method ?? 'GET';
    const path = pathBelowStage(target);
    const match = path === undefined ? undefined : matchMethod(api, httpMethod, path);
    const body = await readBody(incoming, MAX_BODY_BYTES);
    if (!takeToken()) throw refusals.tooMany();
    if (!match || path === undefined) throw refusals.missingToken();
    const { method, pathParameters } = match;
    const raw: RawRequest = { method: httpMethod, target, rawHeaders: incoming.rawHeaders, body };

    const caller = method.signed
      ? authorise(raw, methodArn(api.stage, httpMethod, path))
      : undefined;
    validate(method, incoming, body);
    const { integration } = method;
    if (integration.type === 'mock') {
      const headers = Object.entries(integration.headers).map(([name, text]) => [name, [text]]);
      return {
        status: integration.status,
        headers: Object.fromEntries(headers) as Record<string, string[]>,
        body: Buffer.alloc(0),
      };
    }
    const request = { raw, requestId, stage: api.stage, path, method, pathParameters, caller };
    const sourceIp = incoming.socket.remoteAddress ?? '';
    return invoke(integration, proxyEvent({ ...request, sourceIp }));
  }

  function pathBelowStage(target: string): string | undefined {
    const path = target.split('?')[0] ?? '';
    const prefix = `/${api.stage}`;
    return path.startsWith(`${prefix}/`) ? path.slice(prefix.length) : undefined;
  }

  /** Authentication by the signature, then IAM's decision. */
  function authorise(raw: RawRequest, arn: string): Caller {
    const session = verifySignature(raw, {
      region: PSEUDO_PARAMETERS['AWS::Region'],
      service: 'execute-api',
      now: now(),
      maxSkewSeconds: MAX_SKEW_SECONDS,
      credentials: (accessKeyId, token) => options.vault.lookUp(accessKeyId, token),
    });
    const { roleName, sessionName, accessKeyId, tags } = session;
    const user = assumedRoleArn(session);
    const decision = evaluate(options.roles.get(roleName)?.policies ?? [], {
      action: 'execute-api:Invoke',
      resource: arn,
      context: Object.fromEntries(
        Object.entries(tags).map(([key, value]) => [`aws:PrincipalTag/${key}`, value]),
      ),
    });
    if (options.explain || !decision.allowed) {
      const verdict = decision.allowed ? 'allowed' : 'refused';
      log(`${verdict} ${roleName}/${sessionName} execute-api:Invoke: ${decision.explanation}`);
    }
    if (!decision.allowed) {
      throw refusals.accessDenied(user, arn, decision.by === 'explicit deny');
    }
    return { accessKeyId, userId: assumedRoleId(session), arn: user };
  }

  async function invoke(
    { functionName, timeoutMs }: ProxyIntegration,
    event: APIGatewayProxyEvent,
  ): Promise<ProxyAnswer> {
    const timeout = new AbortController();
    const invocation = await Promise.race([
      options.functions.get(functionName)?.invoke(event),
      setTimeout(timeoutMs, undefined, { signal: timeout.signal }).then(() => {
        throw refusals.timeout();
      }),
    ]).finally(() => timeout.abort());
    if (invocation?.outcome === 'returned') return proxyAnswer(invocation.result);
    log(`${functionName} ${invocation?.outcome ?? 'is missing'}: ${invocation?.message ?? ''}`);
    throw refusals.badGateway();
  }

  function refuse(outgoing: ServerResponse, error: unknown): void {
    const refusal = asRefusal(error);
    const family = refusal.status < 500 ? 'DEFAULT_4XX' : 'DEFAULT_5XX';
    send(
      outgoing,
      refusal.status,
      {
        'Content-Type': ['application/json'],
        'x-amzn-ErrorType': [refusal.type],
        ...Object.fromEntries(
          Object.entries(api.gatewayHeaders[family]).map(([name, text]) => [name, [text]]),
        ),
      },
      Buffer.from(JSON.stringify({ [refusal.bodyKey]: refusal.message })),
    );
  }

  function asRefusal(error: unknown): GatewayRefusal {
    if (error instanceof GatewayRefusal) return error;
    if (error instanceof SignatureRefusal) {
      // What the message quotes came from the request and may be a secret.
      log(
        `refused ${error.type}: ${error.message.split('\n')[0]?.replace(/'[^']*'|Authorization=.*/g, '…')}`,
      );
      return new GatewayRefusal(error.status, error.type, error.message);
    }
    if (error instanceof PayloadTooLarge) return refusals.tooLong();
    log(`failed: ${(error as Error).stack}`);
    return refusals.internal();
  }
}

/** Request validation as API Gateway does it: required parameters, and the model of the body. */
function validate(method: Method, incoming: IncomingMessage, body: Buffer): void {
  const query = new URLSearchParams(incoming.url?.split('?')[1] ?? '');
  const missing = method.requiredParameters.filter(({ in: where, name }) => {
    if (where === 'path') return false;
    return !(where === 'query' ? query.get(name) : incoming.headers[name.toLowerCase()]);
  });
  if (missing.length > 0) throw refusals.missingParameters(missing.map(({ name }) => name));

  if (method.models.size === 0) return;
  const type = incoming.headers['content-type']?.split(';')[0]?.trim() ?? 'application/json';
  const model = method.models.get(type);
  // Without a model for the content type the body goes to the function unchecked.
  if (model && !model(parseJson(body))) throw refusals.invalidBody();
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    throw refusals.invalidBody();
  }
}

function send(
  outgoing: ServerResponse,
  status: number,
  headers: Readonly<Record<string, string[]>>,
  body: Buffer,
): void {
  outgoing.writeHead(status, headers);
  outgoing.end(body);
}
