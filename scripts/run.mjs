// Runs one of the project's commands: `node scripts/run.mjs scripts/start.ts …`.
//
// Plain JavaScript, because it is the first thing that runs on a fresh clone, on whatever Node the
// machine has: it installs the dependencies that are missing, the project's own Node among them,
// and runs the command's TypeScript file on that.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, lstatSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const [file, ...args] = process.argv.slice(2);
const modules = join(root, 'node_modules');
const node = join(modules, 'node/bin', process.platform === 'win32' ? 'node.exe' : 'node');

if (!isInstalled()) install();

const child = spawn(node, [join(root, file), ...args], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, PATH: join(modules, '.bin') + delimiter + process.env.PATH },
});
// The child decides when everything has stopped.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));

/** Whether node_modules holds what package-lock.json asks for. */
function isInstalled() {
  try {
    const wanted = packages('package-lock.json');
    const found = packages('node_modules/.package-lock.json');
    return (
      existsSync(node) &&
      Object.entries(wanted).every(
        ([path, { version, optional }]) =>
          !path.startsWith('node_modules/') || optional || found[path]?.version === version,
      )
    );
  } catch {
    return false;
  }
}

function packages(file) {
  return JSON.parse(readFileSync(join(root, file), 'utf8')).packages;
}

function install() {
  // npm ci empties the folder first: through a link, one that belongs to another checkout.
  if (lstatSync(modules, { throwIfNoEntry: false })?.isSymbolicLink()) {
    console.error(
      'node_modules is a link, to a folder without what package-lock.json asks for. ' +
        'Remove the link and start again: the dependencies are then installed here.',
    );
    process.exit(1);
  }
  console.error('Installing the dependencies (npm ci), about a minute …');
  const npm = process.env.npm_execpath;
  const quiet = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
  const options = { cwd: root, stdio: 'inherit' };
  const { status } = npm
    ? spawnSync(process.execPath, [npm, ...quiet], options)
    : spawnSync('npm', quiet, { ...options, shell: process.platform === 'win32' });
  if (status === 0) return;
  console.error(
    'npm ci failed: see above. Mend that (is the npm registry reachable?) and start again.',
  );
  process.exit(status ?? 1);
}
