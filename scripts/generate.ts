/**
 * Generates from backend/openapi.yaml everything that repeats it:
 *
 * - src/app/api: the page's client and the bounds that its forms check;
 * - backend/src/api: the functions' models and validators.
 *
 * `npm run generate` writes them, `npm run generate -- --check` fails when what is committed
 * differs from what the description generates.
 */
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import Ajv from 'ajv';
import standaloneCode from 'ajv/dist/standalone/index.js';
import { build } from 'esbuild';
import { compile } from 'json-schema-to-typescript';
import { NgOpenApiGen } from 'ng-openapi-gen/lib/ng-openapi-gen.js';
import { format, resolveConfig } from 'prettier';
import { parse } from 'yaml';

type Schema = Record<string, unknown>;

const root = join(import.meta.dirname, '..');
const description = parse(await readFile(join(root, 'backend/openapi.yaml'), 'utf8'));
const schemas: Record<string, Schema> = description.components.schemas;
const header = '// Generated from backend/openapi.yaml by `npm run generate`. Do not edit.\n\n';

/** The schemas of request bodies. */
const bodies = ['PetDetails', 'PetList', 'Purchase'];

/** The page's client, and the bounds of a pet for its forms. */
async function generateClient(folder: string): Promise<void> {
  const config = JSON.parse(await readFile(join(root, 'ng-openapi-gen.json'), 'utf8'));
  const templates = join(root, config.templates);
  new NgOpenApiGen(description, { ...config, output: folder, templates }).generate();
  const bounds = schemas['PetDetails']?.['properties'];
  await write(
    join(folder, 'bounds.ts'),
    `${header}/** What the API accepts as a pet's type and price. */
     export const petBounds = ${JSON.stringify(bounds)} as const;`,
  );
}

/** The functions' models (types) and validators (plain code, nothing is compiled at run time). */
async function generateBackend(folder: string): Promise<void> {
  const models = await compile(
    {
      definitions: withoutMaxItems(relocate(schemas)),
      additionalProperties: false,
      type: 'object',
    } as never,
    'Unused',
    {
      unreachableDefinitions: true,
      additionalProperties: false,
      bannerComment: header,
      format: false,
    },
  );
  const referenced = String.raw` \* This interface was referenced by .*\n \* via the \S+ "\w+"\.\n`;
  const noise = new RegExp(
    String.raw`/\*\*\n${referenced} \*/\n| \* ?\n${referenced}|export interface Unused \{\s*\}\n`,
    'g',
  );
  await write(join(folder, 'models.ts'), models.replace(noise, ''));

  const ajv = new Ajv.default({
    code: { source: true, esm: true },
    allErrors: false,
    strict: true,
    useDefaults: true,
    multipleOfPrecision: 6,
    schemas: [{ $id: 'api', definitions: relocate(schemas) }],
  });
  const exported: Record<string, string> = Object.fromEntries(
    bodies.map((name) => [name, `api#/definitions/${name}`]),
  );
  for (const [name, schema] of Object.entries(parameterSchemas())) {
    ajv.addSchema({ ...schema, $id: name });
    exported[name] = name;
  }
  const bundled = await build({
    stdin: { contents: standaloneCode.default(ajv, exported), resolveDir: join(root, 'backend') },
    bundle: true,
    format: 'esm',
    target: 'es2024',
    write: false,
    legalComments: 'none',
  });
  await write(join(folder, 'validators.js'), header + (bundled.outputFiles[0]?.text ?? ''));
  const declarations = Object.keys(exported).map((name) => `export const ${name}: Validator;`);
  await write(
    join(folder, 'validators.d.ts'),
    `${header}/** One way in which a value breaks its schema. */
     export interface Violation { instancePath: string; keyword: string; params: Record<string, unknown>; message?: string }
     /** Says whether a value fits its schema; if not, \`errors\` holds the first violation. */
     export interface Validator { (value: unknown): boolean; errors?: Violation[] | null }
     ${declarations.join('\n')}`,
  );
}

/** Query and path parameters of each operation as one object schema: `petsGetParameters`. */
function parameterSchemas(): Record<string, Schema> {
  const found: Record<string, Schema> = {};
  for (const path of Object.values<Schema>(description.paths)) {
    for (const operation of Object.values<Schema>(path as Record<string, Schema>)) {
      if (!operation['operationId']) continue;
      const own = [path['parameters'] ?? [], operation['parameters'] ?? []].flat() as Schema[];
      const checked = own.filter((parameter) => parameter['in'] !== 'header');
      if (checked.length === 0 || (operation['tags'] as string[]).includes('CORS')) continue;
      found[`${String(operation['operationId'])}Parameters`] = {
        type: 'object',
        properties: Object.fromEntries(
          checked.map((parameter) => [parameter['name'], parameter['schema']]),
        ),
      };
    }
  }
  return found;
}

/** References of an OpenAPI document as those of a JSON schema. */
const relocate = <T>(value: T): T =>
  JSON.parse(JSON.stringify(value).replaceAll('#/components/schemas/', '#/definitions/'));

/** An array with an upper bound would become a union of a thousand tuple types. */
const withoutMaxItems = <T>(value: T): T =>
  JSON.parse(JSON.stringify(value, (key, inner) => (key === 'maxItems' ? undefined : inner)));

async function write(file: string, text: string): Promise<void> {
  const options = await resolveConfig(join(root, 'package.json'));
  await mkdir(join(file, '..'), { recursive: true });
  await writeFile(file, await format(text, { ...options, filepath: file }));
}

async function filesBelow(folder: string): Promise<Map<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = new Map<string, string>();
  for (const entry of entries) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile()) files.set(relative(folder, path), await readFile(path, 'utf8'));
  }
  return files;
}

const outputs = { 'src/app/api': generateClient, 'backend/src/api': generateBackend };

if (process.argv.includes('--check')) {
  const scratch = await mkdtemp(join(tmpdir(), 'generated-'));
  let failed = 0;
  for (const [output, generate] of Object.entries(outputs)) {
    const fresh = join(scratch, output);
    await generate(fresh);
    const [committed, expected] = [await filesBelow(join(root, output)), await filesBelow(fresh)];
    for (const file of new Set([...committed.keys(), ...expected.keys()])) {
      if (committed.get(file) === expected.get(file)) continue;
      failed++;
      console.error(`${output}/${file} differs from backend/openapi.yaml: run npm run generate`);
    }
  }
  await rm(scratch, { recursive: true });
  console.log(failed === 0 ? '1 passed, 0 failed' : `0 passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
} else {
  for (const [output, generate] of Object.entries(outputs)) {
    await rm(join(root, output), { recursive: true, force: true });
    await generate(join(root, output));
    console.log(`generated ${output}`);
  }
}
