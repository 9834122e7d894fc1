/** `npm run destroy`: removes from AWS what `npm run deploy` put there, except the pets and sales. */
import { confirm, input } from '@inquirer/prompts';
import { connect, whoAmI } from './deploy/aws.ts';
import { deleteTable } from './deploy/delete-table.ts';
import { emptyBucket } from './deploy/empty-bucket.ts';
import { settings, sources } from './deploy/known-settings.ts';
import { Problem, USAGE } from './deploy/problem.ts';
import { deleteLogRole, isEmpty } from './deploy/leftovers.ts';
import { isInteractive, readOptions, readSettings } from './deploy/settings.ts';
import { deleteStack, findStack, resourcesOf } from './deploy/stack.ts';
import { main } from './deploy/steps.ts';

const { region, stackName } = settings;
const SETTINGS = { region, stackName, confirm: settings.confirm };

const ABOUT =
  "Removes the stack from AWS, including the site's files. The table with the pets and sales stays unless you give --delete-data and type the stack's name. What others in the account may use stays too: the identity provider and API Gateway's log role.";

const SWITCHES = {
  dryRun: 'print what would be deleted, but change nothing',
  yes: 'do not ask, except for --delete-data',
  deleteData: 'delete the table too; this cannot be undone',
};

/** The template's name for the role with which API Gateway writes logs. */
const LOG_ROLE = 'ApiGatewayLogRoleOfAccount';

await main(async (steps) => {
  const { flags, on } = readOptions('destroy', ABOUT, SETTINGS, SWITCHES);
  steps.isDryRun = on.dryRun === true;
  const values = await readSettings(SETTINGS, sources(flags), isInteractive());
  const aws = connect(values.region);
  const { stackName: name } = values;
  await steps.check(`Check the AWS credentials in ${aws.region}`, () => whoAmI(aws));
  const stack = await steps.check(
    `Look for the stack ${name}`,
    async () => {
      const found = await findStack(aws, name);
      if (found?.StackId) {
        const all = await resourcesOf(aws, name);
        const resources = all.filter(({ ResourceStatus }) => ResourceStatus !== 'DELETE_COMPLETE');
        return { id: found.StackId, status: found.StackStatus ?? '', resources };
      }
      throw new Problem(
        `There is no stack ${name} in ${aws.region}.`,
        'CloudFormation has no stack of that name in this account.',
        'Give the --region and --stack-name that it was deployed with.',
      );
    },
    ({ resources }) => `${resources.length} resources`,
  );
  if (!stack) {
    steps.endDryRun();
    return;
  }
  const named = (type: string): string[] =>
    stack.resources
      .filter(({ ResourceType }) => ResourceType === type)
      .flatMap(({ PhysicalResourceId }) => PhysicalResourceId ?? []);
  const buckets = named('AWS::S3::Bucket');
  const tables = named('AWS::DynamoDB::Table');
  // A first creation that was rolled back: what the template retains is left, and nobody's yet.
  const isRolledBack = stack.status.startsWith('ROLLBACK_');
  const leftTables: string[] = [];
  for (const table of isRolledBack ? tables : []) {
    if (await isEmpty(aws, table)) leftTables.push(table);
  }
  const logRoles = stack.resources
    .filter(({ LogicalResourceId }) => LogicalResourceId === LOG_ROLE)
    .flatMap(({ PhysicalResourceId }) => PhysicalResourceId ?? []);
  const leftRoles = isRolledBack ? logRoles : [];
  const kept = on.deleteData ? [] : tables.filter((table) => !leftTables.includes(table));

  console.log("\nWhat happens to the stack's resources:");
  for (const bucket of buckets) console.log(`  bucket ${bucket} with the page: deleted`);
  console.log('  the API, its functions, their roles and everything else not listed here: deleted');
  for (const role of logRoles) {
    const becomes = isRolledBack ? 'deleted' : 'kept, since it is an account setting';
    console.log(`  role ${role} for API Gateway's logs: ${becomes}`);
  }
  for (const provider of named('AWS::IAM::OIDCProvider')) {
    console.log(`  identity provider ${provider}: kept, since others may use it`);
  }
  for (const table of tables) {
    const isLeft = leftTables.includes(table);
    const gone = isLeft ? 'deleted, since it is empty' : 'DELETED TOO, with all pets and sales';
    console.log(`  table ${table}: ${kept.includes(table) ? 'kept' : gone}`);
  }
  console.log();
  if (!on.dryRun) await agree(values, on);

  steps.leaves(
    "Some of the site's files may be missing now. Run npm run destroy again, or npm run deploy.",
  );
  for (const bucket of buckets) {
    await steps.change(
      `Empty the bucket ${bucket}`,
      ['delete every version of every file'],
      () => emptyBucket(aws, bucket),
      (count) => `${count} versions of files`,
    );
  }
  for (const role of leftRoles) {
    await steps.change(
      `Delete the role ${role}, left by the failed creation`,
      ["remove it from API Gateway's settings, delete it"],
      () => deleteLogRole(aws, role),
    );
  }
  for (const table of leftTables) {
    await steps.change(
      `Delete the empty table ${table}, left by the failed creation`,
      ['turn off its deletion protection, delete it'],
      () => deleteTable(aws, table),
    );
  }
  steps.leaves('CloudFormation may still be deleting the stack. Check there, then run this again.');
  await steps.change(
    'Delete the stack, which takes several minutes',
    [`aws cloudformation delete-stack --stack-name ${stack.id}`],
    () => deleteStack(aws, stack.id),
  );
  for (const table of on.deleteData ? tables.filter((one) => !leftTables.includes(one)) : []) {
    steps.leaves(
      `The stack is gone. The table ${table} may still exist; check the DynamoDB console.`,
    );
    await steps.change(
      `Delete the table ${table}`,
      ['turn off its deletion protection, delete it'],
      () => deleteTable(aws, table),
    );
  }
  if (on.dryRun) {
    steps.endDryRun();
    return;
  }
  console.log(`\nThe stack ${name} is gone.`);
  for (const table of kept) explainKept(table, aws.region);
});

/** Goes on only if the user wants it; for the data only if the stack's name was typed. */
async function agree(
  { stackName: name, confirm: typed }: Record<keyof typeof SETTINGS, string>,
  on: { yes?: true; deleteData?: true },
): Promise<void> {
  const declined = (why: string, remedy: string) =>
    new Problem('Nothing was deleted.', why, remedy, USAGE);
  if (on.deleteData) {
    const answer =
      typed || !isInteractive()
        ? typed
        : await input({ message: `Type ${name} to delete its data too:` });
    if (answer.trim() === name) return;
    const remedy = `Type ${name} or give --confirm ${name}. To keep the table, leave out --delete-data.`;
    throw declined(answer ? `"${answer}" is not the stack's name.` : 'No name was typed.', remedy);
  }
  if (on.yes) return;
  if (!isInteractive())
    throw declined("The command can't ask: this isn't a terminal.", 'Give --yes.');
  if (await confirm({ message: 'Delete it?', default: false })) return;
  throw declined("You didn't answer yes.", 'Answer y to delete it.');
}

function explainKept(table: string, inRegion: string): void {
  console.log(`
The table ${table} is kept, with all pets and sales. A new stack gets its own table;
you can export this one or restore it in the DynamoDB console, in ${inRegion}. To delete it:

  aws dynamodb update-table --table-name ${table} --no-deletion-protection-enabled --region ${inRegion}
  aws dynamodb delete-table --table-name ${table} --region ${inRegion}`);
}
