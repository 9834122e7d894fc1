import { GetAccountCommand, UpdateAccountCommand } from '@aws-sdk/client-api-gateway';
import { ScanCommand } from '@aws-sdk/client-dynamodb';
import {
  DeleteRoleCommand,
  DetachRolePolicyCommand,
  ListAttachedRolePoliciesCommand,
  NoSuchEntityException,
} from '@aws-sdk/client-iam';
import type { Aws } from './aws.ts';

/** Whether nothing is in a table. */
export async function isEmpty({ dynamoDb }: Aws, table: string): Promise<boolean> {
  const { Count } = await dynamoDb.send(new ScanCommand({ TableName: table, Limit: 1 }));
  return Count === 0;
}

/**
 * Deletes the role that a stack created for API Gateway's logs, and removes it from the account's
 * settings, which would otherwise name a deleted role. If it is already gone, that is fine.
 */
export async function deleteLogRole({ apiGateway, iam }: Aws, RoleName: string): Promise<void> {
  const { cloudwatchRoleArn } = await apiGateway.send(new GetAccountCommand({}));
  if (cloudwatchRoleArn?.endsWith(`/${RoleName}`)) {
    const patchOperations = [{ op: 'replace' as const, path: '/cloudwatchRoleArn', value: '' }];
    await apiGateway.send(new UpdateAccountCommand({ patchOperations }));
  }
  try {
    const attached = new ListAttachedRolePoliciesCommand({ RoleName });
    for (const { PolicyArn } of (await iam.send(attached)).AttachedPolicies ?? []) {
      await iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn }));
    }
    await iam.send(new DeleteRoleCommand({ RoleName }));
  } catch (error) {
    if (!(error instanceof NoSuchEntityException)) throw error;
  }
}
