import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { LocalShop } from '../../local-cloud/testing/local-shop.ts';

const root = join(import.meta.dirname, '../..');
const documents = [
  'README.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  'local-cloud/README.md',
  ...readdirSync(join(root, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

/** Commands in a document, and what it says that they print. */
interface Example {
  line: number;
  commands: string;
  prints: string | undefined;
}

/** Commands that are tested elsewhere: those that start, test, build or deploy the whole shop. */
const ELSEWHERE =
  /^(npm (start|test|install|run (build|deploy|destroy|generate|bench|lighthouse|screens)))/m;

/**
 * The blocks marked `sh`, each with the block marked `text` that follows it. What needs an account
 * at AWS or Auth0 is marked `bash` and isn't run.
 */
function examplesOf(markdown: string): Example[] {
  const pattern = /^```sh\n([^]*?)^```\n(?:\n```text\n([^]*?)^```\n)?/gm;
  return [...markdown.matchAll(pattern)].map((match) => ({
    line: markdown.slice(0, match.index).split('\n').length,
    commands: match[1] ?? '',
    prints: match[2],
  }));
}

describe('The documentation', () => {
  let shop: LocalShop;
  let folder: string;
  const standardPorts = { page: 4200, auth0: 4210, sts: 4211, api: 4212, dynamodb: 4213 } as const;

  beforeAll(async () => {
    shop = await LocalShop.open();
    folder = mkdtempSync(join(tmpdir(), 'secured-pets-docs-'));
    writeFileSync(join(folder, 'config.json'), JSON.stringify(shop.config));
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true });
    await shop.close();
  });

  for (const document of documents) {
    const markdown = readFileSync(join(root, document), 'utf8').replaceAll('\r', '');
    const examples = examplesOf(markdown).filter(({ commands }) => !ELSEWHERE.test(commands));

    if (examples.length > 0) {
      it(`${document} tells what its commands do`, async () => {
        const missing = ['curl', 'jq', 'aws'].find(
          (tool) => mentions(examples, tool) && spawnSync(tool, ['--version']).status !== 0,
        );
        if (missing) {
          pending(`${missing} is not installed`);
          return;
        }
        const printed = await run(examples);
        for (const [i, { line, prints }] of examples.entries()) {
          const { status, output } = printed[i] ?? { status: 'not reached', output: '' };
          expect(status).withContext(`${document}:${line} ${output}`).toBe('0');
          if (prints !== undefined) {
            expect(output).withContext(`${document}:${line}`).toMatch(asPattern(prints));
          }
        }
      }, 60_000);
    }

    it(`${document} links to what is there`, () => {
      const links = [...markdown.matchAll(/\]\((?!https?:|#)([^)#\s]+)(?:#[^)]*)?\)/g)];
      const missing = links
        .map(([, target = '']) => target)
        .filter((target) => !existsSync(join(root, dirname(document), target)));
      expect(missing).toEqual([]);
    });

    it(`${document} names tests that are there`, () => {
      const named = [
        ...markdown.matchAll(/`((?:src|backend|local-cloud|e2e)\/[\w./-]+)` _([^_|]+)_/g),
      ];
      const missing = named
        .filter(
          ([, file = '', name = '']) => !readFileSync(join(root, file), 'utf8').includes(name),
        )
        .map(([whole]) => whole);
      expect(missing).toEqual([]);
    });

    it(`${document} names files that are there`, () => {
      const names = [
        ...markdown.matchAll(/`((?:src|backend|local-cloud|scripts|e2e|bench|docs)\/[\w./-]+)`/g),
      ];
      const missing = names
        .map(([, name = '']) => name)
        .filter((name) => !existsSync(join(root, name)));
      expect(missing).toEqual([]);
    });
  }

  /** Runs a document's commands in one shell, as a reader does, and gives what each block printed. */
  async function run(examples: readonly Example[]): Promise<{ status: string; output: string }[]> {
    const mark = '@@ end of block, status ';
    const script = examples.map(
      ({ commands }) => `{\n${here(commands)}\n} 2>&1\necho "${mark}$?"\n`,
    );
    const shell = spawn('bash', ['-c', script.join('')], {
      cwd: root,
      timeout: 50_000,
      env: {
        ...process.env,
        PATH: `${dirname(process.execPath)}:${process.env['PATH'] ?? ''}`,
        AWS_EC2_METADATA_DISABLED: 'true',
        AWS_PAGER: '',
      },
    });
    const parts = (await text(shell.stdout)).split(mark);
    return parts.slice(1).map((after, i) => {
      const before = parts[i] ?? '';
      const output = i === 0 ? before : before.slice(before.indexOf('\n') + 1);
      return { status: after.split('\n', 1)[0] ?? '', output: there(output) };
    });
  }

  /** Commands as a reader types them, turned to the shop of this test. */
  function here(commands: string): string {
    const session = `node scripts/session.ts --config ${folder}/config.json`;
    return addresses().reduce(
      (result, [standard, tested]) => result.replaceAll(standard, tested),
      commands.replaceAll('npm run --silent session --', session),
    );
  }

  function there(output: string): string {
    return addresses().reduce(
      (result, [standard, tested]) => result.replaceAll(tested, standard),
      output.replaceAll('\r', ''),
    );
  }

  function addresses(): [standard: string, tested: string][] {
    return Object.entries(standardPorts).map(([part, port]) => [
      `localhost:${port}`,
      `localhost:${shop.ports[part as keyof typeof standardPorts]}`,
    ]);
  }
});

const mentions = (examples: readonly Example[], tool: string): boolean =>
  examples.some(({ commands }) => new RegExp(`(^|[|(] ?)${tool} `, 'm').test(commands));

/** A text in which `…` stands for anything. */
function asPattern(text: string): RegExp {
  const escaped = text.trim().replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  return new RegExp(`^\\s*${escaped.replaceAll('…', '[^]*?')}\\s*$`);
}
