import {
  DeleteTableCommand,
  ResourceNotFoundException,
  UpdateTableCommand,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';
import type { Aws } from './aws.ts';

/** Deletes a table despite its deletion protection. If it is already gone, that is fine. */
export async function deleteTable({ dynamoDb }: Aws, TableName: string): Promise<void> {
  try {
    await dynamoDb.send(new UpdateTableCommand({ TableName, DeletionProtectionEnabled: false }));
    await waitUntilTableExists({ client: dynamoDb, maxWaitTime: 300 }, { TableName });
    await dynamoDb.send(new DeleteTableCommand({ TableName }));
  } catch (error) {
    if (!(error instanceof ResourceNotFoundException)) throw error;
  }
}
