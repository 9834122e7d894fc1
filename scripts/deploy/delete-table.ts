import {
  DeleteTableCommand,
  ResourceNotFoundException,
  UpdateTableCommand,
} from '@aws-sdk/client-dynamodb';
import { call } from './aws.ts';
import type { Aws } from './aws.ts';

/** Deletes a table, which its deletion protection would prevent. One that is gone is no mistake. */
export async function deleteTable({ dynamoDb }: Aws, table: string): Promise<void> {
  await call(`The table ${table} can't be deleted.`, async (options) => {
    try {
      const unprotect = { TableName: table, DeletionProtectionEnabled: false };
      await dynamoDb.send(new UpdateTableCommand(unprotect), options);
      await dynamoDb.send(new DeleteTableCommand({ TableName: table }), options);
    } catch (error) {
      if (!(error instanceof ResourceNotFoundException)) throw error;
    }
  });
}
