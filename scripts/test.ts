/**
 * `npm test`: lint, types, generated code, and the tests of app, backend, deployment and the whole
 * stack. A line a suite; of a suite that failed, its whole output. `npm test -- app e2e` runs only
 * those.
 */
import { spawn } from 'node:child_process';
import { findBrowser } from './browser.ts';
import { ng, root } from './process.ts';

interface Suite {
  title: string;
  /** Arguments for Node, command by command. */
  commands: readonly (readonly string[])[];
  /** How many tests passed and failed, from the output; none: the suite counts as one. */
  count?: (output: string) => { passed: number; failed: number };
  /** What to say of tests that were skipped, if some were. */
  skipped?: (output: string) => string | undefined;
}

const bin = (path: string): string => `${root}/node_modules/${path}`;

const SUITES: Record<string, Suite> = {
  lint: {
    title: 'lint (ESLint, Prettier)',
    commands: [
      [bin('eslint/bin/eslint.js'), '.'],
      [bin('prettier/bin/prettier.cjs'), '--check', '--log-level', 'warn', '.'],
    ],
  },
  types: {
    title: 'types (tsc)',
    // The app's types are checked by its build.
    commands: ['tsconfig.node.json', 'e2e'].map((project) => [
      bin('typescript/bin/tsc'),
      '-p',
      project,
    ]),
  },
  generated: {
    title: 'generated code is current',
    commands: [['scripts/generate.ts', '--check']],
  },
  backend: {
    title: 'backend and local cloud (Jasmine)',
    commands: [[bin('jasmine/bin/jasmine.js'), '--config=backend/jasmine.json']],
    count: (output) => numbers(output, /(\d+) specs?, (\d+) failures?/),
  },
  deploy: {
    title: 'deployment, against moto (Jasmine)',
    commands: [
      [ng, 'build'],
      [bin('jasmine/bin/jasmine.js'), '--config=scripts/jasmine.json'],
    ],
    count: (output) => {
      const counted = numbers(output, /(\d+) specs?, (\d+) failures?/);
      const pending = Number(/(\d+) pending specs?/.exec(output)?.[1] ?? 0);
      return { ...counted, passed: counted.passed - pending };
    },
    skipped: (output) => {
      const [, count] = /(\d+) pending specs?/.exec(output) ?? [];
      if (!count) return undefined;
      return `${count} skipped: they need openssl and moto_server (pip install -r .ci/requirements-deploy.txt)`;
    },
  },
  app: {
    title: 'app (Karma, Jasmine)',
    commands: [[ng, 'test', '--watch=false']],
    count: (output) => {
      const [, failed, passed] = /TOTAL: (?:(\d+) FAILED, )?(\d+) SUCCESS/.exec(output) ?? [];
      return { passed: Number(passed ?? 0), failed: Number(failed ?? 0) };
    },
  },
  e2e: {
    title: 'whole stack in a browser (Playwright)',
    commands: [
      [ng, 'build'],
      [bin('@playwright/test/cli.js'), 'test', '--config=e2e/playwright.config.ts'],
    ],
    count: (output) => ({
      passed: Number(/^ +(\d+) passed/m.exec(output)?.[1] ?? 0),
      failed: Number(/^ +(\d+) failed/m.exec(output)?.[1] ?? 0),
    }),
  },
};

const chosen = process.argv.slice(2);
const unknown = chosen.find((name) => !Object.hasOwn(SUITES, name));
if (unknown) {
  console.error(`There is no suite "${unknown}". Choose of: ${Object.keys(SUITES).join(', ')}`);
  process.exit(1);
}

const names = chosen.length > 0 ? chosen : Object.keys(SUITES);
if (names.includes('app') || names.includes('e2e')) {
  try {
    process.env['CHROME_BIN'] = findBrowser();
  } catch (error) {
    console.error((error as Error).message);
    process.exit(1);
  }
}
let passed = 0;
let failed = 0;
for (const name of names) {
  const result = await run(SUITES[name] as Suite);
  passed += result.passed;
  failed += result.failed;
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);

async function run({
  title,
  commands,
  count,
  skipped,
}: Suite): Promise<{ passed: number; failed: number }> {
  const started = performance.now();
  let output = '';
  let ok = true;
  for (const command of commands) {
    const result = await execute(command);
    output += result.output;
    ok = result.code === 0;
    if (!ok) break;
  }
  const counted = count?.(output) ?? { passed: ok ? 1 : 0, failed: ok ? 0 : 1 };
  // A suite that ended badly or ran nothing has failed, whatever its output says.
  const failures = counted.failed || (ok && counted.passed > 0 ? 0 : 1);
  const seconds = Math.round((performance.now() - started) / 1000);
  if (failures > 0) console.log(output.trimEnd());
  const verdict = failures > 0 ? `FAILED (${failures})` : `ok (${counted.passed})`;
  console.log(`${title.padEnd(40)}${verdict.padEnd(14)}${seconds} s`);
  const left = skipped?.(output);
  if (left) console.log(`  ${left}`);
  return { passed: counted.passed, failed: failures };
}

function execute(args: readonly string[]): Promise<{ code: number; output: string }> {
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...process.env, NG_CLI_ANALYTICS: 'false', NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  }
  process.once('exit', () => child.kill());
  return new Promise((resolve) =>
    child.once('exit', (code) => resolve({ code: code ?? 1, output })),
  );
}

function numbers(output: string, pattern: RegExp): { passed: number; failed: number } {
  const [, total, failures] = pattern.exec(output) ?? [];
  return { passed: Number(total ?? 0) - Number(failures ?? 0), failed: Number(failures ?? 0) };
}
