import { spawnSync } from 'node:child_process';
import { chmod, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { freePorts, isTaken, PARTS } from '../local-cloud/src/ports.ts';
import { Checkout, portOptions } from './checkout.ts';

let checkout: Checkout;
test.afterEach(() => checkout.remove());

test('the shop runs in a folder of any name, with CRLF, behind a proxy and on other ports', async ({
  page,
}) => {
  test.setTimeout(240_000);
  checkout = await Checkout.make('R&D’s "[1]" (ü) {🐈‍⬛} $x;=@!~+,');
  await withCrlf(checkout.folder);
  const ports = await freePorts(PARTS.length);
  // Nothing listens there.
  const proxy = 'http://127.0.0.1:9';
  const env = {
    ...process.env,
    ...{ HTTP_PROXY: proxy, HTTPS_PROXY: proxy, ALL_PROXY: proxy, NODE_USE_ENV_PROXY: '1' },
    ...{ http_proxy: proxy, https_proxy: proxy, all_proxy: proxy, NO_PROXY: '', no_proxy: '' },
  };
  const shop = checkout.run('scripts/start.ts', portOptions(ports), { env });
  await shop.prints('Secured Pets is ready');

  await test.step('shows its pets, and the login page in its style', async () => {
    await page.goto(`http://localhost:${ports[0]!}`);
    await expect(page.locator('app-pet-card')).toHaveCount(12);
    await page.getByRole('button', { name: 'Log in' }).first().click();
    await expect(page).toHaveTitle(/Log in to/);
    await expect(page.locator('body')).toHaveCSS('display', 'grid');
  });

  await test.step('gives a session to a shell, which then calls it without the proxy', async () => {
    const session = checkout.run('scripts/session.ts', ['keeper'], { env });
    expect(await session.code).toBe(0);
    expect(session.output).toContain("export ID_TOKEN='eyJ");
    expect(session.output).toMatch(/^export NO_PROXY='[^']*\blocalhost\b/m);
  });

  await test.step('has code that is generated, whatever its line ends', async () => {
    const check = checkout.run('scripts/generate.ts', ['--check'], { env });
    expect(await check.code, check.output).toBe(0);
  });
});

for (const character of ['#', '%', '?', '*', ':']) {
  test(`a folder with ${character} in its name is refused with a sentence`, async () => {
    checkout = await Checkout.make(`pets ${character}20 shop`);
    const start = checkout.run('scripts/start.ts', []);
    expect(await start.code).toBe(1);
    expect(start.output).toContain(`contains "${character}"`);
    expect(start.output).toMatch(/^.*rename the folder, then try again\.\n$/);
  });
}

for (const { how, command, victim, signal, until } of [
  { how: 'SIGTERM to npm start', victim: /^npm start/, signal: 'SIGTERM' },
  { how: 'kill -9 of npm start', victim: /^npm start/, signal: 'SIGKILL' },
  { how: 'kill -9 of what npm start runs', victim: /run\.mjs/, signal: 'SIGKILL' },
  { how: 'kill -9 of the script in it', victim: /\/scripts\/start\.ts/, signal: 'SIGKILL' },
  { how: 'a closed terminal', victim: undefined, signal: 'SIGHUP' },
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
  /** Which process gets the signal; the whole group if undefined, as a terminal does. */
  victim?: RegExp;
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
    const target = victim ? running().find(({ program }) => victim.test(program))?.pid : -npm.pid!;
    process.kill(target!, signal);
    await expect.poll(running, { timeout: 30_000 }).toEqual([]);
    expect(others.length).toBeGreaterThan(2);
    expect(await Promise.all(ports.map(isTaken))).toEqual(PARTS.map(() => false));
  });
}

test('a Node that is too old is told so', async () => {
  checkout = await Checkout.make();
  const old = `data:text/javascript,Object.defineProperty(process.versions,'node',{value:'12.22.12'})`;
  const runner = join(checkout.folder, 'scripts/run.mjs');
  const start = checkout.spawn(process.execPath, ['--import', old, runner, 'scripts/start.ts']);
  expect(await start.code).toBe(1);
  expect(start.output).toMatch(/^This needs Node 20\.19 or newer, .*https:\/\/nodejs\.org.*\n$/);
});

test('a folder that can’t be written to is refused with a sentence', async () => {
  const uid = process.getuid?.() === 0 ? 65_534 : process.getuid?.();
  const canRun = spawnSync(process.execPath, ['--version'], { uid }).status === 0;
  test.skip(!canRun, 'Nobody else can run this Node.');
  checkout = await Checkout.make();
  await chmod(join(checkout.folder, '..'), 0o755);
  await chmod(checkout.folder, 0o555);
  const start = checkout.run('scripts/start.ts', [], { uid });
  expect(await start.code).toBe(1);
  expect(start.output).toMatch(/^You can't write to \S+\. .*\n$/);
  await chmod(checkout.folder, 0o755);
});

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
  await start.prints('edits go unnoticed');
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
