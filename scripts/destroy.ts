/** `npm run destroy`: everything off AWS that `npm run deploy` put there, but the pets and sales. */
import { connect, whoAmI } from './deploy/aws.ts';
import type { Aws } from './deploy/aws.ts';
import { deleteStack } from './deploy/delete-stack.ts';
import { deleteTable } from './deploy/delete-table.ts';
import { emptyBucket } from './deploy/empty-bucket.ts';
import { confirm, region, stackName } from './deploy/known-settings.ts';
import { main } from './deploy/main.ts';
import { readOptions } from './deploy/options.ts';
import { Problem, USAGE } from './deploy/problem.ts';
import type { Progress } from './deploy/progress.ts';
import { confirm as ask, isInteractive, readLine } from './deploy/questions.ts';
import { readSettings } from './deploy/settings.ts';
import { sources } from './deploy/sources.ts';
import { findStack, resourcesOf } from './deploy/stack.ts';

const SETTINGS = { region, stackName, confirm };

const ABOUT = `Removes the stack from AWS, the site's files included. The table with the pets and the sales stays,
unless --delete-data is given and the stack's name is typed.`;

const SWITCHES = {
  'dry-run': 'print what would be deleted, change nothing',
  yes: 'do not ask, but for --delete-data',
  'delete-data': 'delete the table as well; nothing brings it back',
};

type Switch = keyof typeof SWITCHES;

await main(async (progress) => {
  const { flags, on } = readOptions('destroy', ABOUT, SETTINGS, SWITCHES);
  progress.rehearses = on['dry-run'];
  const values = await readSettings(SETTINGS, sources(flags), isInteractive());
  const aws = connect(values.region);
  const stack = await find(progress, aws, values.stackName);
  if (!stack) {
    progress.endRehearsal();
    return;
  }
  const resources = await resourcesOf(aws, stack.id);
  const named = (type: string): string[] =>
    resources
      .filter(({ ResourceType }) => ResourceType === type)
      .flatMap(({ PhysicalResourceId }) => PhysicalResourceId ?? []);
  const buckets = named('AWS::S3::Bucket');
  const tables = named('AWS::DynamoDB::Table');

  console.log(`\nThe stack ${values.stackName} has ${resources.length} parts. Deleted will be`);
  for (const bucket of buckets) console.log(`  the bucket ${bucket} with the page`);
  console.log('  the API, its functions, the roles and all else that the stack made');
  const fate = on['delete-data'] ? 'DELETED AS WELL, with every pet and every sale' : 'kept';
  for (const table of tables) console.log(`  the table ${table}: ${fate}`);
  console.log();
  if (!on['dry-run']) await agree(values, on);

  await remove(progress, aws, stack.id, buckets);
  if (on['delete-data']) {
    for (const table of tables) {
      progress.leaves(
        `The stack is gone. The table ${table} may still be there: look in DynamoDB's console.`,
      );
      await progress.change(`Delete the table ${table}`, ['lift its protection, delete it'], () =>
        deleteTable(aws, table),
      );
    }
  }
  if (on['dry-run']) {
    progress.endRehearsal();
    return;
  }
  console.log(`\nThe stack ${values.stackName} is gone.`);
  if (!on['delete-data']) tables.forEach((table) => explainKept(table, aws.region));
});

/** The stack's id; nothing where a rehearsal could not look. */
async function find(
  progress: Progress,
  aws: Aws,
  name: string,
): Promise<{ id: string } | undefined> {
  const title = `Check the AWS credentials in ${aws.region}`;
  await progress.check(
    title,
    () => whoAmI(aws),
    (who) => who,
  );
  return await progress.check(`Look for the stack ${name}`, async () => {
    const stack = await findStack(aws, name);
    if (stack?.StackId) return { id: stack.StackId };
    throw new Problem(
      `There is no stack ${name} in ${aws.region}.`,
      'CloudFormation knows none of that name in this account.',
      'Give the --region and --stack-name that it was deployed with.',
    );
  });
}

/** Goes on only if the user wants it; for the data only if the stack's name was typed. */
async function agree(
  { stackName: name, confirm: typed }: Record<keyof typeof SETTINGS, string>,
  on: Record<Switch, boolean>,
): Promise<void> {
  const declined = (why: string, remedy: string) =>
    new Problem('Nothing is deleted.', why, remedy, USAGE);
  if (on['delete-data']) {
    const answer =
      typed || !isInteractive()
        ? typed
        : await readLine(`Type ${name} to delete its data as well: `);
    if (answer.trim() === name) return;
    const remedy = `Type ${name}, or give --confirm ${name}; or leave --delete-data out to keep the table.`;
    throw declined(answer ? `"${answer}" is not the stack's name.` : 'No name was typed.', remedy);
  }
  if (on.yes) return;
  if (!isInteractive()) throw declined('Nobody can be asked: this is no terminal.', 'Give --yes.');
  if (!(await ask('Delete it?'))) throw declined('You did not say yes.', 'Answer y to delete it.');
}

async function remove(
  progress: Progress,
  aws: Aws,
  id: string,
  buckets: readonly string[],
): Promise<void> {
  progress.leaves('The site may lack files now. Run npm run destroy again, or npm run deploy.');
  for (const bucket of buckets) {
    await progress.change(
      `Empty the bucket ${bucket}`,
      ['delete every version of every file'],
      () => emptyBucket(aws, bucket),
      (count) => `${count} versions of files`,
    );
  }
  progress.leaves('CloudFormation may be deleting the stack: look there, then run this again.');
  await progress.change(
    'Delete the stack',
    [`aws cloudformation delete-stack --stack-name ${id}`],
    () => deleteStack(aws, id, (resource) => process.stdout.write(`\n      ${resource} is gone `)),
  );
}

function explainKept(table: string, inRegion: string): void {
  console.log(`
The table ${table} is kept, with every pet and every sale. A new stack gets a table of its own;
this one can be exported or restored into it in DynamoDB's console, in ${inRegion}. To delete it:

  aws dynamodb update-table --table-name ${table} --no-deletion-protection-enabled --region ${inRegion}
  aws dynamodb delete-table --table-name ${table} --region ${inRegion}`);
}
