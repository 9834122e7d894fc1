/**
 * `npm run lighthouse`: builds the page, serves it as CloudFront would (compressed, with the
 * template's cache and security headers) in front of the local cloud, and visits it by Lighthouse's
 * mobile preset, with its slow network and processor really applied. A first visit of `/` is compared
 * with its limit, measured in the same run: the same page with its pets as finished HTML, without any
 * script. Ends with 1 if a page is below what the project promises.
 */
import { once } from 'node:events';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import lighthouse, { type RunnerResult } from 'lighthouse';
import puppeteer from 'puppeteer-core';
import { LocalShop } from '../local-cloud/testing/local-shop.ts';
import { build, serveSite } from '../e2e/site.ts';
import { findBrowser } from '../scripts/browser.ts';
import { chromiumFlags } from '../scripts/chromium-flags.ts';
import { ng, startNode } from '../scripts/process.ts';

/** The pages that a visitor finds. (Not the 404 page: it asks not to be indexed.) */
const PAGES = ['/', '/?type=dog&sort=price-asc', '/identity', '/purchases', '/sales', '/import'];

/** These have the score 100 on every page. */
const PERFECT = ['accessibility', 'best-practices', 'seo'] as const;

/** Cumulative layout shift: how much of a page moves while it loads. */
const MAX_SHIFT = 0.02;

/** How much later than on the limit's page something of `/` may be. */
const MAX_RATIOS = [
  ['LCP', 1.15],
  ['first pet', 2.5],
] as const;

/** Times vary with what else the machine does: the median of this many visits counts. */
const VISITS = 5;

const LIMIT = '/limit.html';

/** What is measured of a first visit, in milliseconds and as a share of the screen (CLS). */
const MEASURES = ['LCP', 'first pet', 'TBT', 'CLS'] as const;

type Measures = Readonly<Record<(typeof MEASURES)[number], number>>;
type Result = RunnerResult['lhr'];

console.log('Building the page …');
const [code] = (await once(startNode([ng, 'build'], { stdio: 'inherit' }), 'exit')) as [
  number | null,
];
if (code !== 0) process.exit(code ?? 1);
const shop = await LocalShop.open();
const browser = await puppeteer.launch({
  executablePath: findBrowser(),
  args: [...chromiumFlags],
});
const limitFile = join(build, LIMIT);
let site = await serveSite(shop.ports, shop.config);
writeFileSync(limitFile, await drawnPage());
site.close();
site = await serveSite(shop.ports, shop.config);
rmSync(limitFile);

const failures = [...(await comparePages()), ...(await scorePages())];
for (const failure of failures) console.log(failure);
await browser.close();
site.close();
await shop.close();
process.exit(failures.length === 0 ? 0 : 1);

/** The shop as a phone shows it when everything is there, without what makes it move. */
async function drawnPage(): Promise<string> {
  const page = await browser.newPage();
  await page.setViewport({ width: 412, height: 823, isMobile: true, hasTouch: true });
  await page.goto(address('/'), { waitUntil: 'networkidle0' });
  const html = await page.evaluate(() => {
    for (const one of document.querySelectorAll('script, link[rel$=preload]')) one.remove();
    return `<!doctype html>${document.documentElement.outerHTML}`;
  });
  await page.close();
  return html;
}

/** Prints a first visit of the shop and of its limit, and returns what is too slow. */
async function comparePages(): Promise<string[]> {
  console.log(`Visiting / and its limit ${VISITS} times …`);
  // The first visit of a browser that has just started would measure its start, too.
  await visit('/');
  const visits: Record<'shop' | 'limit', Measures[]> = { shop: [], limit: [] };
  for (let turn = 0; turn < VISITS; turn++) {
    visits.shop.push(measuresOf(await visit('/')));
    visits.limit.push(measuresOf(await visit(LIMIT)));
  }
  console.log(['median', 'shop', 'limit', 'ratio'].map((name) => name.padStart(10)).join(''));
  for (const measure of MEASURES) {
    const [own, limit] = [median(visits.shop, measure), median(visits.limit, measure)];
    const values = measure === 'CLS' ? [own, limit] : [own / 1000, limit / 1000];
    const digits = values.map((value) => value.toFixed(measure === 'CLS' ? 3 : 2));
    const ratio = limit > 0 ? (own / limit).toFixed(2) : '–';
    console.log([measure, ...digits, ratio].map((text) => text.padStart(10)).join(''));
  }
  // What could not be measured (NaN) is too late as well.
  return MAX_RATIOS.filter(
    ([one, max]) => !(median(visits.shop, one) / median(visits.limit, one) <= max),
  ).map(([one, max]) => `${one} of / should be at most ${max} times as late as on its limit.`);
}

/** Prints the scores of each page, and returns what each is short of. */
async function scorePages(): Promise<string[]> {
  console.log(['page'.padEnd(26), ...PERFECT, 'CLS', '(performance)'].join('  '));
  const failures: string[] = [];
  for (const path of PAGES) {
    const result = await visit(path, ['performance', ...PERFECT]);
    const score = (category: string): number =>
      Math.round((result.categories[category]?.score ?? 0) * 100);
    const shift = measuresOf(result).CLS;
    console.log(
      [
        path.padEnd(26),
        ...PERFECT.map((category) => String(score(category)).padStart(category.length)),
        shift.toFixed(3),
        score('performance'),
      ].join('  '),
    );
    for (const category of PERFECT.filter((one) => score(one) < 100)) {
      failures.push(`${path}: ${category} should be 100.`);
      for (const { id } of result.categories[category]?.auditRefs ?? []) {
        const audit = result.audits[id];
        if (audit?.score === 0) failures.push(`  ${audit.title} ${audit.displayValue ?? ''}`);
      }
    }
    if (shift >= MAX_SHIFT) failures.push(`${path}: CLS should be below ${MAX_SHIFT}.`);
  }
  return failures;
}

/** @param tries how often, since now and then Lighthouse misses the start of a visit (NO_NAVSTART) */
async function visit(path: string, categories = ['performance'], tries = 3): Promise<Result> {
  const page = await browser.newPage();
  await page.evaluateOnNewDocument(markFirstPet);
  const result = await lighthouse(
    address(path),
    {
      onlyCategories: categories,
      throttlingMethod: 'devtools',
      logLevel: 'error',
    },
    undefined,
    page,
  );
  await page.close();
  if (!result) throw new Error(`Lighthouse gave no result for ${path}.`);
  const { lhr } = result;
  if (!lhr.runtimeError) return lhr;
  if (tries > 1) return visit(path, categories, tries - 1);
  throw new Error(`${path}: ${lhr.runtimeError.message}`);
}

/** Marks, in the browser, the end of the first frame in which a pet has its picture and its name. */
function markFirstPet(): void {
  const look = (): void => {
    const picture = document.querySelector<HTMLImageElement>('.pet-card img');
    const isDrawn =
      picture?.complete && picture.naturalWidth > 0 && document.querySelector('.pet-type');
    if (isDrawn) setTimeout(() => performance.mark('first pet'));
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

function measuresOf({ audits }: Result): Measures {
  const details = audits['user-timings']?.details as { items?: UserTiming[] } | undefined;
  const mark = details?.items?.find(({ name }) => name === 'first pet');
  return {
    LCP: audits['largest-contentful-paint']?.numericValue ?? NaN,
    'first pet': mark?.startTime ?? NaN,
    TBT: audits['total-blocking-time']?.numericValue ?? NaN,
    CLS: audits['cumulative-layout-shift']?.numericValue ?? NaN,
  };
}

interface UserTiming {
  readonly name: string;
  readonly startTime: number;
}

function median(visits: readonly Measures[], measure: keyof Measures): number {
  const values = visits.map((one) => one[measure]).sort((one, other) => one - other);
  return values[(VISITS - 1) / 2] ?? NaN;
}

function address(path: string): string {
  return `http://localhost:${shop.ports.page}${path}`;
}
