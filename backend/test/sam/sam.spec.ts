import { execFile } from 'node:child_process';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { parse } from 'yaml';
import { LocalShop } from '../../../local-cloud/testing/local-shop.ts';
import { root } from '../../../scripts/process.ts';
import { findPythonTool } from '../../../scripts/python-tools.ts';

const backend = join(root, 'backend');
const FUNCTIONS = ['GetPetInfo', 'PurchasePet', 'UpdatePetInfo'];
/** An address at which no registry answers. */
const NOWHERE = 'http://localhost:9/';

jasmine.DEFAULT_TIMEOUT_INTERVAL = 180_000;

/** Runs a tool on the template. @returns everything that it prints */
async function run(tool: string, ...args: string[]): Promise<string> {
  const env = {
    ...process.env,
    PATH: `${join(root, 'node_modules/.bin')}${delimiter}${process.env['PATH'] ?? ''}`,
    SAM_CLI_TELEMETRY: '0',
    npm_config_registry: NOWHERE,
    // Linting wants a region; no call is made.
    AWS_DEFAULT_REGION: 'us-east-1',
  };
  const options = { cwd: backend, env };
  const { stdout, stderr } = await promisify(execFile)(findPythonTool(tool) ?? tool, args, options);
  return stdout + stderr;
}

describe('The template', () => {
  it('is valid for AWS SAM, without a warning', async () => {
    const output = await run('sam', 'validate', '--lint');
    expect(output.trim()).toBe(`${join(backend, 'template.yaml')} is a valid SAM Template`);
  });

  it('is clean for cfn-lint', async () => {
    expect(await run('cfn-lint', 'template.yaml')).toBe('');
  });
});

describe('What sam build packages', () => {
  let folder: string;
  let output: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'packages-'));
    output = await run('sam', 'build', '--build-dir', folder);
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('is built without a warning and without asking the registry', () => {
    expect(output).toContain('Build Succeeded');
    expect(output).not.toMatch(/warn/i);
  });

  it('is one script a function, with its source map, and nothing else', async () => {
    const built = parse(await readFile(join(folder, 'template.yaml'), 'utf8')) as {
      Resources: Record<string, { Properties: { CodeUri: string; Handler: string } }>;
    };
    for (const name of FUNCTIONS) {
      const { CodeUri, Handler } = built.Resources[name]!.Properties;
      const file = `${Handler.replace(/\.handler$/, '')}.js`;
      const files = await readdir(join(folder, CodeUri));
      expect(files.sort()).toEqual([file, `${file}.map`]);
    }
  });

  describe('in the local cloud, in place of the sources', () => {
    let shop: LocalShop;

    beforeAll(async () => {
      shop = await LocalShop.open({ packages: folder });
    });
    afterAll(() => shop.close());

    it('lists, changes and sells pets', async () => {
      const [keeper, buyer] = await Promise.all([shop.keeper(), shop.buyer('ann@example.org')]);
      await shop.restock([{ id: 1, type: 'dog', price: 249.99 }], keeper);

      const body = { type: 'dog', price: 99.5 };
      const changed = await shop.call('/pets/1', { method: 'PUT', body }, keeper);
      expect([changed.status, changed.body]).toEqual([200, { id: 1, ...body, isSold: false }]);

      const purchase = { petId: 1, authToken: buyer.idToken };
      const bought = await shop.call('/pets/purchase', { method: 'POST', body: purchase }, buyer);
      expect(bought.status).toBe(200);
      expect(bought.body).toEqual(jasmine.objectContaining({ soldTo: 'ann@example.org' }));

      const listed = await shop.call('/pets');
      expect(listed.body).toEqual([{ id: 1, ...body, isSold: true, soldTo: 'a***@e***.org' }]);
    });

    it('refuses a purchase with a token that nobody signed', async () => {
      const buyer = await shop.buyer();
      const authToken = buyer.idToken.replace(/\.[^.]+$/, '.AAAA');
      const body = { petId: 1, authToken };
      const answer = await shop.call('/pets/purchase', { method: 'POST', body }, buyer);
      expect(answer.status).toBe(401);
    });
  });
});
