import { spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { freePortsOfParts, PARTS } from '../src/ports.ts';

const main = join(import.meta.dirname, '../src/main.ts');
const backend = join(import.meta.dirname, '../../backend');

describe('The local cloud as a command', () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'local-cloud-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  const start = (...options: string[]) =>
    spawn(process.execPath, [main, ...options], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });

  for (const [options, message] of [
    [['--color=red'], "Unknown option '--color'"],
    [['--template=no.yaml'], "--template: no.yaml doesn't exist."],
    [['--parameter=Name'], '--parameter needs NAME=VALUE, not "Name".'],
    [['--sts-port=x'], '--sts-port needs a port from 1 to 65535, not "x".'],
    [['--index-delay=soon'], '--index-delay needs milliseconds, at most 99999, not "soon".'],
    [['--sts-port=4210'], 'Port 4210 is used twice'],
  ] as const) {
    it(`refuses ${options.join(' ')} with a sentence`, async () => {
      const child = start(...options);
      const ended = new Promise((resolve) => child.once('exit', resolve));
      const printed = await text(child.stderr);
      expect(printed).toContain(message);
      expect(printed).toContain('--help lists the options');
      expect(printed).not.toContain('    at ');
      expect(await ended).toBe(1);
    });
  }

  it('runs another template with other items, and says to a page where everything is', async () => {
    await cp(join(backend, 'openapi.yaml'), join(folder, 'openapi.yaml'));
    const template = await readFile(join(backend, 'template.yaml'), 'utf8');
    const changed = template
      .replaceAll('PetsTable', 'OtherTable')
      .replace('CodeUri: src', `CodeUri: ${join(backend, 'src')}`)
      .replace(/^Outputs:$/m, '$&\n  Color:\n    Value: !Ref Color')
      .replace(/^Parameters:$/m, '$&\n  Color:\n    Type: String');
    await writeFile(join(folder, 'template.yaml'), changed);
    const { listedItem } = await import('../../backend/src/table/item.ts');
    const items = [listedItem({ id: 7, type: 'axolotl', price: 70 })];
    await writeFile(
      join(folder, 'seed.mjs'),
      `export default ${JSON.stringify({ OtherTable: items })};`,
    );
    // As an earlier version may have left it.
    await mkdir(join(folder, 'data/auth0'), { recursive: true });
    await writeFile(join(folder, 'data/auth0/auth0.json'), '{}', { mode: 0o644 });
    const ports = await freePortsOfParts();
    const child = start(
      ...['--template=template.yaml', '--seed=seed.mjs', '--data=data', '--parameter=Color=red'],
      ...PARTS.map((part) => `--${part}-port=${ports[part]}`),
    );
    let printed = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (more: string) => (printed += more));
    }
    const ended = new Promise((resolve) => child.once('exit', resolve));
    const ready = new Promise<void>((resolve) =>
      child.stdout.on('data', () => {
        if (printed.includes('The local cloud is ready')) resolve();
      }),
    );
    await Promise.race([ready, ended]);
    expect(printed).toContain(`http://localhost:${ports.sts}/`);

    const config = JSON.parse(await readFile(join(folder, 'data/page/config.json'), 'utf8')) as {
      apiUrl: string;
    };
    expect(config).toEqual(
      jasmine.objectContaining({
        color: 'red',
        stsEndpoint: `http://localhost:${ports.sts}`,
        auth0Domain: `http://localhost:${ports.auth0}`,
      }),
    );
    const answer = await fetch(`${config.apiUrl}/pets`);
    expect(await answer.json()).toEqual([jasmine.objectContaining({ id: 7, type: 'axolotl' })]);

    const data = join(folder, 'data');
    const inside = await readdir(data, { recursive: true, withFileTypes: true });
    expect(inside.filter((entry) => entry.isFile()).length).toBeGreaterThan(4);
    const kept = [data, ...inside.map((entry) => join(entry.parentPath, entry.name))];
    for (const path of kept)
      expect((await stat(path)).mode & 0o077)
        .withContext(path)
        .toBe(0);

    child.kill('SIGINT');
    expect(await ended).toBe(0);
  });
});
