import { DeleteStackCommand, DescribeStackEventsCommand } from '@aws-sdk/client-cloudformation';
import type { StackEvent } from '@aws-sdk/client-cloudformation';
import { setTimeout as sleep } from 'node:timers/promises';
import { call } from './aws.ts';
import type { Aws } from './aws.ts';
import { interrupted } from './interruption.ts';
import { Problem } from './problem.ts';
import { findStack } from './stack.ts';

const PAUSE_MS = 3000;

/**
 * Deletes a stack and waits for the end, minutes for one with a CloudFront distribution.
 *
 * @param id the stack's id, by which it can still be looked up when it is gone
 * @param report gets each resource that is gone
 * @throws Problem with the reasons if something could not be deleted
 */
export async function deleteStack(
  aws: Aws,
  id: string,
  report: (resource: string) => void,
): Promise<void> {
  const what = 'The stack could not be deleted.';
  const started = new Date();
  await call(what, (options) =>
    aws.cloudFormation.send(new DeleteStackCommand({ StackName: id }), options),
  );
  const reported = new Set<string>();
  for (;;) {
    const events = (await eventsOf(aws, id)).filter(
      ({ Timestamp, PhysicalResourceId }) =>
        Timestamp && Timestamp >= started && PhysicalResourceId !== id,
    );
    for (const { LogicalResourceId = '', ResourceStatus } of events.reverse()) {
      if (ResourceStatus !== 'DELETE_COMPLETE' || reported.has(LogicalResourceId)) continue;
      reported.add(LogicalResourceId);
      report(LogicalResourceId);
    }
    const status = (await findStack(aws, id))?.StackStatus ?? 'DELETE_COMPLETE';
    if (status === 'DELETE_COMPLETE') return;
    if (status === 'DELETE_FAILED') throw new Problem(what, reasons(events), REMEDY);
    await sleep(PAUSE_MS, undefined, { signal: interrupted });
  }
}

const REMEDY =
  'Remove what it names by hand, in the console, then run npm run destroy again; or delete the stack there and keep what resists.';

const reasons = (events: readonly StackEvent[]): string =>
  events
    .filter(({ ResourceStatus }) => ResourceStatus === 'DELETE_FAILED')
    .map((event) => `${event.LogicalResourceId}: ${event.ResourceStatusReason}`)
    .join(' ') || 'CloudFormation gives no reason.';

async function eventsOf(aws: Aws, id: string): Promise<StackEvent[]> {
  const command = new DescribeStackEventsCommand({ StackName: id });
  const { StackEvents } = await call("The stack's events can't be read.", (options) =>
    aws.cloudFormation.send(command, options),
  );
  return StackEvents ?? [];
}
