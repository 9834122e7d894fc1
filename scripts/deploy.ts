/**
 * `npm run deploy`: the shop onto AWS. Everything is checked and built before anything is changed,
 * and visitors get the old page until all that the new one needs is in place.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { connect, whoAmI } from './deploy/aws.ts';
import type { Aws } from './deploy/aws.ts';
import { invalidate } from './deploy/invalidate.ts';
import * as known from './deploy/known-settings.ts';
import { main } from './deploy/main.ts';
import { checkIssuer } from './deploy/oidc.ts';
import { readOptions } from './deploy/options.ts';
import { Problem, USAGE } from './deploy/problem.ts';
import { runProgram, typed } from './deploy/program.ts';
import type { Program } from './deploy/program.ts';
import type { Progress } from './deploy/progress.ts';
import { isInteractive } from './deploy/questions.ts';
import { retire } from './deploy/retired.ts';
import { readSettings } from './deploy/settings.ts';
import { siteConfig } from './deploy/site-config.ts';
import { changingPaths, inOrder, siteFile, siteFiles } from './deploy/site-files.ts';
import type { SiteFile } from './deploy/site-files.ts';
import { smokeTest } from './deploy/smoke-test.ts';
import { sources } from './deploy/sources.ts';
import { checkStack, findStack, outputsOf, refuseDeclined } from './deploy/stack.ts';
import { checkTools } from './deploy/tools.ts';
import { uploadInTurn, uploadTogether } from './deploy/upload.ts';
import { root } from './process.ts';

const { region, stackName, auth0Domain, auth0ClientId, templateParameters, patience } = known;
const SETTINGS = { region, stackName, auth0Domain, auth0ClientId, templateParameters, patience };

const ABOUT = `Deploys the shop: the stack (backend/template.yaml) by the AWS SAM CLI, then the page. AWS
credentials are found as the AWS CLI finds them. Running it again is safe, interrupting it too: the
page of before stays until everything that the new one needs is in place.`;

const SWITCHES = {
  'dry-run': 'run the checks and print every step, change nothing',
  yes: 'carry out the change set without asking',
};

type Values = Record<keyof typeof SETTINGS, string>;
type Outputs = Record<string, string>;

const backend = join(root, 'backend');
const dist = join(root, 'dist/secured-pets/browser');

await main(async (progress) => {
  const { flags, on } = readOptions('deploy', ABOUT, SETTINGS, SWITCHES);
  progress.rehearses = on['dry-run'];
  if (!isInteractive() && !on.yes && !on['dry-run']) {
    throw new Problem(
      'Nobody can be asked whether to carry out the change set: this is no terminal.',
      '--yes is missing.',
      'Add --yes to carry it out, or --dry-run to see the steps only.',
      USAGE,
    );
  }
  const values = await readSettings(SETTINGS, sources(flags), isInteractive());
  const aws = connect(values.region);
  await check(progress, aws, values);
  const files = await build(progress);
  const outputs = await deployStack(progress, aws, values, on.yes);
  await deployPage(progress, aws, files, outputs);
  await finish(progress, files, outputs, values);
});

/** Everything that can be known to fail before something is changed. */
async function check(progress: Progress, aws: Aws, values: Values): Promise<void> {
  const same = (text: string) => text;
  await progress.check('Check the tools', () => checkTools(root), same);
  await progress.check(`Check the AWS credentials in ${aws.region}`, () => whoAmI(aws), same);
  await progress.check(
    `Check the Auth0 domain ${values.auth0Domain}`,
    () => checkIssuer(values.auth0Domain),
    same,
  );
  await progress.check(
    `Check the stack ${values.stackName}`,
    async () => checkStack(values.stackName, await findStack(aws, values.stackName)),
    same,
  );
}

/** Builds functions and page, the latter's files. Both before the stack: a build may fail. */
async function build(progress: Progress): Promise<SiteFile[]> {
  const functions: Program = { name: 'sam', args: ['build'], folder: backend };
  await progress.change('Build the functions', [`cd backend && ${typed(functions)}`], () =>
    runProgram(functions, 'Mend what it names; npm test -- backend tries the functions here.'),
  );
  const page: Program = { name: 'ng', args: ['build'], folder: root };
  await progress.change('Build the page', [typed(page)], () =>
    runProgram(page, 'Mend what it names; npm test -- app tries the page here.'),
  );
  return progress.rehearses ? [] : await siteFiles(dist);
}

/** Creates or updates the stack, with its change set shown, and gives its outputs. */
async function deployStack(
  progress: Progress,
  aws: Aws,
  values: Values,
  yes: boolean,
): Promise<Outputs> {
  const name = values.stackName;
  const parameters = [
    `Auth0Domain=${values.auth0Domain}`,
    `Auth0ClientId=${values.auth0ClientId}`,
    ...values.templateParameters.split(' ').filter(Boolean),
  ];
  const program: Program = {
    name: 'sam',
    args: [
      'deploy',
      ...['--stack-name', name],
      ...['--region', aws.region],
      yes ? '--no-confirm-changeset' : '--confirm-changeset',
      ...['--parameter-overrides', ...parameters],
    ],
    folder: backend,
    visible: true,
  };
  await progress.change('Deploy the stack', [`cd backend && ${typed(program)}`], async () => {
    const started = new Date();
    progress.leaves(
      'The page was not touched. CloudFormation finishes or undoes by itself what it has begun.',
    );
    console.log();
    await runProgram(
      program,
      'Mend what it names. What CloudFormation could not do it has undone; then run this again.',
    );
    await refuseDeclined(aws, name, started);
  });
  const outputs = await progress.change(
    'Read the outputs of the stack',
    ['make config.json of them, as scripts/deploy/site-config.ts says'],
    async () => outputsOf(name, await findStack(aws, name)),
    ({ SiteUrl }) => `the site is ${SiteUrl}`,
  );
  return outputs ?? {};
}

/** Uploads the page so that at every moment the one that visitors get is whole. */
async function deployPage(
  progress: Progress,
  aws: Aws,
  built: SiteFile[],
  { SiteBucket: bucket = 'the output SiteBucket', ...outputs }: Outputs,
): Promise<void> {
  if (!progress.rehearses) built.push(siteFile('config.json', Buffer.from(siteConfig(outputs))));
  const { assets, switches } = inOrder(built);
  progress.leaves(
    `The page that visitors get is still the old one, if there was one: ${bucket} has its index.html and what that names.`,
  );
  await progress.change(
    `Upload the assets to ${bucket}`,
    [
      'each file below dist/secured-pets/browser but index.html and config.json:',
      '  with a hash in its name  Cache-Control: public, max-age=31536000, immutable',
      '  any other                Cache-Control: no-cache',
    ],
    () => uploadTogether(aws, bucket, assets),
    () => `${assets.length} files`,
  );
  await progress.change(
    'Put the new page in place',
    ['config.json, then index.html, both Cache-Control: no-cache'],
    () => uploadInTurn(aws, bucket, switches),
  );
  progress.leaves('The new page is in place. Running the command again does what is left.');
  await progress.change(
    'Look after the files of former releases',
    ['tag those that no release uses any more, delete those that were tagged 30 days ago'],
    () => retire(aws, bucket, new Set(built.map(({ key }) => key))),
    ({ kept, deleted }) => `${kept} kept for pages that are open, ${deleted} deleted`,
  );
}

/** Makes the new page visible, looks at it and says what is left to do. */
async function finish(
  progress: Progress,
  files: readonly SiteFile[],
  outputs: Outputs,
  values: Values,
): Promise<void> {
  const { SiteUrl: siteUrl = '', ApiUrl: apiUrl = '', DistributionId: distribution = '' } = outputs;
  const aws = connect(values.region);
  await progress.change(
    'Have CloudFront forget the old page',
    ['create an invalidation of index.html, config.json and the other files without a hash'],
    () => invalidate(aws, distribution, changingPaths(files)),
  );
  await progress.change(
    'Try the live site',
    ['the page and its headers, config.json, a script, the public list, an unsigned POST (403)'],
    async () => {
      const config = siteConfig(outputs);
      const page = await readFile(join(dist, 'index.html'), 'utf8');
      await smokeTest({
        siteUrl,
        apiUrl,
        page,
        config,
        patienceMs: Number(values.patience) * 1000,
      });
    },
  );
  if (progress.rehearses) {
    progress.endRehearsal();
    return;
  }
  console.log(`
Secured Pets is at ${siteUrl}

Auth0 must allow this address. Either have it done:

  npm run deploy:auth0 -- --site-url ${siteUrl}

or enter it at https://manage.auth0.com, in the settings of the application ${values.auth0ClientId}:

  Allowed Callback URLs   ${siteUrl}
  Allowed Logout URLs     ${siteUrl}
  Allowed Web Origins     ${siteUrl}`);
}
