/*
 * What a first visit downloads, and what it doesn't have to.
 *
 * A bundler divides an app by whole modules. Angular's core is one module, so that all of it that
 * any part of the app uses lands in the first download: what only a dialog, a form or the Auth0 SDK
 * needs, too. Here the files of the first download are divided once more, by statement: what the
 * start of the app doesn't reach goes to a file beside it (its rest), which is only loaded with the
 * lazily loaded parts that need it. Nothing runs that did not run before, and nothing twice.
 *
 * - Statements with an effect of their own stay. Only declarations move.
 * - A module can't assign to what it imports: what assigns to something that stays, stays.
 * - A rest imports from its file, never the other way round.
 */
import { createHash } from 'node:crypto';
import { readChunks } from './chunk-file.ts';
import type { ChunkFile, Unit } from './chunk-file.ts';

/**
 * Divides the files of a build.
 *
 * @param sources the modules of the build, by name
 * @param initial the names of those that the first visit loads
 * @returns the modules of the divided build, by name, and how the given ones are called now
 * @throws Error for a module that isn't as the Angular CLI writes them
 */
export function split(
  sources: ReadonlyMap<string, string>,
  initial: readonly string[],
): { files: Map<string, string>; renamed: Map<string, string> } {
  const chunks = readChunks(sources);
  const kept = keptUnits(chunks, initial);
  const written = new Map<string, string>();
  for (const [name, chunk] of chunks) {
    const isKept = (unit: Unit): boolean => !initial.includes(name) || kept.has(unit);
    const rest = chunk.units.filter((unit) => !isKept(unit));
    written.set(name, writeChunk(chunk, chunk.units.filter(isKept), rest));
    if (rest.length > 0) written.set(restOf(name), writeRest(chunk, rest));
  }
  return rename(written);

  /** What stays of a chunk. It exports to its rest, too. */
  function writeChunk(chunk: ChunkFile, units: readonly Unit[], rest: readonly Unit[]): string {
    const here = namesOf(units);
    const passedOn = [...chunk.exports].filter(([, local]) => chunk.imports.has(local));
    const uses = [...usedBy(units), ...passedOn.map(([, local]) => local)];
    const exports = [...chunk.exports].filter(([, local]) => here.has(local));
    const known = new Set(chunk.exports.values());
    const forRest = [...usedBy(rest)].filter((local) => here.has(local) && !known.has(local));
    return [
      ...chunk.runs.map((file) => `import"./${file}";`),
      ...imports(chunk, new Set(uses), here),
      ...print(units),
      exportsOf([
        ...exports,
        ...passedOn,
        ...forRest.map((local) => [restName(local), local] as const),
      ]),
    ].join('');
  }

  /** What is moved out of a chunk. */
  function writeRest(chunk: ChunkFile, units: readonly Unit[]): string {
    const here = namesOf(units);
    const exports = [...chunk.exports].filter(([, local]) => here.has(local));
    return [...imports(chunk, usedBy(units), here), ...print(units), exportsOf(exports)].join('');
  }

  /** Imports what is used of a chunk's names and isn't declared here. */
  function imports(
    chunk: ChunkFile,
    uses: ReadonlySet<string>,
    here: ReadonlySet<string>,
  ): readonly string[] {
    const needs = new Map<string, string[]>();
    for (const local of uses) {
      if (here.has(local)) continue;
      const { file, exported } = chunk.imports.get(local) ?? {
        file: chunk.name,
        exported: [...chunk.exports].find(([, own]) => own === local)?.[0] ?? restName(local),
      };
      const home = homeOf(file, exported);
      needs.set(home, [...(needs.get(home) ?? []), alias(exported, local)]);
    }
    return [...needs].map(([file, names]) => `import{${names.join()}}from"./${file}";`);
  }

  /** Where a name that a file exports is declared now. */
  function homeOf(file: string, exported: string): string {
    const chunk = chunks.get(file);
    const local = chunk?.exports.get(exported);
    const unit = chunk?.units.find(({ declares }) => declares.includes(local ?? ''));
    return unit && initial.includes(file) && !kept.has(unit) ? restOf(file) : file;
  }
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
/** By what a chunk exports a name that only its rest needs. */
const restName = (local: string): string => `${local}$rest`;
const alias = (from: string, to: string): string => (from === to ? from : `${from} as ${to}`);
const namesOf = (units: readonly Unit[]): Set<string> =>
  new Set(units.flatMap(({ declares }) => declares));
const usedBy = (units: readonly Unit[]): Set<string> =>
  new Set(units.flatMap(({ uses }) => [...uses]));
const exportsOf = (names: readonly (readonly [exported: string, local: string])[]): string =>
  names.length === 0
    ? ''
    : `export{${names.map(([exported, local]) => alias(local, exported)).join()}};`;
