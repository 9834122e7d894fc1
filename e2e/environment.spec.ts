import { spawnSync } from 'node:child_process';
import type { SpawnOptions } from 'node:child_process';
import { chmod, copyFile, mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { freePorts, isTaken, PARTS } from '../local-cloud/src/ports.ts';
import { root } from '../scripts/process.ts';
import { Checkout, portOptions } from './checkout.ts';
import type { Run } from './checkout.ts';

let checkout: Checkout | undefined;
test.afterEach(() => checkout?.remove());

test('the shop runs in a folder of any name, with CRLF, behind a proxy and on other ports', async ({
  page,
}) => {
  test.setTimeout(240_000);
  const copy = (checkout = await Checkout.make('R&D’s "[1]" (ü) {🐈‍⬛} $x;=@!~+,'));
  await withCrlf(copy.folder);
  const ports = await freePorts(PARTS.length);
  // Nothing listens there.
  const proxy = 'http://127.0.0.1:9';
  const env = {
    ...process.env,
    ...{ HTTP_PROXY: proxy, HTTPS_PROXY: proxy, ALL_PROXY: proxy, NODE_USE_ENV_PROXY: '1' },
    ...{ http_proxy: proxy, https_proxy: proxy, all_proxy: proxy, NO_PROXY: '', no_proxy: '' },
    // A name that others give their own things.
    PARENT_PID: '1',
  };
  const shop = copy.run('scripts/start.ts', portOptions(ports), { env });
  await shop.prints('Secured Pets is ready');

  await test.step('shows its pets, and the login page in its style', async () => {
    await page.goto(`http://localhost:${ports[0]!}`);
    await expect(page.locator('app-pet-card')).toHaveCount(12);
    await page.getByRole('button', { name: 'Log in' }).first().click();
    await expect(page).toHaveTitle(/Log in to/);
    await expect(page.locator('body')).toHaveCSS('display', 'grid');
  });

  await test.step('gives a session to a shell, which then calls it without the proxy', async () => {
    const session = copy.run('scripts/session.ts', ['keeper'], { env });
    expect(await session.code).toBe(0);
    expect(session.output).toContain("export ID_TOKEN='eyJ");
    expect(session.output).toMatch(/^export NO_PROXY='[^']*\blocalhost\b/m);
  });

  await test.step('has code that is generated, whatever its line ends', async () => {
    const check = copy.run('scripts/generate.ts', ['--check'], { env });
    expect(await check.code, check.output).toBe(0);
  });

  await test.step('has files that Prettier takes', async () => {
    const files = [
      'README.md',
      'package.json',
      'src/app/app.html',
      'src/styles.css',
      'src/main.ts',
    ];
    const prettier = 'node_modules/prettier/bin/prettier.cjs';
    const check = copy.spawn(process.execPath, [prettier, '--check', ...files]);
    expect(await check.code, check.output).toBe(0);
  });
});

test.describe('A sentence refuses', () => {
  let copy: Checkout;
  const start = (options: SpawnOptions = {}): Run => copy.run('scripts/start.ts', [], options);
  test.beforeAll(async () => void (copy = await Checkout.make()));
  test.afterAll(() => copy.remove());

  test('a folder with a name that the build tools can’t handle', async () => {
    for (const character of ['#', '%', '?', '*', ':']) {
      await copy.rename(`pets ${character}20 shop`);
      const refused = start();
      expect(await refused.code).toBe(1);
      expect(refused.output).toContain(`contains "${character}"`);
      expect(refused.output).toMatch(/^.*rename the folder, then try again\.\n$/);
    }
    await copy.rename('secured-pets');
  });

  test('a Node that is too old', async () => {
    const old = `data:text/javascript,Object.defineProperty(process.versions,'node',{value:'12.22.12'})`;
    const runner = join(copy.folder, 'scripts/run.mjs');
    const refused = copy.spawn(process.execPath, ['--import', old, runner, 'scripts/start.ts']);
    expect(await refused.code).toBe(1);
    expect(refused.output).toMatch(
      /^This needs Node 20\.19 or newer, .*https:\/\/nodejs\.org.*\n$/,
    );
  });

  test('a folder that can’t be written to', async () => {
    const uid = process.getuid?.() === 0 ? 65_534 : process.getuid?.();
    const canRun = spawnSync(process.execPath, ['--version'], { uid }).status === 0;
    test.skip(!canRun, 'Nobody else can run this Node.');
    await chmod(join(copy.folder, '..'), 0o755);
    await chmod(copy.folder, 0o555);
    const refused = start({ uid });
    expect(await refused.code).toBe(1);
    expect(refused.output).toMatch(/^You can't write to \S+\. .*\n$/);
    await chmod(copy.folder, 0o755);
  });

  test('a node_modules of another system', async () => {
    const modules = join(copy.folder, 'node_modules');
    await rm(modules);
    await mkdir(join(modules, 'node/bin'), { recursive: true });
    await copyFile(join(root, 'node_modules/.package-lock.json'), `${modules}/.package-lock.json`);
    // As on Alpine: what would run it isn't there.
    await writeFile(join(modules, 'node/bin/node'), '#!/lib/ld-linux.so\n', { mode: 0o755 });
    const refused = start();
    expect(await refused.code).toBe(1);
    expect(refused.output).toMatch(/node can't run here \(ENOENT\)\. .*start again\.\n$/);
  });
});

test('NO_PROXY=* still means that nothing goes through a proxy', async () => {
  checkout = await Checkout.make();
  await writeFile(join(checkout.folder, 'print.ts'), 'console.log(process.env.NO_PROXY);');
  const env = { ...process.env, NO_PROXY: '*' };
  const printed = checkout.run('print.ts', [], { env });
  expect(await printed.code).toBe(0);
  expect(printed.output).toBe('*\n');
});

for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
  test(`${signal} while the dependencies are installed leaves nothing behind`, async () => {
    checkout = await Checkout.make();
    await rm(join(checkout.folder, 'node_modules'));
    const npm = join(checkout.folder, 'npm.mjs');
    await writeFile(npm, "setInterval(() => console.log('npm ci runs'), 100);");
    const env = { ...process.env, npm_execpath: npm };
    const start = checkout.run('scripts/start.ts', [], { env, detached: true });
    await start.prints('npm ci runs');
    expect(processesOf(start.process.pid!)).toHaveLength(2);
    start.process.kill(signal);
    await expect.poll(() => processesOf(start.process.pid!)).toEqual([]);
  });
}

for (const { how, command, victim, signal, until } of [
  { how: 'SIGTERM to npm start', victim: /^npm start/, signal: 'SIGTERM' },
  { how: 'kill -9 of npm start', victim: /^npm start/, signal: 'SIGKILL' },
  {
    how: 'kill -9 of what npm start runs',
    victim: /^node scripts\/run\.mjs/,
    signal: 'SIGKILL',
  },
  { how: 'kill -9 of the script in it', victim: /\/scripts\/start\.ts/, signal: 'SIGKILL' },
  {
    how: 'kill -9 of npm test',
    command: ['test', '--', 'types'],
    victim: /^npm test/,
    signal: 'SIGKILL',
    until: /bin\/tsc/,
  },
] as {
  how: string;
  command?: readonly string[];
  /** Which process gets the signal. */
  victim: RegExp;
  signal: NodeJS.Signals;
  until?: RegExp;
}[]) {
  test(`${how} leaves nothing behind`, async () => {
    test.setTimeout(120_000);
    checkout = await Checkout.make();
    const ports = await freePorts(PARTS.length);
    const args = command ?? ['start', '--', ...portOptions(ports)];
    // In a group of its own, as a terminal starts it.
    const { process: npm } = checkout.spawn('npm', args, { detached: true });
    const running = () => processesOf(npm.pid!);
    const others = await expectProcess(running, until ?? /ng(\.js)? serve/);
    process.kill(running().find(({ program }) => victim.test(program))!.pid, signal);
    await expect.poll(running, { timeout: 30_000 }).toEqual([]);
    expect(others.length).toBeGreaterThan(2);
    expect(await Promise.all(ports.map(isTaken))).toEqual(PARTS.map(() => false));
  });
}

test('too few file watches are named, with the remedy', async () => {
  test.setTimeout(120_000);
  // A user namespace of its own has limits of its own.
  const lower = 'echo 50 >/proc/sys/user/max_inotify_watches';
  const namespace = ['--user', '--map-root-user', 'sh', '-c'];
  const { status } = spawnSync('unshare', [...namespace, lower]);
  test.skip(status !== 0, 'This system has no user namespaces.');
  checkout = await Checkout.make();
  const command = [process.execPath, 'scripts/run.mjs', 'scripts/start.ts'];
  const start = checkout.spawn('unshare', [
    ...namespace,
    `${lower}; exec "$@"`,
    ...['sh', ...command, ...portOptions(await freePorts(PARTS.length))],
  ]);
  await start.prints('notice edits');
  expect(start.output).toContain('sysctl fs.inotify.max_user_watches=');
  start.process.kill('SIGTERM');
  await start.code;
});

/** The processes of a group. */
function processesOf(group: number): { pid: number; program: string }[] {
  const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=,pgid=,stat=,args='], { encoding: 'utf8' });
  return stdout.split('\n').flatMap((line) => {
    const [, pid, pgid, stat = '', program = ''] = /^ *(\d+) +(\d+) +(\S+) +(.*)$/.exec(line) ?? [];
    const isMember = Number(pgid) === group && !stat.startsWith('Z');
    return isMember ? [{ pid: Number(pid), program }] : [];
  });
}

async function expectProcess(
  running: () => { pid: number; program: string }[],
  program: RegExp,
): Promise<{ pid: number; program: string }[]> {
  await expect
    .poll(() => running().some((one) => program.test(one.program)), { timeout: 60_000 })
    .toBe(true);
  return running();
}

/** Gives every text file the line ends of Windows. */
async function withCrlf(folder: string): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const content = await readFile(path);
    if (content.includes(0)) continue;
    await writeFile(path, content.toString().replaceAll(/\r?\n/g, '\r\n'));
  }
}
