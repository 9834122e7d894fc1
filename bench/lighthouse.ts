/**
 * `npm run lighthouse`: builds the page, serves it as CloudFront would (compressed, with the
 * template's cache and security headers) in front of the local cloud, and prints what Lighthouse
 * says of it on its mobile preset. Ends with 1 if a page is below what the project promises.
 */
import { spawnSync } from 'node:child_process';
import { launch } from 'chrome-launcher';
import lighthouse, { type RunnerResult } from 'lighthouse';
import { LocalShop } from '../local-cloud/testing/local-shop.ts';
import { serveSite } from '../e2e/site.ts';
import { findBrowser } from '../scripts/browser.ts';
import { chromiumFlags } from '../scripts/chromium-flags.ts';
import { ng, root } from '../scripts/process.ts';

/** The least score of each category, of 100. */
const LEAST = { performance: 95, accessibility: 100, 'best-practices': 100, seo: 100 } as const;

/** The pages that a visitor finds. (Not the 404 page: it asks not to be indexed.) */
const PAGES = ['/', '/?type=dog&sort=price-asc', '/identity', '/purchases', '/sales', '/import'];

/** Scores vary with what else the machine does: of so many visits the middle one counts. */
const VISITS = 5;

/** Cumulative layout shift: how much of the page moves while it loads. */
const MOST_SHIFT = 0.02;

type Category = keyof typeof LEAST;
type Result = RunnerResult['lhr'];
const categories = Object.keys(LEAST) as Category[];

console.log('Building the page …');
const build = spawnSync(process.execPath, [ng, 'build'], { cwd: root, encoding: 'utf8' });
if (build.status !== 0) {
  console.error(build.stdout, build.stderr);
  process.exit(1);
}
const shop = await LocalShop.open();
const site = await serveSite(shop.ports, shop.config);
const chrome = await launch({
  chromePath: findBrowser(),
  chromeFlags: [...chromiumFlags, '--headless=new'],
});

console.log(`Visiting each of ${PAGES.length} pages ${VISITS} times …`);
// The first visit of a browser that has just started would measure its start, too.
await visit('/');
console.log(['page'.padEnd(28), ...categories, 'LCP', 'CLS', 'TBT'].join('  '));
let failures = 0;
for (const path of PAGES) failures += await measure(path);
chrome.kill();
site.closeAllConnections();
site.close();
await shop.close();
process.exit(failures === 0 ? 0 : 1);

/** Prints a line for a page, and what it is short of. */
async function measure(path: string): Promise<number> {
  const runs: Result[] = [];
  while (runs.length < VISITS) runs.push(await visit(path));
  runs.sort((one, other) => score(one, 'performance') - score(other, 'performance'));
  const result = runs[(VISITS - 1) / 2] as Result;
  const metric = (audit: string): string => result.audits[audit]?.displayValue ?? '–';
  console.log(
    [
      path.padEnd(28),
      ...categories.map((category) => String(score(result, category)).padStart(category.length)),
      metric('largest-contentful-paint'),
      metric('cumulative-layout-shift'),
      metric('total-blocking-time'),
    ].join('  '),
  );
  for (const warning of result.runWarnings) console.log(`  ${warning}`);
  const short = categories.filter((category) => score(result, category) < LEAST[category]);
  for (const category of short) {
    console.log(`  ${category} should be at least ${LEAST[category]}:`);
    for (const { id } of result.categories[category]?.auditRefs ?? []) {
      const audit = result.audits[id];
      const failed = typeof audit?.score === 'number' && audit.score < 0.9;
      if (failed) console.log(`    ${audit.title} ${audit.displayValue ?? ''}`.trimEnd());
    }
  }
  const shift = result.audits['cumulative-layout-shift']?.numericValue ?? 1;
  if (shift < MOST_SHIFT) return short.length;
  console.log(`  cumulative layout shift should be below ${MOST_SHIFT}`);
  return short.length + 1;
}

/** @param tries how often, since now and then Lighthouse misses the start of a visit (NO_NAVSTART) */
async function visit(path: string, tries = 3): Promise<Result> {
  const result = await lighthouse(`http://localhost:${shop.ports.page}${path}`, {
    port: chrome.port,
    onlyCategories: categories,
    logLevel: 'error',
  });
  if (!result) throw new Error(`Lighthouse gave no result for ${path}.`);
  const { lhr } = result;
  if (!lhr.runtimeError) return lhr;
  if (tries > 1) return visit(path, tries - 1);
  throw new Error(`${path}: ${lhr.runtimeError.message}`);
}

function score({ categories: of }: Result, category: Category): number {
  return Math.round((of[category]?.score ?? 0) * 100);
}
