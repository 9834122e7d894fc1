/**
 * `npm run deploy`: deploys the shop to AWS. Everything is checked and built before anything changes,
 * and visitors get the old page until everything the new one needs is in place.
 */
import { lookup } from 'node:dns/promises';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { addAudience, checkApiName, described, findShared } from './deploy/account.ts';
import { connect, whoAmI } from './deploy/aws.ts';
import { invalidate } from './deploy/invalidate.ts';
import { settings, sources } from './deploy/known-settings.ts';
import { checkIssuer } from './deploy/oidc.ts';
import { Problem, USAGE } from './deploy/problem.ts';
import { runProgram, typed } from './deploy/program.ts';
import type { Program } from './deploy/program.ts';
import { retire } from './deploy/retired.ts';
import { isInteractive, readOptions, readSettings } from './deploy/settings.ts';
import { siteConfig } from './deploy/site-config.ts';
import { changingPaths, inOrder, siteFile, siteFiles } from './deploy/site-files.ts';
import { smokeTest } from './deploy/smoke-test.ts';
import {
  checkStack,
  explainFailure,
  findStack,
  outputsOf,
  refuseDeclined,
} from './deploy/stack.ts';
import { main } from './deploy/steps.ts';
import { checkTools } from './deploy/tools.ts';
import { uploadInTurn, uploadTogether } from './deploy/upload.ts';
import { root } from './process.ts';

const { region, stackName, auth0Domain, auth0ClientId, patience } = settings;
const { alarmEmail, monthlyBudget, templateParameters } = settings;
const SETTINGS = {
  ...{ region, stackName, auth0Domain, auth0ClientId },
  ...{ alarmEmail, monthlyBudget, templateParameters, patience },
};

const ABOUT =
  'Deploys the shop: the stack (backend/template.yaml) with the AWS SAM CLI, then the page. It finds AWS credentials as the AWS CLI does. You can safely interrupt it and run it again: the old page stays until everything the new one needs is in place.';

const SWITCHES = {
  dryRun: 'run the checks and print every step, but change nothing',
  yes: 'execute the change set without asking',
};

const REMEDY =
  'Fix what it names, then run this again. CloudFormation has rolled back what it could not finish.';

const backend = join(root, 'backend');
const dist = join(root, 'dist/secured-pets/browser');

await main(async (steps) => {
  const { flags, on } = readOptions('deploy', ABOUT, SETTINGS, SWITCHES);
  steps.isDryRun = on.dryRun === true;
  if (!isInteractive() && !on.yes && !on.dryRun) {
    throw new Problem(
      "Can't ask whether to execute the change set: this isn't a terminal.",
      '--yes is missing.',
      'Add --yes to execute it, or --dry-run to only see the steps.',
      USAGE,
    );
  }
  const values = await readSettings(SETTINGS, sources(flags), isInteractive());
  const hasBudget = Number(values.monthlyBudget) > 0;
  if (hasBudget && !values.alarmEmail) {
    throw new Problem(
      "Nobody would get the budget's alerts.",
      "monthlyBudget is set, but alarmEmail isn't.",
      'Set both or neither.',
      USAGE,
    );
  }
  const aws = connect(values.region);
  const { stackName: name, auth0Domain: domain, auth0ClientId: clientId } = values;

  // Every check that can fail before anything is changed.
  await steps.check('Check the tools', () => checkTools(root));
  await steps.check(`Check the AWS credentials in ${aws.region}`, () => whoAmI(aws));
  await steps.check(`Check the Auth0 domain ${domain}`, () => checkIssuer(domain));
  await steps.check(`Check the stack ${name}`, async () =>
    checkStack(name, await findStack(aws, name)),
  );
  const { provider, logRole } =
    (await steps.check(
      'Check what the account already has',
      () => findShared(aws, name, domain),
      described,
    )) ?? {};

  const functions: Program = { name: 'sam', args: ['build'], folder: backend };
  await steps.change('Build the functions', [`cd backend && ${typed(functions)}`], async () => {
    await runProgram(
      functions,
      'Fix what it names. npm test -- backend tests the functions on this machine.',
    );
  });
  const page: Program = { name: 'ng', args: ['build'], folder: root };
  await steps.change('Build the page', [typed(page)], async () => {
    await runProgram(page, 'Fix what it names. npm test -- app tests the page on this machine.');
  });

  if (provider && !provider.audiences.includes(clientId)) {
    const { arn } = provider;
    await steps.change(
      `Allow tokens for ${clientId} in the account's provider`,
      [
        `aws iam add-client-id-to-open-id-connect-provider --open-id-connect-provider-arn ${arn} --client-id ${clientId}`,
      ],
      () => addAudience(aws, arn, clientId),
    );
  }
  const given = values.templateParameters.split(' ').filter(Boolean);
  const parameters = [
    `Auth0Domain=${domain}`,
    `Auth0ClientId=${clientId}`,
    // SAM keeps the previous value where none is given.
    `ExistingProviderArn=${provider?.arn ?? '""'}`,
    `ApiGatewayLogRole=${logRole ? 'keep' : 'create'}`,
    ...(values.alarmEmail ? [`AlarmEmail=${values.alarmEmail}`] : []),
  ].filter((one) => !given.some((other) => other.split('=')[0] === one.split('=')[0]));
  const sam: Program = {
    name: 'sam',
    args: [
      'deploy',
      ...['--stack-name', name],
      ...['--region', aws.region],
      on.yes ? '--no-confirm-changeset' : '--confirm-changeset',
      ...['--parameter-overrides', ...parameters, ...given],
    ],
    folder: backend,
    visible: true,
  };
  await steps.change('Deploy the stack', [`cd backend && ${typed(sam)}`], async (spinner) => {
    spinner.info();
    const started = new Date();
    steps.leaves(
      'The page has not been touched. CloudFormation finishes or rolls back on its own what it has started.',
    );
    await runProgram(sam, REMEDY).catch(async (error: unknown) => {
      throw (await explainFailure(aws, name, started)) ?? error;
    });
    await refuseDeclined(aws, name, started);
  });
  const outputs =
    (await steps.change(
      'Read the outputs of the stack',
      ['create config.json from them, as in scripts/deploy/site-config.ts'],
      async () => outputsOf(name, await findStack(aws, name)),
      ({ SiteUrl }) => `the site is ${SiteUrl}`,
    )) ?? {};
  const { SiteUrl: siteUrl = '', SiteBucket: bucket = 'the output SiteBucket' } = outputs;

  // The page, in an order that keeps it complete for visitors at every moment.
  const config = steps.isDryRun ? '' : siteConfig(outputs);
  const files = steps.isDryRun
    ? []
    : [...(await siteFiles(dist)), siteFile('config.json', Buffer.from(config))];
  const { assets, switches } = inOrder(files);
  steps.leaves(
    `Visitors still get the old page, if there was one: ${bucket} has its index.html and everything it refers to.`,
  );
  await steps.change(
    `Upload the assets to ${bucket}`,
    [
      'each file in dist/secured-pets/browser except index.html and config.json:',
      '  with a hash in its name  Cache-Control: public, max-age=31536000, immutable',
      '  any other                Cache-Control: no-cache',
    ],
    () => uploadTogether(aws, bucket, assets),
    () => `${assets.length} files`,
  );
  await steps.change(
    `Put the new page in place in ${bucket}`,
    ['config.json, then index.html, both Cache-Control: no-cache'],
    () => uploadInTurn(aws, bucket, switches),
  );
  steps.leaves('The new page is in place. Run the command again to do the rest.');
  await steps.change(
    'Clean up the files of earlier releases',
    ['tag those that the current release no longer uses, delete those tagged 30 days ago'],
    () => retire(aws, bucket, new Set(files.map(({ key }) => key))),
    ({ kept, deleted }) => `${kept} kept for open pages, ${deleted} deleted`,
  );
  await steps.change(
    'Clear the old page from CloudFront',
    ['create an invalidation of index.html, config.json and the other files without a hash'],
    () => invalidate(aws, outputs['DistributionId'] ?? '', changingPaths(files)),
  );
  await steps.change(
    'Check that the alarms watch this API',
    ["compare the API's name with the stack's"],
    () => checkApiName(aws, name),
  );
  if (hasBudget) {
    const budget: Program = {
      name: 'sam',
      args: [
        'deploy',
        ...['--template-file', 'budget.yaml', '--stack-name', 'monthly-budget'],
        ...['--region', 'us-east-1', '--no-confirm-changeset', '--parameter-overrides'],
        ...[`MonthlyBudget=${values.monthlyBudget}`, `AlarmEmail=${values.alarmEmail}`],
      ],
      folder: backend,
    };
    await steps.change("Set the account's budget", [`cd backend && ${typed(budget)}`], () =>
      runProgram(budget, REMEDY),
    );
  }
  const target = outputs['DistributionDomain'];
  const host = siteUrl && new URL(siteUrl).hostname;
  if (target && !(await isKnown(host))) {
    console.log(`
The whole shop is on AWS, but ${host} isn't in the DNS yet. Create this record with your DNS
provider (at the apex of a domain, which can't have a CNAME, an ALIAS; in Route 53, an alias to the
distribution):

  ${host}  CNAME  ${target}

Then run npm run deploy again with the same options. It changes nothing else, and tests the site.`);
  } else {
    await steps.change(
      'Test the live site',
      [
        'the page, config.json, a script, the list from the API and from CloudFront, an unsigned POST (403), CORS, HTTP/2',
      ],
      async () =>
        smokeTest({
          siteUrl,
          apiUrl: outputs['ApiUrl'] ?? '',
          stsUrl: process.env['AWS_ENDPOINT_URL'] ?? `https://sts.${aws.region}.amazonaws.com`,
          page: await readFile(join(dist, 'index.html'), 'utf8'),
          config,
          patienceMs: Number(values.patience) * 1000,
        }),
    );
  }
  if (steps.isDryRun) {
    steps.endDryRun();
    return;
  }
  console.log(`
Secured Pets is at ${siteUrl}

Auth0 must allow this address. Either run

  npm run deploy:auth0 -- --site-url ${siteUrl}

or enter it at https://manage.auth0.com, in the settings of application ${clientId}:

  Allowed Callback URLs   ${siteUrl}
  Allowed Logout URLs     ${siteUrl}
  Allowed Web Origins     ${siteUrl}`);
});

/** Whether the DNS knows a host. */
function isKnown(host: string): Promise<boolean> {
  return lookup(host).then(
    () => true,
    () => false,
  );
}
