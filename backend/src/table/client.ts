import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { isServerError, isThrottlingError, isTransientError } from '@smithy/core/retry';
import { isTooLate } from '../deadline.ts';

/** How often a call is made before it counts as failed. */
const MAX_ATTEMPTS = 3;
const CONNECTION_TIMEOUT_MS = 1000;
const ATTEMPT_TIMEOUT_MS = 3000;

/** The table did not answer, or can't keep up. A write may have been made nevertheless. */
export class TableUnavailable extends Error {
  override readonly name = 'TableUnavailable';
}

/**
 * A DynamoDB client that never waits long: 3 seconds for each of three attempts, and no attempt starts
 * after the request's deadline. Its calls then throw `TableUnavailable`.
 *
 * It may repeat a call whose answer got lost, so a write must be one that can be made twice.
 */
export function createClient(): DynamoDBClient {
  const client = new DynamoDBClient({
    maxAttempts: MAX_ATTEMPTS,
    requestHandler: {
      connectionTimeout: CONNECTION_TIMEOUT_MS,
      requestTimeout: ATTEMPT_TIMEOUT_MS,
      throwOnRequestTimeout: true,
      // While the answer's body comes in.
      socketTimeout: ATTEMPT_TIMEOUT_MS,
    },
  });
  client.middlewareStack.add(
    (next) => async (call) => {
      try {
        return await next(call);
      } catch (error) {
        throw isUnavailable(error) ? new TableUnavailable('no answer', { cause: error }) : error;
      }
    },
    { step: 'initialize', name: 'tableUnavailable' },
  );
  // Inside the SDK's own loop of attempts.
  client.middlewareStack.add(
    (next) => (attempt) => {
      if (isTooLate()) throw new TableUnavailable('no time left to ask');
      return next(attempt);
    },
    { step: 'finalizeRequest', priority: 'low', name: 'deadline' },
  );
  return client;
}

/** Whether the SDK itself would have tried once more. */
function isUnavailable(error: unknown): boolean {
  const failure = error as Parameters<typeof isTransientError>[0];
  return isThrottlingError(failure) || isTransientError(failure) || isServerError(failure);
}
