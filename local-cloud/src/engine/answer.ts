import type { IncomingHttpHeaders } from 'node:http';

/** A request to DynamoDB's one address. */
export interface EngineRequest {
  method: string;
  headers: IncomingHttpHeaders;
  body: Uint8Array;
}

export interface EngineAnswer {
  status: number;
  headers: Readonly<Record<string, string>>;
  body: string | Uint8Array;
}

/** An error as DynamoDB answers it, by its type's full name. */
export const errorAnswer = (status: number, __type: string, message?: string): EngineAnswer => ({
  status,
  headers: { 'Content-Type': 'application/x-amz-json-1.0' },
  body: JSON.stringify({ __type, message }),
});

/** DynamoDB failed itself; SDKs repeat the call. */
export const INTERNAL_ERROR = errorAnswer(
  500,
  'com.amazonaws.dynamodb.v20120810#InternalServerError',
  'Internal server error',
);

/** The body is not what the operation takes. */
export const UNREADABLE = errorAnswer(400, 'com.amazon.coral.service#SerializationException');
