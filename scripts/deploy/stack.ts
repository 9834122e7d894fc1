import {
  DeleteStackCommand,
  DescribeStacksCommand,
  ListChangeSetsCommand,
  paginateDescribeStackEvents,
  paginateListStackResources,
  waitUntilStackDeleteComplete,
} from '@aws-sdk/client-cloudformation';
import type { Stack, StackResourceSummary } from '@aws-sdk/client-cloudformation';
import type { Aws } from './aws.ts';
import { Problem } from './problem.ts';

/** The stack, undefined if there is none of that name. */
export async function findStack(aws: Aws, name: string): Promise<Stack | undefined> {
  try {
    const { Stacks } = await aws.cloudFormation.send(
      new DescribeStacksCommand({ StackName: name }),
    );
    return Stacks?.[0];
  } catch (error) {
    const isUnknown = error instanceof Error && error.message.includes('does not exist');
    if (isUnknown) return undefined;
    throw error;
  }
}

/**
 * What a deployment will do to the stack.
 *
 * @throws Problem if CloudFormation could not take a change now
 */
export function checkStack(name: string, stack: Stack | undefined): string {
  const status = stack?.StackStatus ?? 'DELETE_COMPLETE';
  if (/^DELETE_COMPLETE$|^REVIEW_IN_PROGRESS$/.test(status)) return `${name} will be created`;
  const what = `The stack ${name} can't be changed now.`;
  const why = `Its status is ${status}.`;
  if (status.endsWith('_IN_PROGRESS')) {
    throw new Problem(
      what,
      `${why} Someone is changing it.`,
      'Wait until they have finished, then run this again.',
    );
  }
  if (/^ROLLBACK_|^(CREATE|DELETE)_FAILED$/.test(status)) {
    const remedy = 'Run npm run destroy, which keeps all pets and sales, then run this again.';
    throw new Problem(what, `${why} It was never complete, or is half deleted.`, remedy);
  }
  if (status === 'UPDATE_ROLLBACK_FAILED') {
    const remedy = `Run aws cloudformation continue-update-rollback --stack-name ${name}, then run this again.`;
    throw new Problem(what, why, remedy);
  }
  return `${name} will be updated`;
}

/**
 * Finds out whether the change set was shown and declined, since SAM then exits as if all were well.
 *
 * @param since when the deployment began
 * @throws Problem if a change set of this deployment still waits
 */
export async function refuseDeclined(aws: Aws, name: string, since: Date): Promise<void> {
  const command = new ListChangeSetsCommand({ StackName: name });
  const { Summaries = [] } = await aws.cloudFormation.send(command);
  const waiting = Summaries.find(
    ({ CreationTime, ExecutionStatus }) =>
      ExecutionStatus === 'AVAILABLE' && CreationTime !== undefined && CreationTime >= since,
  );
  if (!waiting) return;
  throw new Problem(
    'The change set was not executed.',
    `You declined it. ${waiting.ChangeSetName} is still waiting in the stack ${name}.`,
    'Run npm run deploy again and answer y, or leave it: a waiting change set does nothing.',
  );
}

/**
 * What to do about a deployment that CloudFormation could not carry out.
 *
 * @param since when the deployment began
 * @returns undefined if CloudFormation knows of no failure
 */
export async function explainFailure(
  aws: Aws,
  name: string,
  since: Date,
): Promise<Problem | undefined> {
  const stack = await findStack(aws, name);
  const reasons = stack ? await failuresOf(aws, name, since) : '';
  if (reasons === '') return undefined;
  const first = reasons.includes('must be verified')
    ? 'Ask AWS Support to verify the account for CloudFront, which new accounts need. The support case is free (Account and billing).'
    : 'Fix what it names.';
  const then = stack?.StackStatus?.startsWith('ROLLBACK_')
    ? 'Then run npm run destroy, which removes what the failed creation left, and npm run deploy again.'
    : 'Then run this again. CloudFormation has rolled back what it could not finish.';
  return new Problem('CloudFormation could not make the change.', reasons, `${first} ${then}`);
}

/** The stack's outputs, by name. */
export function outputsOf(name: string, stack: Stack | undefined): Record<string, string> {
  if (!stack) {
    throw new Problem(
      `There is no stack ${name}.`,
      'CloudFormation has no stack of that name in this account and region.',
      'Give the name and region that it was deployed with.',
    );
  }
  const outputs = Object.fromEntries(
    (stack.Outputs ?? []).map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]),
  );
  const missing = ['SiteBucket', 'SiteUrl', 'DistributionId', 'ApiUrl'].filter(
    (key) => !outputs[key],
  );
  if (missing.length === 0) return outputs;
  throw new Problem(
    `The stack ${name} was not made from this template.`,
    `It lacks the outputs ${missing.join(', ')}.`,
    'Choose another --stack-name, or look at the stack in the CloudFormation console.',
  );
}

/** Every resource of the stack, existing or once created. */
export async function resourcesOf(aws: Aws, name: string): Promise<StackResourceSummary[]> {
  const pages = paginateListStackResources({ client: aws.cloudFormation }, { StackName: name });
  return (await Array.fromAsync(pages)).flatMap((page) => page.StackResourceSummaries ?? []);
}

/**
 * Deletes a stack and waits for the end, minutes for one with a CloudFront distribution.
 *
 * @param id the stack's id, with which it can still be looked up when it is gone
 * @throws Problem with the reasons if something could not be deleted
 */
export async function deleteStack(aws: Aws, id: string): Promise<void> {
  const client = aws.cloudFormation;
  const since = new Date();
  await client.send(new DeleteStackCommand({ StackName: id }));
  try {
    await waitUntilStackDeleteComplete(
      { client, minDelay: 5, maxDelay: 15, maxWaitTime: 3600 },
      { StackName: id },
    );
  } catch (error) {
    const reasons = await failuresOf(aws, id, since);
    if (reasons === '') throw error;
    throw new Problem(
      'The stack could not be deleted.',
      reasons,
      'Delete what it names in the console, then run npm run destroy again. Or delete the stack there and keep what it names.',
    );
  }
}

/** What failed in a stack since then, and why, as CloudFormation tells it. */
export async function failuresOf(aws: Aws, id: string, since: Date): Promise<string> {
  const pages = paginateDescribeStackEvents({ client: aws.cloudFormation }, { StackName: id });
  const events = (await Array.fromAsync(pages)).flatMap(({ StackEvents = [] }) => StackEvents);
  return events
    .filter(
      ({ Timestamp, ResourceStatus }) =>
        Timestamp && Timestamp >= since && ResourceStatus?.endsWith('_FAILED'),
    )
    .map((event) => `${event.LogicalResourceId}: ${event.ResourceStatusReason}`)
    .filter((failure) => !failure.endsWith('cancelled'))
    .reverse()
    .join(' ');
}
