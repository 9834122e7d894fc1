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

/** What DynamoDB answers when it fails itself; SDKs repeat the call then. */
export const INTERNAL_ERROR: EngineAnswer = {
  status: 500,
  headers: { 'Content-Type': 'application/x-amz-json-1.0' },
  body: JSON.stringify({
    __type: 'com.amazonaws.dynamodb.v20120810#InternalServerError',
    message: 'Internal server error',
  }),
};
