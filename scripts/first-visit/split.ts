/*
 * What a first visit downloads, and what it doesn't have to.
 *
 * A bundler divides an app by whole modules. Angular's core is one module, so that all of it that
 * any part of the app uses lands in the first download: what only a dialog, a form or the Auth0 SDK
 * needs, too. Here the files of the first download are divided once more, by statement: what the
 * start of the app doesn't reach goes to a file beside it (its rest), which is only loaded with the
 * lazily loaded parts that need it. Nothing runs that did not run before, and nothing twice.
 *
 * What is left of the first download becomes one file, which compresses better than several.
 *
 * - Statements with an effect of their own stay. Only declarations move.
 * - A module can't assign to what it imports: what assigns to something that stays, stays.
 * - A rest imports from its file, never the other way round.
 */
import { createHash } from 'node:crypto';
import { build } from 'esbuild';
import { readChunks } from './chunk-file.ts';
import type { ChunkFile, Unit } from './chunk-file.ts';

/**
 * Divides the files of a build.
 *
 * @param sources the modules of the build, by name
 * @param initial the names of those that the first visit loads, the one that starts the app last
 * @returns the modules of the divided build, by name, and how the given ones are called now: of the
 *   initial ones only the last is left, with all that the first visit needs
 * @throws Error for a module that isn't as the Angular CLI writes them
 */
export async function split(
  sources: ReadonlyMap<string, string>,
  initial: readonly string[],
): Promise<{ files: Map<string, string>; renamed: Map<string, string> }> {
  const start = initial.at(-1) ?? '';
  const chunks = readChunks(sources);
  const kept = keptUnits(chunks, initial);
  /** What the others need of the first visit: by place, what `start` calls it for them. */
  const shared = new Map<string, string>();
  const parts = new Map<string, string>();
  const others = new Map<string, string>();
  // Once to learn what is shared, and once with the names that it has in the joined file.
  writeAll();
  const joined = await join(start, parts, shared);
  for (const [place, name] of shared) shared.set(place, joined.names.get(name) ?? name);
  writeAll();
  others.set(start, joined.text);
  return rename(others);

  function writeAll(): void {
    for (const [name, chunk] of chunks) {
      if (!initial.includes(name)) {
        others.set(name, write(chunk, chunk.units));
        continue;
      }
      const rest = chunk.units.filter((unit) => !kept.has(unit));
      if (rest.length > 0) others.set(restOf(name), write(chunk, rest));
      const stays = chunk.units.filter((unit) => kept.has(unit));
      parts.set(name, write(chunk, stays, true));
    }
  }

  /** A file with some units of a chunk; `isPart` if it is of the first visit. */
  function write(chunk: ChunkFile, units: readonly Unit[], isPart = false): string {
    const here = namesOf(units);
    const own = [...chunk.exports].filter(([, local]) => here.has(local));
    const passedOn = [...chunk.exports].filter(([, local]) => chunk.imports.has(local));
    const isLazy = !initial.includes(chunk.name);
    const exports = isPart
      ? [...here].map((local) => [local, local] as const)
      : [...own, ...(isLazy ? passedOn : [])];
    const uses = [...usedBy(units), ...exports.map(([, local]) => local)];
    const runs = isPart || isLazy ? chunk.runs : [];
    return [
      ...runs.map((file) => `import"./${isPart || !initial.includes(file) ? file : start}";`),
      ...imports(chunk, new Set(uses.filter((local) => !here.has(local))), isPart),
      ...print(units),
      exportsOf(exports),
    ].join('');
  }

  /** Imports names that a chunk knows from where they are declared now. */
  function imports(chunk: ChunkFile, uses: ReadonlySet<string>, isPart: boolean): string[] {
    const needs = new Map<string, string[]>();
    for (const local of uses) {
      const [file, name] = origin(chunk.name, local);
      const unit = chunks.get(file)?.units.find(({ declares }) => declares.includes(name));
      const isOfFirstVisit = unit !== undefined && kept.has(unit);
      const [home, called] = !initial.includes(file)
        ? [file, nameFor(file, name)]
        : !isOfFirstVisit
          ? [restOf(file), nameFor(file, name)]
          : isPart
            ? [file, name]
            : [start, share(file, name)];
      needs.set(home, [...(needs.get(home) ?? []), alias(called, local)]);
    }
    return [...needs].map(([file, names]) => `import{${names.join()}}from"./${file}";`);
  }

  /** The file that declares a name, and what it is called there. */
  function origin(file: string, local: string): readonly [file: string, local: string] {
    const imported = chunks.get(file)?.imports.get(local);
    const next = imported && chunks.get(imported.file)?.exports.get(imported.exported);
    return imported && next !== undefined ? origin(imported.file, next) : [file, local];
  }

  /** By what a file exports a name of its own. */
  function nameFor(file: string, local: string): string {
    const exports = chunks.get(file)?.exports ?? [];
    return [...exports].find(([, own]) => own === local)?.[0] ?? local;
  }

  function share(file: string, local: string): string {
    const place = `${file} ${local}`;
    const name = shared.get(place) ?? `$${shared.size.toString(36)}`;
    shared.set(place, name);
    return name;
  }
}

/**
 * One module of the parts of the first visit, which exports to the others what they need of it.
 *
 * @returns its text, and by what names it exports what is shared: those that it has in there anyway,
 *   since a list of others would weigh 0.3 kB
 */
async function join(
  start: string,
  parts: ReadonlyMap<string, string>,
  shared: ReadonlyMap<string, string>,
): Promise<{ text: string; names: Map<string, string> }> {
  const exports = [...shared].map(([place, name]) => {
    const [file = '', local = ''] = place.split(' ');
    return `export{${alias(local, name)}}from"./${file}";`;
  });
  const { outputFiles } = await build({
    stdin: { contents: `import"./${start}";${exports.join('')}`, sourcefile: 'entry' },
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    charset: 'utf8',
    minify: true,
    legalComments: 'none',
    plugins: [
      {
        name: 'parts',
        setup: (hooks) => {
          hooks.onResolve({ filter: /^\.\// }, ({ path }) => {
            const name = path.slice(2);
            return parts.has(name) ? { path: name, namespace: 'parts' } : { path, external: true };
          });
          hooks.onLoad({ filter: /./, namespace: 'parts' }, ({ path }) => ({
            contents: parts.get(path) ?? '',
          }));
        },
      },
    ],
  });
  const names = new Map<string, string>();
  const text = (outputFiles[0]?.text ?? '').replace(/export\{[^}]*\}/g, (clause) =>
    clause.replace(/([\w$]+) as ([\w$]+)/g, (_, own: string, name: string) => {
      names.set(name, own);
      return own;
    }),
  );
  return { text, names };
}

/** The units of the first visit's files that its start reaches. */
function keptUnits(chunks: ReadonlyMap<string, ChunkFile>, initial: readonly string[]): Set<Unit> {
  const kept = new Set<Unit>();
  const declared = new Map<string, Map<string, Unit>>();
  for (const [name, { units }] of chunks) {
    const byName = units.flatMap((unit) => unit.declares.map((local) => [local, unit] as const));
    declared.set(name, new Map(byName));
  }
  const keep = (name: string, first: Unit): void => {
    const waiting: [string, Unit][] = [[name, first]];
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      const [file, unit] = next;
      if (kept.has(unit) || !initial.includes(file)) continue;
      kept.add(unit);
      for (const local of unit.uses) {
        const target = resolve(file, local);
        if (target) waiting.push(target);
      }
    }
  };
  const resolve = (file: string, local: string): [string, Unit] | undefined => {
    const own = declared.get(file)?.get(local);
    if (own) return [file, own];
    const imported = chunks.get(file)?.imports.get(local);
    if (!imported) return undefined;
    const origin = chunks.get(imported.file)?.exports.get(imported.exported);
    return origin === undefined ? undefined : resolve(imported.file, origin);
  };
  const all = initial.flatMap((name) =>
    (chunks.get(name)?.units ?? []).map((unit) => [name, unit] as const),
  );
  for (const [name, unit] of all) if (unit.declares.length === 0) keep(name, unit);
  for (let before = -1; before !== kept.size;) {
    before = kept.size;
    for (const [name, unit] of all) {
      const assignsKept = [...unit.assigns].some((local) => {
        const target = declared.get(name)?.get(local);
        return target !== undefined && target !== unit && kept.has(target);
      });
      if (assignsKept) keep(name, unit);
    }
  }
  return kept;
}

/** Gives every file a name that changes with the first visit's, whose parts refer to each other. */
function rename(written: ReadonlyMap<string, string>): {
  files: Map<string, string>;
  renamed: Map<string, string>;
} {
  const digest = (text: string): string =>
    createHash('sha256').update(text).digest('base64url').slice(0, 8);
  const salt = digest([...written].flat().join('\n'));
  const renamed = new Map(
    [...written.keys()].map((name) => {
      const [, stem = 'chunk'] = /^([a-z]+)-/.exec(name) ?? [];
      return [name, `${stem}-${digest(name + salt)}.js`];
    }),
  );
  const references = /chunk-[\w-]+\.js|main-[\w-]+\.js/g;
  const files = [...written].map(
    ([name, text]) =>
      [
        renamed.get(name) ?? name,
        text.replace(references, (reference) => renamed.get(reference) ?? reference),
      ] as const,
  );
  return { files: new Map(files), renamed };
}

function print(units: readonly Unit[]): string[] {
  let previous = '';
  const texts = units.map(({ keyword, text }) => {
    const isNext = keyword !== '' && keyword === previous;
    const start = isNext
      ? ','
      : keyword === ''
        ? previous === ''
          ? ''
          : ';'
        : `${previous && ';'}${keyword} `;
    previous = keyword;
    return start + text;
  });
  return previous === '' ? texts : [...texts, ';'];
}

const restOf = (name: string): string =>
  name.replace(/^[a-z]+-|\.js$/g, (part) => (part === '.js' ? '-rest.js' : 'chunk-'));
const alias = (from: string, to: string): string => (from === to ? from : `${from} as ${to}`);
const namesOf = (units: readonly Unit[]): Set<string> =>
  new Set(units.flatMap(({ declares }) => declares));
const usedBy = (units: readonly Unit[]): Set<string> =>
  new Set(units.flatMap(({ uses }) => [...uses]));
const exportsOf = (names: readonly (readonly [exported: string, local: string])[]): string =>
  names.length === 0
    ? ''
    : `export{${names.map(([exported, local]) => alias(local, exported)).join()}};`;
