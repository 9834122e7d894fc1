import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { split } from './split.ts';

/** A build: a start that loads a part of itself when it is asked to. */
const core = `
var counter=0,log=[],onlyLazy=new Map([["a",1]]),used=()=>counter;
function add(){counter++;return used()}
function reset(){counter=0}
function helper(){return onlyLazy.get("a")+counter}
class Shown{static order=log.push("Shown")}
class Hidden extends Shown{static order=log.push("Hidden");value=helper()}
export{add as a,Hidden as h,log as l,Shown as s,reset as r$1};`;
const sources = new Map([
  ['chunk-core.js', core],
  [
    'main-start.js',
    `import{a as add,l as log,s as Shown}from"./chunk-core.js";
     new Shown;globalThis.start={add,log,lazy:()=>import("./chunk-lazy.js")};`,
  ],
  [
    'chunk-lazy.js',
    `import{h as Hidden,r$1 as reset,a as add}from"./chunk-core.js";
     const value=()=>new Hidden().value;export{value,reset,add};`,
  ],
]);
const initial = ['chunk-core.js', 'main-start.js'];

interface Lazy {
  value(): number;
  reset(): void;
  add(): number;
}
interface Start {
  add(): number;
  lazy(): Promise<Lazy>;
  log: string[];
}

describe('Dividing a build', () => {
  let files: Map<string, string>;
  let renamed: Map<string, string>;
  const text = (name: string): string => files.get(renamed.get(name) ?? '') ?? '';

  beforeAll(async () => {
    ({ files, renamed } = await split(sources, initial));
  });

  it('takes out of the first visit what only a lazily loaded part needs', () => {
    expect(text('main-start.js')).not.toContain('Hidden');
    expect(text('main-start.js')).not.toContain('["a",1]');
    expect(text('chunk-core-rest.js')).toContain('class Hidden');
    expect(text('main-start.js')).not.toContain(renamed.get('chunk-core-rest.js')!);
    expect(renamed.has('chunk-core.js')).toBeFalse();
  });

  it('leaves what gives another value to something that stays', () => {
    expect(text('chunk-core-rest.js')).not.toContain('counter=');
    expect(text('chunk-core-rest.js')).not.toContain('function reset');
  });

  it('names every file anew, also those that have not changed, when the first visit changes', async () => {
    const other = new Map(sources).set('chunk-core.js', core.replace('counter=0', 'counter=7'));
    const { renamed: names } = await split(other, initial);
    expect(names.get('chunk-lazy.js')).not.toBe(renamed.get('chunk-lazy.js'));
    expect((await split(sources, initial)).renamed).toEqual(renamed);
  });

  it('does the same as before, with one state for all', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'split-'));
    try {
      await writeFile(join(folder, 'package.json'), '{"type":"module"}');
      for (const [name, source] of files) await writeFile(join(folder, name), source);
      const address = pathToFileURL(join(folder, renamed.get('main-start.js')!)).href;
      await import(address);
      const { start } = globalThis as unknown as { start: Start };
      expect([start.add(), start.add(), start.log]).toEqual([1, 2, ['Shown']]);
      const lazy = await start.lazy();
      expect([lazy.value(), start.log]).toEqual([3, ['Shown', 'Hidden']]);
      lazy.reset();
      expect([start.add(), lazy.add(), lazy.value()]).toEqual([1, 2, 3]);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  for (const bad of [
    'import*as all from"./chunk-core.js";all.a()',
    'import one from"./chunk-core.js";one()',
    'export default 1',
    'export*from"./chunk-core.js"',
  ]) {
    it(`refuses what the Angular CLI does not write: ${bad}`, async () => {
      await expectAsync(
        split(new Map(sources).set('chunk-lazy.js', bad), initial),
      ).toBeRejectedWithError(/chunk-lazy\.js: expected named imports and exports/);
    });
  }
});
