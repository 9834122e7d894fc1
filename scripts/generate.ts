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
import { compile } from 'json-schema-to-typescript';
import type { Options } from 'ng-openapi-gen/lib/options.js';
import { NgOpenApiGen } from 'ng-openapi-gen/lib/ng-openapi-gen.js';
import { format, resolveConfig } from 'prettier';
import { parse } from 'yaml';
import { root } from './process.ts';

type Schema = Record<string, unknown>;

interface Parameter {
  in: string;
  name: string;
  required?: boolean;
  schema: Schema;
}

interface Description {
  paths: Record<string, Schema>;
  components: { schemas: Record<string, Schema> };
}

const description = parse(
  await readFile(join(root, 'backend/openapi.yaml'), 'utf8'),
) as Description;
const { schemas } = description.components;
const header = '// Generated from backend/openapi.yaml by `npm run generate`. Do not edit.\n\n';

/** The schemas of request bodies. */
const bodies = ['PetDetails', 'PetList', 'Purchase'];

/** The page's client, and the bounds of a pet for its forms. */
async function generateClient(folder: string): Promise<void> {
  const file = await readFile(join(root, 'ng-openapi-gen.json'), 'utf8');
  const config = JSON.parse(file) as Options & { templates: string };
  const templates = join(root, config.templates);
  new NgOpenApiGen(description as never, { ...config, output: folder, templates }).generate();
  const builder = join(folder, 'request-builder.ts');
  // The one file of the generator that doesn't fit `exactOptionalPropertyTypes`.
  await writeFile(builder, `// @ts-nocheck\n${await readFile(builder, 'utf8')}`);
  const { type, price } = schemas['PetDetails']?.['properties'] as Record<string, Schema>;
  await write(
    join(folder, 'bounds.ts'),
    `${header}/** What the API accepts as a pet's type and price. */
     export const petBounds = ${JSON.stringify({ type, price })} as const;`,
  );
}

/** The functions' models (types) and validators (plain code, nothing is compiled at run time). */
async function generateBackend(folder: string): Promise<void> {
  const parameters = parameterSchemas();
  const definitions = relocate({ ...schemas, ...parameters });
  const models = Object.entries(withoutMaxItems(definitions)).map(([name, schema], _, all) =>
    compile({ ...schema, definitions: Object.fromEntries(all) }, name, {
      additionalProperties: false,
      bannerComment: '',
      declareExternallyReferenced: false,
      format: false,
    }),
  );
  await write(join(folder, 'models.ts'), header + (await Promise.all(models)).join('\n'));

  const ajv = new Ajv.default({
    code: { source: true },
    strict: true,
    useDefaults: true,
    multipleOfPrecision: 6,
    // The functions read times themselves.
    formats: { 'date-time': true },
    schemas: [{ $id: 'api', definitions }],
  });
  const validated = [...bodies, ...Object.keys(parameters)];
  const references = validated.map((name) => [name, `api#/definitions/${name}`]);
  const code = standaloneCode.default(
    ajv,
    Object.fromEntries(references) as Record<string, string>,
  );
  await write(join(folder, 'validators.cjs'), header + code);
  const declarations = validated.map((name) => `export const ${name}: Validator<models.${name}>;`);
  await write(
    join(folder, 'validators.d.cts'),
    `${header}import type * as models from './models.ts' with { 'resolution-mode': 'import' };

     /** One way in which a value breaks its schema. */
     export interface Violation { instancePath: string; keyword: string; params: Record<string, unknown>; message?: string }
     /** Says whether a value fits its schema; if not, \`errors\` holds the first violation. */
     export interface Validator<T> { (value: unknown): value is T; errors?: Violation[] | null }
     ${declarations.join('\n')}`,
  );
}

/** Query and path parameters of each operation as one object schema: `PetsGetParameters`. */
function parameterSchemas(): Record<string, Schema> {
  const schemas: Record<string, Schema> = {};
  for (const path of Object.values(description.paths)) {
    for (const operation of Object.values(path) as Schema[]) {
      const { operationId, tags } = operation as { operationId?: string; tags?: string[] };
      const all = [path['parameters'] ?? [], operation['parameters'] ?? []].flat() as Parameter[];
      const checked = all.filter((parameter) => parameter.in !== 'header');
      if (!operationId || checked.length === 0 || tags?.includes('CORS')) continue;
      const present = checked.filter(
        ({ required, schema }) => required === true || 'default' in schema,
      );
      schemas[operationId.charAt(0).toUpperCase() + operationId.slice(1) + 'Parameters'] = {
        type: 'object',
        required: present.map(({ name }) => name),
        properties: Object.fromEntries(checked.map(({ name, schema }) => [name, schema])),
      };
    }
  }
  return schemas;
}

/** References of an OpenAPI document as those of a JSON schema. */
const relocate = <T>(value: T): T =>
  JSON.parse(JSON.stringify(value).replaceAll('#/components/schemas/', '#/definitions/')) as T;

/** An array with an upper bound would become a union of a thousand tuple types. */
const withoutMaxItems = <T>(value: T): T =>
  JSON.parse(
    JSON.stringify(value, (key, inner: unknown) => (key === 'maxItems' ? undefined : inner)),
  ) as T;

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
    // With the line ends of whoever checked it out, it is the same code.
    const read = async () => (await readFile(path, 'utf8')).replaceAll('\r', '');
    if (entry.isFile()) files.set(relative(folder, path), await read());
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
      console.error(`${output}/${file} doesn't match backend/openapi.yaml: run npm run generate`);
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
