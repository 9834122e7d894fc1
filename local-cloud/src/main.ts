/**
 * The local cloud as a process. It writes the page's config.json, tells its parent (if it has one)
 * when everything answers, and stops on Ctrl-C, on SIGTERM, on SIGHUP or with its parent.
 */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { SHOP, startCloud, type Cloud } from './cloud.ts';
import {
  addressOf,
  assertFree,
  PARTS,
  PORT_HELP,
  PORT_OPTIONS,
  readPorts,
  STANDARD,
} from './ports.ts';

const COMMAND = 'node local-cloud/src/main.ts';
const shown = (path: string): string => relative(process.cwd(), path);

const HELP = `${COMMAND} [options]

Runs a SAM template behind Auth0, STS, API Gateway and DynamoDB on this machine.
At a social login you choose what the account shares: no email address, an
unverified one, an empty nickname, or one that begins with an emoji.

  --template FILE    the SAM template (${shown(SHOP.template)})
  --parameter NAME=VALUE
                     a template parameter (can be repeated)
  --tenant FILE      the Auth0 tenant, as auth0-deploy-cli deploys it (${shown(SHOP.tenant)})
  --client-id ID     the page's client id in the tenant (${SHOP.clientId})
  --seed FILE        a module that exports the first items of each table (${shown(SHOP.seed)})
  --packages FOLDER  run the functions that sam build put there, not their sources
  --data FOLDER      where data, logins, keys and page/config.json are kept (.local)
  --index-delay MS   how far global indexes lag behind their table (100)
  --explain          log IAM's reasons for allowed calls too, not only for refused ones
${PORT_HELP}
  --help             show this text`;

let cloud: Cloud | undefined;

process.on('SIGINT', () => {
  // The parent, which gets Ctrl-C too, says when to stop.
  if (!process.send) void stop();
});
for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => void stop());
process.on('disconnect', () => void stop());

const options = readOptions();
if (options.help) {
  console.log(HELP);
  process.exit(0);
}
const ports = usable(() => readPorts(options));
const data = resolve(options.data);
const { template, tenant, seed, packages } = usable(paths);
const parameters = usable(readParameters);
const indexDelayMs = usable(readIndexDelay);

// Everything created from here on, also by LevelDB, is readable by the user only.
process.umask(0o077);

try {
  const own = PARTS.filter((part) => part !== 'page');
  await assertFree(ports, own, COMMAND).catch((error: unknown) => refuse(error as Error));
  cloud = await startCloud({
    ...{ ports, template, parameters, tenant, seed, packages },
    clientId: options['client-id'],
    directory: data,
    explain: options.explain,
    indexDelayMs,
    log: (part, line) => console.log(`[${part}] ${line}`),
  });
  mkdirSync(join(data, 'page'), { recursive: true });
  writeFileSync(join(data, 'page/config.json'), JSON.stringify(cloud.config, null, 2));
  if (process.send) process.send('ready');
  else announce();
} catch (error) {
  fail(error);
}

function readOptions() {
  return usable(
    () =>
      parseArgs({
        options: {
          template: { type: 'string', default: SHOP.template },
          parameter: { type: 'string', multiple: true, default: [] },
          tenant: { type: 'string', default: SHOP.tenant },
          'client-id': { type: 'string', default: SHOP.clientId },
          seed: { type: 'string', default: SHOP.seed },
          packages: { type: 'string' },
          data: { type: 'string', default: '.local' },
          'index-delay': { type: 'string', default: '100' },
          explain: { type: 'boolean', default: false },
          help: { type: 'boolean', default: false },
          ...PORT_OPTIONS,
        },
      }).values,
  );
}

function paths() {
  const path = (name: 'template' | 'tenant' | 'seed' | 'packages'): string | undefined => {
    const given = options[name];
    if (given === undefined || existsSync(given)) return given && resolve(given);
    throw new Error(`--${name}: ${given} doesn't exist.`);
  };
  return {
    template: path('template') ?? SHOP.template,
    tenant: path('tenant') ?? SHOP.tenant,
    seed: path('seed') ?? SHOP.seed,
    packages: path('packages'),
  };
}

function readParameters(): Record<string, string> {
  const entries = options.parameter.map((text) => {
    const [, name, value] = /^(\w+)=(.*)$/s.exec(text) ?? [];
    if (name !== undefined && value !== undefined) return [name, value] as const;
    throw new Error(`--parameter needs NAME=VALUE, not "${text}".`);
  });
  return Object.fromEntries(entries);
}

function readIndexDelay(): number {
  const text = options['index-delay'];
  if (/^\d{1,5}$/.test(text)) return Number(text);
  throw new Error(`--index-delay needs milliseconds, at most 99999, not "${text}".`);
}

function announce(): void {
  const own = PARTS.filter((part) => part !== 'page');
  const lines = own.map((part) => `  ${STANDARD[part].title.padEnd(16)}${addressOf(part, ports)}`);
  console.log(`\n${lines.join('\n')}\n\nThe local cloud is ready. Ctrl-C stops it.\n`);
}

/** What a function gives; if it throws, the command was called wrongly. */
function usable<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    return refuse(error as Error);
  }
}

function refuse({ message }: Error): never {
  console.error(`${message}\n${COMMAND} --help lists the options.`);
  process.exit(1);
}

/** Says what to do about the errors that a developer can fix, without a stack. */
function fail(error: unknown): never {
  const { name = '', message = '', cause } = error instanceof Error ? error : {};
  if (name.startsWith('Unsupported')) console.error(message);
  else if ((cause as NodeJS.ErrnoException | undefined)?.code !== 'LEVEL_LOCKED')
    console.error(error);
  else console.error(`${data} is in use by another npm start in this folder. Stop that one first.`);
  process.exit(1);
}

async function stop(): Promise<void> {
  await cloud?.close();
  process.exit(0);
}
