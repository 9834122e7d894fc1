/** `npm start`: the page (ng serve) and the local cloud, until Ctrl-C. */
import type { ChildProcess } from 'node:child_process';
import { watch } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Part } from '../local-cloud/src/cloud.ts';
import { isTaken, ng, root, startNode, stop } from './process.ts';

const PARTS: Record<Part, { title: string; port: number; path: string }> = {
  page: { title: 'Page', port: 4200, path: '' },
  auth0: { title: 'Auth0 stand-in', port: 4210, path: '/' },
  sts: { title: 'STS', port: 4211, path: '/' },
  api: { title: 'API Gateway', port: 4212, path: '/api' },
  dynamodb: { title: 'DynamoDB', port: 4213, path: '/' },
};

const HELP = `npm start -- [options]

  --fresh            forget pets, sales and logins, and fill the shop anew
  --explain          log why IAM decided as it did for allowed calls too, not only refused ones
${Object.entries(PARTS)
  .map(([part, { title, port }]) => `  --${part}-port N`.padEnd(21) + `${title} (${port})`)
  .join('\n')}
  --help             this text`;

const directory = join(root, '.local');
const options = readOptions();
const ports = readPorts();
let page: ChildProcess | undefined;
let cloud: ChildProcess | undefined;
let stopping = false;

if (options.help) {
  console.log(HELP);
  process.exit(0);
}
await refuseTakenPorts();
process.on('SIGINT', () => void stopAll(0));
process.on('SIGTERM', () => void stopAll(0));

if (options.fresh) {
  await rm(directory, { recursive: true, force: true });
  console.log('Forgot pets, sales and logins (.local).');
}
await mkdir(join(directory, 'page'), { recursive: true });

console.log('Starting the local cloud …');
if (!(await startCloud())) await stopAll(1);
console.log('Building the page …');
startPage();
await pageAnswers();
if (!stopping) {
  announce();
  watchBackend();
}

function readOptions() {
  const portOptions = Object.keys(PARTS).map(
    (part) => [`${part}-port`, { type: 'string' }] as const,
  );
  try {
    return parseArgs({
      options: {
        fresh: { type: 'boolean', default: false },
        explain: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
        ...Object.fromEntries(portOptions),
      },
    }).values as Record<string, string | undefined> & {
      fresh: boolean;
      explain: boolean;
      help: boolean;
    };
  } catch (error) {
    return fail(`${(error as Error).message}\n\n${HELP}`);
  }
}

function readPorts(): Record<Part, number> {
  const chosen = Object.entries(PARTS).map(([part, { port }]) => {
    const text = options[`${part}-port`];
    if (text === undefined) return [part, port] as const;
    if (!/^\d{1,5}$/.test(text) || Number(text) < 1 || Number(text) > 65_535) {
      fail(`--${part}-port needs a port from 1 to 65535, not "${text}".`);
    }
    return [part, Number(text)] as const;
  });
  const twice = chosen.find(([, port], i) => chosen.findIndex(([, other]) => other === port) < i);
  if (twice) fail(`Port ${twice[1]} is chosen twice: each part needs a port of its own.`);
  return Object.fromEntries(chosen) as Record<Part, number>;
}

async function refuseTakenPorts(): Promise<void> {
  const checks = Object.entries(PARTS).map(async ([part, { title }]) => {
    const port = ports[part as Part];
    if (!(await isTaken(port))) return [];
    const other = port < 65_000 ? port + 100 : port - 100;
    const how = `npm start -- --${part}-port ${other}`;
    return [`Port ${port} (${title}) is taken. Choose another: ${how}`];
  });
  const problems = (await Promise.all(checks)).flat();
  if (problems.length > 0) fail(problems.join('\n'));
}

/** Starts the local cloud; false if it ended before it was ready. */
function startCloud(): Promise<boolean> {
  const main = join(root, 'local-cloud/src/main.ts');
  const child = startNode([main, JSON.stringify({ ports, directory, explain: options.explain })], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  cloud = child;
  return new Promise((resolve) => {
    let ready = false;
    child.once('message', () => resolve((ready = true)));
    child.once('exit', () => {
      resolve(false);
      if (!ready || cloud !== child || stopping) return;
      console.error('The local cloud ended: see above. It starts again when its code changes.');
    });
  });
}

function startPage(): void {
  page = startNode([ng, 'serve', '--port', String(ports.page)], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NG_CLI_ANALYTICS: 'false', NO_UPDATE_NOTIFIER: '1' },
  });
  page.stdout?.setEncoding('utf8').on('data', (text: string) => {
    // The table of chunks is for those who look for it (ng build); what is wrong is for everyone.
    for (const line of text.split('\n')) if (/✘|▲|error|rebuil/i.test(line)) console.log(line);
  });
  page.once('exit', () => {
    if (stopping) return;
    console.error('The page (ng serve) ended: see above.');
    void stopAll(1);
  });
}

async function pageAnswers(): Promise<void> {
  while (!stopping) {
    const answer = await fetch(address('page')).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

function announce(): void {
  const lines = Object.entries(PARTS).map(
    ([part, { title }]) => `  ${title.padEnd(16)}${address(part as Part)}`,
  );
  console.log(`
${lines.join('\n')}

  Shop keeper     admin@example.com, password admin
  Buyers          "Continue with Amazon" or "Continue with Google", any e-mail address

Secured Pets is ready: ${address('page')}
Ctrl-C stops everything.
`);
}

/** Restarts the local cloud when a file of the backend changes; sessions and data are kept. */
function watchBackend(): void {
  let timer: NodeJS.Timeout | undefined;
  let restarts = Promise.resolve();
  const watcher = watch(join(root, 'backend'), { recursive: true }, (_, file) => {
    if (!file || /(^|[\\/])(test|node_modules|\.aws-sam)([\\/]|$)|~$|\.sw.$/.test(file)) return;
    clearTimeout(timer);
    timer = setTimeout(() => (restarts = restarts.then(() => restartCloud(file))), 300);
  });
  watcher.on('error', (error) => console.error(`backend is not watched: ${error.message}`));
}

async function restartCloud(file: string): Promise<void> {
  if (stopping) return;
  console.log(`backend/${file} changed: restarting the backend …`);
  if (file === 'openapi.yaml') console.log('Run npm run generate to renew what is made from it.');
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

function address(part: Part): string {
  return `http://localhost:${ports[part]}${PARTS[part].path}`;
}

function fail(message: string): never {
  console.error(message);
  process.exit(1);
}
