// Runs one of the project's commands: `node scripts/run.mjs scripts/start.ts …`.
//
// Plain JavaScript, because it is the first thing that runs on a fresh clone, on whatever Node the
// machine has: it installs the dependencies that are missing, the project's own Node among them,
// and runs the command's TypeScript file on that. Its syntax is that of Node 12, so that an old Node
// gets as far as the sentence that asks for a newer one.
import { spawn } from 'node:child_process';
import { accessSync, constants, existsSync, lstatSync, readFileSync } from 'node:fs';
import { constants as os } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { endUnless } from './with-parent.mjs';

const root = dirname(dirname(process.argv[1]));
const [file, ...args] = process.argv.slice(2);
const modules = join(root, 'node_modules');
const isWindows = process.platform === 'win32';
const node = join(modules, 'node/bin', isWindows ? 'node.exe' : 'node');

requireNode();
requireFolder();
const npm = parentOfShell();
endUnless(() => parentOfShell() === npm);
// What runs decides when everything has stopped: npm ci first, then the command.
let child;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
if (isInstalled()) run();
else install();

function run() {
  const PATH = join(modules, '.bin') + delimiter + process.env.PATH;
  start(node, [join(root, file), ...args], { PATH, ...withoutProxy() });
  child.on('exit', exitLike);
  child.on('error', ({ code }) =>
    refuse(
      `${node} can't run here (${code}). It needs glibc, which Alpine Linux lacks: use another image there. ` +
        'If node_modules comes from another machine, remove it and start again.',
    ),
  );
}

/** Starts a script on a Node. It ends with this process, however that ends. */
function start(program, args, environment) {
  const guard = pathToFileURL(join(root, 'scripts/with-parent.mjs')).href;
  child = spawn(program, ['--import', guard, ...args], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, SECURED_PETS_PARENT: process.pid, ...environment },
  });
}

function exitLike(code, signal) {
  process.exit(code === null ? 128 + os.signals[signal] : code);
}

function requireNode() {
  const { engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const [major, minor] = numbers(process.versions.node);
  const [wantedMajor, wantedMinor] = numbers(engines.node);
  if (major > wantedMajor || (major === wantedMajor && minor >= wantedMinor)) return;
  refuse(
    `This needs Node ${wantedMajor}.${wantedMinor} or newer, but ${process.execPath} is ${process.version}. ` +
      'Install a newer Node, with its npm, from https://nodejs.org.',
  );
}

function numbers(version) {
  return version.match(/\d+/g).map(Number);
}

/** Refuses folders where the build tools would fail later or, worse, build an empty page. */
function requireFolder() {
  // A colon separates the folders of a PATH, a semicolon on Windows.
  const character = ['#', '?', '*', '%', delimiter].find((one) => root.includes(one));
  if (character) {
    refuse(
      `The path ${root} contains "${character}", which the build tools can't handle. ` +
        'Move or rename the folder, then try again.',
    );
  }
  try {
    accessSync(root, constants.W_OK);
  } catch {
    refuse(
      `You can't write to ${root}. Copy the project to a folder of your own and start it there.`,
    );
  }
}

/** Calls to this machine go there directly, whatever proxy leads to the network. */
function withoutProxy() {
  const { NO_PROXY, no_proxy } = process.env;
  const given = NO_PROXY || no_proxy;
  // An asterisk, for no proxy at all, counts only alone.
  const hosts =
    given === '*' ? given : [given, 'localhost', '127.0.0.1', '::1'].filter(Boolean).join();
  return { NO_PROXY: hosts, no_proxy: hosts };
}

/** The parent of the shell that started this: npm, which on Linux leaves its shell behind when killed. */
function parentOfShell() {
  try {
    const stat = readFileSync(`/proc/${process.ppid}/stat`, 'utf8');
    const [, command, parent] = /\((.*)\) \w (\d+)/.exec(stat);
    return process.env.npm_lifecycle_event && /sh$/.test(command) ? parent : undefined;
  } catch {
    return undefined;
  }
}

function refuse(sentence) {
  console.error(sentence);
  process.exit(1);
}

/** Whether node_modules holds what package-lock.json asks for. */
function isInstalled() {
  try {
    const wanted = packages('package-lock.json');
    const found = packages('node_modules/.package-lock.json');
    return (
      existsSync(node) &&
      Object.entries(wanted).every(
        ([path, { version, optional }]) =>
          !path.startsWith('node_modules/') || optional || (found[path] || {}).version === version,
      )
    );
  } catch {
    return false;
  }
}

function packages(file) {
  return JSON.parse(readFileSync(join(root, file), 'utf8')).packages;
}

function isLink(path) {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  return stats !== undefined && stats.isSymbolicLink();
}

function install() {
  // npm ci empties the folder first: through a link, one that belongs to another checkout.
  if (isLink(modules)) {
    refuse(
      "node_modules is a link to a folder that doesn't have what package-lock.json asks for. " +
        'Remove the link and try again: the dependencies are then installed here.',
    );
  }
  console.error('Installing the dependencies (npm ci). This takes about a minute …');
  const npm = process.env.npm_execpath;
  const quiet = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
  if (npm) start(process.execPath, [npm, ...quiet]);
  else child = spawn('npm', quiet, { cwd: root, stdio: 'inherit', shell: isWindows });
  child.on('exit', (code, signal) => {
    if (code === 0) run();
    else if (signal) exitLike(code, signal);
    else
      refuse('npm ci failed; see above. Fix that (can you reach the npm registry?) and try again.');
  });
  child.on('error', ({ code }) =>
    refuse(`npm can't run here (${code}). Install Node with its npm, from https://nodejs.org.`),
  );
}
