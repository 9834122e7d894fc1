/**
 * `npm start`: the page (ng serve) and the local cloud, until Ctrl-C; with `--stack` only the page, with a
 * deployed stack.
 */
import type { ChildProcess } from 'node:child_process';
import { watch } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readLocalTemplate } from '../local-cloud/src/cloud.ts';
import { readBehaviors } from '../local-cloud/src/distribution.ts';
import { isInUse } from '../local-cloud/src/engine/indexes.ts';
import {
  addressOf,
  assertFree,
  PARTS,
  PORT_HELP,
  PORT_OPTIONS,
  readPorts,
  STANDARD,
} from '../local-cloud/src/ports.ts';
import { asProblem, told } from './deploy/problem.ts';
import { isMigrating, olderShop } from './migrate/local.ts';
import { ng, root, startNode, stop } from './process.ts';

const HELP = `npm start -- [options]

  --fresh            delete pets, sales and logins, and start with a new shop
  --explain          log IAM's reasons for allowed calls too, not only for refused ones
  --stack NAME       serve only the page, with everything else from this stack on AWS
  --region REGION    the stack's region (AWS_REGION, or region in deploy.json)
${PORT_HELP}
  --help             show this text

After "Continue with Amazon" or "Continue with Google" you can also choose an account
without an email address, with an unverified one, or with an unusual nickname.`;

/** Files whose changes don't affect what runs. */
const NOT_RUNNING = /(^|[\\/])(test|testing|node_modules|\.aws-sam)([\\/]|$)|~$|\.sw.$/;

/** A process that ends sooner would only end again. */
const MIN_LIFE_MS = 10_000;

const directory = join(root, '.local');
const proxyFile = join(directory, 'proxy.json');
const options = readOptions();
const ports = readPortOptions();
let page: ChildProcess | undefined;
let cloud: ChildProcess | undefined;
let stopping = false;

if (options.help) {
  console.log(HELP);
  process.exit(0);
}
await assertFree(ports, options.stack ? ['page'] : PARTS, 'npm start --').catch((error: unknown) =>
  fail((error as Error).message),
);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => void stopAll(0));

// Everything created in .local, also by LevelDB, is readable by the user only.
process.umask(0o077);
if ((options.fresh || options.stack) && (await isInUse(join(directory, 'dynamodb')))) {
  fail(`${directory} is in use by another npm start in this folder. Stop that one first.`);
}
if (options.fresh) {
  await rm(directory, { recursive: true, force: true });
  console.log('Deleted pets, sales and logins (.local).');
}
if (isMigrating(directory)) fail('A migration was interrupted. Run npm run migrate to finish it.');
await mkdir(join(directory, 'page'), { recursive: true });

const deployed = options.stack ? await useStack(options.stack) : undefined;
if (!deployed) {
  console.log('Starting the local cloud …');
  if (!(await startCloud())) {
    await adviseOlderShop();
    await stopAll(1);
  }
}
console.log('Building the page …');
await writeFile(proxyFile, JSON.stringify(proxy(deployed?.apiUrl)));
startPage();
await pageAnswers();
if (deployed && !stopping) announceDeployed(deployed.siteUrl);
else if (!stopping) {
  announce();
  watchBackend();
}
if (!stopping) warnOfFewWatches();

function readOptions() {
  try {
    return parseArgs({
      options: {
        fresh: { type: 'boolean', default: false },
        explain: { type: 'boolean', default: false },
        stack: { type: 'string' },
        region: { type: 'string' },
        help: { type: 'boolean', default: false },
        ...PORT_OPTIONS,
      },
    }).values;
  } catch (error) {
    return fail(`${(error as Error).message}\n\n${HELP}`);
  }
}

function readPortOptions() {
  try {
    return readPorts(options);
  } catch (error) {
    return fail((error as Error).message);
  }
}

/** Lets the page use a stack on AWS; gives the addresses of that stack's API and own page. */
async function useStack(stackName: string): Promise<{ apiUrl: string; siteUrl: string }> {
  // Loads the AWS SDK, which only this option should wait for.
  const { stackConfig } = await import('./deploy/stack-config.ts');
  try {
    const stack = await stackConfig({ stackName, region: options.region });
    await writeFile(join(directory, 'page/config.json'), stack.config);
    return stack;
  } catch (error) {
    return fail(told(asProblem(`The page can't use the stack ${stackName}.`, error)));
  }
}

/** Starts the local cloud, again if it ends by itself; false if it ended before it was ready. */
function startCloud(): Promise<boolean> {
  const started = Date.now();
  const main = join(root, 'local-cloud/src/main.ts');
  const chosen = PARTS.map((part) => `--${part}-port=${ports[part]}`);
  const explain = options.explain ? ['--explain'] : [];
  const child = startNode([main, `--data=${directory}`, ...chosen, ...explain], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  cloud = child;
  return new Promise((resolve) => {
    let ready = false;
    child.once('message', () => resolve((ready = true)));
    child.once('exit', (code, signal) => {
      resolve(false);
      if (!ready || cloud !== child || stopping) return;
      const lasted = Date.now() - started > MIN_LIFE_MS;
      const next = lasted ? 'Restarting it …' : 'It will restart when its code changes.';
      console.error(`The local cloud stopped (${signal ?? `code ${code}`}); see above. ${next}`);
      if (lasted) void startCloud();
    });
  });
}

/**
 * The API paths that CloudFront answers go through the page's server, which caches nothing.
 *
 * @param apiUrl the API of the stack that the page uses, if not the local one
 */
function proxy(apiUrl?: string) {
  const behaviors = readBehaviors(readLocalTemplate({ ports }));
  const entries = behaviors.map(({ path, origin }) => [
    `^${path}(\\?|$)`,
    { target: apiUrl ? new URL(apiUrl).origin : origin.url, changeOrigin: true },
  ]);
  return Object.fromEntries(entries) as Record<string, object>;
}

/** If the shop is from the previous version, says what --fresh would lose. */
async function adviseOlderShop(): Promise<void> {
  const older = await olderShop(directory).catch(() => undefined);
  if (!older) return;
  const { listed, sales } = older;
  console.error(
    `This shop is from the previous version. npm run migrate keeps its ${listed} pets and ${sales} sales; --fresh deletes them.`,
  );
}

function startPage(): void {
  page = startNode([ng, 'serve', '--port', String(ports.page), '--proxy-config', proxyFile], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NG_CLI_ANALYTICS: 'false', NO_UPDATE_NOTIFIER: '1' },
  });
  page.stdout?.setEncoding('utf8').on('data', (text: string) => {
    // Whoever wants the table of chunks runs ng build. Problems are for everyone.
    for (const line of text.split('\n')) if (/✘|▲|error|rebuil/i.test(line)) console.log(line);
  });
  page.once('exit', () => {
    if (stopping) return;
    console.error('The page (ng serve) stopped; see above.');
    void stopAll(1);
  });
}

async function pageAnswers(): Promise<void> {
  while (!stopping) {
    const answer = await fetch(addressOf('page', ports)).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

function announce(): void {
  const lines = PARTS.map(
    (part) => `  ${STANDARD[part].title.padEnd(16)}${addressOf(part, ports)}`,
  );
  console.log(`
${lines.join('\n')}

  Shopkeeper      admin@example.com, password admin
  Buyers          "Continue with Amazon" or "Continue with Google", any email address

Secured Pets is ready: ${addressOf('page', ports)}
Ctrl-C stops everything.
`);
}

function announceDeployed(siteUrl: string): void {
  const page = addressOf('page', ports);
  const allowed = addressOf('page', readPorts({}));
  const note =
    page === allowed ? '' : ` (the command allows only ${allowed}; add yours in Auth0's dashboard)`;
  console.log(`
Only the page runs here. Everything else belongs to ${siteUrl}: changes you make here are made there.
Before you can log in, Auth0 must allow ${page}. In a development tenant${note}, run:

  npm run deploy:auth0 -- --site-url ${siteUrl} --allow-localhost

Secured Pets is ready: ${page}
Ctrl-C stops everything.
`);
}

/** Restarts the local cloud when its code or the backend's changes; sessions and data are kept. */
function watchBackend(): void {
  let timer: NodeJS.Timeout | undefined;
  let restarts = Promise.resolve();
  for (const folder of ['backend', 'local-cloud']) {
    const watcher = watch(join(root, folder), { recursive: true }, (_, file) => {
      if (!file || NOT_RUNNING.test(file)) return;
      clearTimeout(timer);
      timer = setTimeout(
        () => (restarts = restarts.then(() => restartCloud(`${folder}/${file}`))),
        300,
      );
    });
    watcher.on('error', (error) => console.error(`Can't watch ${folder}: ${error.message}`));
  }
}

/** If the system has no file watches left, neither the page's builder nor this process sees edits. */
function warnOfFewWatches(): void {
  try {
    watch(root).close();
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (!['ENOSPC', 'EMFILE'].includes(code)) throw error;
    console.error(
      "The shop is running, but it won't notice edits: the system allows too few file watches. Allow more " +
        '(sudo sysctl fs.inotify.max_user_watches=524288 fs.inotify.max_user_instances=512) and restart.',
    );
  }
}

async function restartCloud(file: string): Promise<void> {
  if (stopping) return;
  console.log(`${file} changed. Restarting the backend …`);
  if (file === 'backend/openapi.yaml') {
    console.log('Run npm run generate to update the code generated from it.');
  }
  const former = cloud;
  cloud = undefined;
  await stop(former);
  const ready = await startCloud();
  if (!stopping) console.log(ready ? 'The backend is ready.' : 'Waiting for the next change.');
}

async function stopAll(code: number): Promise<never> {
  if (!stopping) {
    stopping = true;
    console.log('\nStopping …');
  }
  await Promise.all([stop(page), stop(cloud)]);
  process.exit(code);
}

function fail(message: string): never {
  console.error(message);
  process.exit(1);
}
