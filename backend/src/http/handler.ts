import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from 'aws-lambda';
import { withDeadline } from '../deadline.ts';
import { logger } from '../logger.ts';
import { TableUnavailable } from '../table/client.ts';
import { HttpError } from './http-error.ts';

/** What an operation answers; a `body` becomes JSON. */
export interface Answer {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
}

/** One operation of the API, behind API Gateway's Lambda proxy integration. */
export type Operation = (event: APIGatewayProxyEvent) => Promise<Answer>;

export type Handler = (
  event: APIGatewayProxyEvent,
  context: Context,
) => Promise<APIGatewayProxyResult>;

/** How long the last call may take that an operation makes before its deadline, in milliseconds. */
const LAST_CALL_MS = 4000;

/**
 * A Lambda handler for operations by route, such as `GET /pets`. A thrown `HttpError` is its
 * answer; a table that doesn't answer is a 503, while the function still has time to say so; anything
 * else that is thrown is logged and answered with 500.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
 */
export function handlerOf(operations: Readonly<Record<string, Operation>>): Handler {
  return async (event, context) => {
    logger.addContext(context);
    const route = `${event.httpMethod} ${event.resource}`;
    const operation = Object.hasOwn(operations, route) ? operations[route] : undefined;
    try {
      if (!operation) throw new Error(`No operation for ${route}`);
      const timeLeft = context.getRemainingTimeInMillis() - LAST_CALL_MS;
      const answer = await withDeadline(timeLeft, () => operation(event));
      logger.debug('answered', { route, status: answer.status });
      return response(answer);
    } catch (error) {
      if (error instanceof HttpError) {
        const { status, message, details } = error;
        logger.info('refused', { route, status, reason: message });
        return response({ status, body: { message, ...details } });
      }
      if (error instanceof TableUnavailable) {
        logger.error('table unavailable', { route, error });
        const message = 'The shop’s table isn’t responding right now. Try again in a moment.';
        return response({ status: 503, body: { message } });
      }
      logger.error('failed', { route, error: error as Error });
      return response({ status: 500, body: { message: 'Internal server error' } });
    }
  };
}

/**
 * API Gateway adds no CORS headers to the answers of a proxy integration. Any origin may read them:
 * what guards the API is the signature, which no other page can make.
 */
function response({ status, body, headers }: Answer): APIGatewayProxyResult {
  return {
    statusCode: status,
    headers: {
      'Access-Control-Allow-Origin': '*',
      'Access-Control-Expose-Headers': 'Date,Link,x-amzn-ErrorType,x-amzn-RequestId',
      'Cache-Control': 'no-store',
      ...(body !== undefined && { 'Content-Type': 'application/json' }),
      ...headers,
    },
    body: body === undefined ? '' : JSON.stringify(body),
  };
}
