import { join } from 'node:path';
import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from 'aws-lambda';
import type { Handler } from '../../backend/src/http/handler.ts';
import { ofType, readTemplate } from '../src/template.ts';
import { serveTables } from './table-engine.ts';

const TEMPLATE = join(import.meta.dirname, '../../backend/template.yaml');

let opened: Promise<void> | undefined;

/**
 * The template's table in memory, for functions that a test imports into its own process to see what
 * they ask of the table: the environment of the process becomes theirs. There is one for each
 * process, since a function's client keeps its endpoint.
 */
export const openLocalTable = (): Promise<void> => (opened ??= open());

/** Calls such a function as API Gateway does, with much time left. */
export function invoke(
  handler: Handler,
  event: Partial<APIGatewayProxyEvent>,
): Promise<APIGatewayProxyResult> {
  const request = { headers: {}, ...event } as APIGatewayProxyEvent;
  return handler(request, { getRemainingTimeInMillis: () => 60_000 } as Context);
}

async function open(): Promise<void> {
  const template = readTemplate(TEMPLATE, {
    parameters: {
      Auth0Domain: 'localhost:1',
      Auth0ClientId: 'client',
      ApiGatewayLogRole: 'keep',
    },
    addresses: [],
  });
  const tables = ofType(template, 'AWS::DynamoDB::Table');
  const { endpoint } = await serveTables(tables);
  Object.assign(process.env, {
    TABLE_NAME: tables[0]?.name,
    AWS_ENDPOINT_URL_DYNAMODB: endpoint,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'owner',
    AWS_SECRET_ACCESS_KEY: 'owner',
    POWERTOOLS_LOG_LEVEL: 'SILENT',
  });
}
