/**
 * `npm test`: lint, types, generated code, and the tests of app, backend, local cloud, template, deployment and
 * the whole stack. A line a suite; of a suite that failed, its whole output. `npm test -- app e2e`
 * runs only those. Tests whose tools are missing are skipped, with a note.
 */
import { delimiter } from 'node:path';
import { findBrowser } from './browser.ts';
import { ng, root, startNode } from './process.ts';
import { findPythonTool, PYTHON_TOOLS } from './python-tools.ts';

interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

interface Suite {
  title: string;
  /** Arguments for Node, command by command. */
  commands: readonly (readonly string[])[];
  /** Whether it runs on the production build. */
  onBuild?: boolean;
  /** How many tests passed and failed, from the output; none: the suite counts as one. */
  count?: (output: string) => Counts;
  /** The Python tools without which it can't run at all. */
  needs?: readonly string[];
}

const bin = (path: string): string => `${root}/node_modules/${path}`;

const jasmine = (config: string): string[] => [bin('jasmine/bin/jasmine.js'), `--config=${config}`];

const SUITES: Record<string, Suite> = {
  lint: {
    title: 'lint (ESLint, Prettier, import rules)',
    commands: [
      [bin('eslint/bin/eslint.js'), '.'],
      [bin('prettier/bin/prettier.cjs'), '--check', '--log-level', 'warn', '.'],
      [
        bin('dependency-cruiser/bin/dependency-cruiser.mjs'),
        '--config',
        'dependency-cruiser.config.js',
        ...['src', 'backend', 'local-cloud', 'scripts', 'e2e', 'bench'],
      ],
    ],
  },
  types: {
    title: 'types (tsc)',
    // The app's types are checked by its build.
    commands: ['tsconfig.node.json', 'e2e', 'bench'].map((project) => [
      bin('typescript/bin/tsc'),
      '-p',
      project,
    ]),
  },
  generated: {
    title: 'generated code is up to date',
    commands: [['scripts/generate.ts', '--check']],
  },
  backend: {
    title: 'API and template (Jasmine)',
    commands: [jasmine('backend/jasmine.json')],
    count: countJasmine,
  },
  stress: {
    title: 'shop under stress (Jasmine)',
    commands: [jasmine('backend/jasmine-stress.json')],
    count: countJasmine,
  },
  moto: {
    title: "API on moto's DynamoDB (Jasmine)",
    commands: [jasmine('backend/jasmine-moto.json')],
    // What is left out needs the local engine, not a tool.
    count: (output) => ({ ...countJasmine(output), skipped: 0 }),
    needs: ['moto_server'],
  },
  'local-cloud': {
    title: 'local cloud (Jasmine)',
    commands: [jasmine('local-cloud/jasmine.json')],
    count: countJasmine,
  },
  sam: {
    title: 'template and packages (AWS SAM, cfn-lint)',
    commands: [jasmine('backend/jasmine-sam.json')],
    count: countJasmine,
    needs: ['sam', 'cfn-lint'],
  },
  deploy: {
    title: 'deployment (Jasmine, moto)',
    commands: [jasmine('scripts/jasmine.json')],
    count: countJasmine,
    onBuild: true,
  },
  app: {
    title: 'app (Karma, Jasmine)',
    commands: [[ng, 'test', '--watch=false']],
    count: (output) => ({
      passed: number(output, /TOTAL: (?:\d+ FAILED, )?(\d+) SUCCESS/),
      failed: number(output, /TOTAL: (\d+) FAILED/),
      skipped: 0,
    }),
  },
  e2e: {
    title: 'whole stack in a browser (Playwright)',
    commands: [[bin('@playwright/test/cli.js'), 'test', '--config=e2e/playwright.config.ts']],
    onBuild: true,
    count: (output) => ({
      passed: number(output, /^ +(\d+) passed/m) + number(output, /^ +(\d+) flaky/m),
      failed: number(output, /^ +(\d+) (?:failed|interrupted)/m),
      skipped: number(output, /^ +(\d+) skipped/m),
    }),
  },
};

const chosen = process.argv.slice(2);
const unknown = chosen.find((name) => !Object.hasOwn(SUITES, name));
if (unknown) {
  console.error(`There is no suite "${unknown}". Choose from: ${Object.keys(SUITES).join(', ')}`);
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
let build: ReturnType<typeof execute> | undefined;
const total: Counts = { passed: 0, failed: 0, skipped: 0 };
for (const name of names) {
  const counts = await run(SUITES[name] as Suite);
  for (const key of Object.keys(total) as (keyof Counts)[]) total[key] += counts[key];
}
if (total.skipped > 0 && ['sam', 'cfn-lint', 'moto_server', 'aws'].some(isMissing)) {
  console.log(
    'Some tests were skipped because tools are missing. To install them: ' +
      'python3 -m venv .venv && .venv/bin/pip install -r .ci/requirements.txt',
  );
}
const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : '';
console.log(`${total.passed} passed, ${total.failed} failed${skipped}`);
process.exit(total.failed === 0 ? 0 : 1);

async function run({ title, commands, onBuild, count, needs = [] }: Suite): Promise<Counts> {
  const missing = needs.filter(isMissing);
  if (missing.length > 0) {
    console.log(`${title.padEnd(44)}skipped (no ${missing.join(', no ')})`);
    return { passed: 0, failed: 0, skipped: 1 };
  }
  const started = performance.now();
  let { code, output } = onBuild
    ? await (build ??= execute([ng, 'build']))
    : { code: 0, output: '' };
  for (const command of commands) {
    if (code !== 0) break;
    const result = await execute(command);
    output += result.output;
    code = result.code;
  }
  const ok = code === 0;
  const counted = count?.(output) ?? { passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0 };
  // A suite that ended badly or ran nothing has failed, whatever its output says.
  const failed = counted.failed || (ok && counted.passed > 0 ? 0 : 1);
  const seconds = Math.round((performance.now() - started) / 1000);
  if (failed > 0) console.log(output.trimEnd());
  const left = counted.skipped > 0 ? `, ${counted.skipped} skipped` : '';
  const verdict = failed > 0 ? `FAILED (${failed})` : `ok (${counted.passed}${left})`;
  console.log(`${title.padEnd(44)}${verdict.padEnd(22)}${seconds} s`);
  return { ...counted, failed };
}

function isMissing(tool: string): boolean {
  return !findPythonTool(tool);
}

function execute(args: readonly string[]): Promise<{ code: number; output: string }> {
  const PATH = [PYTHON_TOOLS, process.env['PATH']].join(delimiter);
  const child = startNode(args, {
    env: { ...process.env, PATH, NG_CLI_ANALYTICS: 'false', NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => (output += text));
  }
  return new Promise((resolve) =>
    child.once('exit', (code) => resolve({ code: code ?? 1, output })),
  );
}

/** Jasmine's last line but two: `1227 specs, 0 failures, 3 pending specs`. */
function countJasmine(output: string): Counts {
  const all = number(output, /(\d+) specs?, \d+ failures?/);
  const failed = number(output, /\d+ specs?, (\d+) failures?/);
  const skipped = number(output, /, (\d+) pending specs?/);
  return { passed: all - failed - skipped, failed, skipped };
}

function number(output: string, pattern: RegExp): number {
  return Number(pattern.exec(output)?.[1] ?? 0);
}
