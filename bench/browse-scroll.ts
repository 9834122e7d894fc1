/**
 * What 10,000 loaded pets cost the browser while one scrolls and chooses, compared with 200 in the
 * same run: `ng build && npm run bench:scroll`. Real Chromium, the production build, and an API that
 * answers at once. The list is loaded through the page itself, which asks for page after page.
 */
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { chromium } from '@playwright/test';
import type { CDPSession, Page } from '@playwright/test';
import { freePorts } from '../local-cloud/src/ports.ts';
import { chromiumFlags } from '../scripts/chromium-flags.ts';
import { serveSite } from '../e2e/site.ts';

const SIZES = [200, 10_000] as const;
/** As in the shop. */
const PAGE_SIZE = 50;
const FRAMES = 240;
const types = ['dog', 'cat', 'rabbit', 'parrot', 'turtle'];

interface Cost {
  /** The middle and the 99th percentile of the time between frames, in milliseconds. */
  readonly frame: number;
  readonly slowFrame: number;
  /** What layout, style and scripts took while scrolling, in milliseconds a frame. */
  readonly work: number;
  /** From choosing to the other list on the screen, in milliseconds. */
  readonly typeChange: number;
  readonly nodes: number;
}

/** How many pets the API has. */
let size: number = SIZES[0];

/** An API with so many pets, newest first. */
function serveApi(port: number): Promise<Server> {
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', `http://localhost:${port}`);
    response.setHeader('Access-Control-Allow-Origin', '*');
    response.setHeader('Access-Control-Expose-Headers', 'Link');
    response.setHeader('Content-Type', 'application/json');
    if (url.pathname.endsWith('/types')) return response.end(JSON.stringify(types));
    const type = url.searchParams.get('type');
    const before = Number(url.searchParams.get('before') ?? size + 1);
    const count = Math.min(PAGE_SIZE, before - 1);
    const pets = Array.from({ length: count }, (_, i) => {
      const id = before - 1 - i;
      const isSold = id % 7 === 0;
      return { id, type: type ?? types[id % types.length], price: (id % 997) + 0.99, isSold };
    });
    if (before - count > 1 && !type) {
      response.setHeader('Link', `<?before=${before - count}>; rel="next"`);
    }
    return response.end(JSON.stringify(pets));
  });
  return new Promise((resolve) => server.listen(port, 'localhost', () => resolve(server)));
}

/** The time that the browser's main thread has spent on tasks so far, in milliseconds. */
async function workSoFar(devtools: CDPSession): Promise<number> {
  const { metrics } = await devtools.send('Performance.getMetrics');
  const of = (name: string): number => metrics.find((metric) => metric.name === name)?.value ?? 0;
  return 1000 * (of('LayoutDuration') + of('RecalcStyleDuration') + of('ScriptDuration'));
}

/** Scrolls to the end until nothing more comes. */
async function loadAll(page: Page, size: number): Promise<void> {
  await page.evaluate(async (wanted) => {
    const frame = (): Promise<unknown> => new Promise((resolve) => requestAnimationFrame(resolve));
    const isLoaded = (): boolean => {
      const last = [...document.querySelectorAll('[data-pet]')].at(-1);
      return last?.getAttribute('data-pet') === '1' && !document.querySelector('app-more-pets');
    };
    for (let turn = 0; turn < 50 * wanted && !isLoaded(); turn++) {
      scrollTo(0, document.documentElement.scrollHeight);
      await frame();
    }
  }, size);
}

async function measure(page: Page, site: string, size: number): Promise<Cost> {
  await page.goto(`${site}/?sort=newest`);
  await page.locator('[data-pet]').first().waitFor();
  const started = Date.now();
  await loadAll(page, size);
  console.log(`${size} pets loaded in ${((Date.now() - started) / 1000).toFixed(1)} s`);

  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Performance.enable');
  // Up from the end, past the pages of the smaller list: both draw the same cards.
  const distance = 12_000;
  const before = await workSoFar(devtools);
  const times = await page.evaluate(
    async ([frames, pixels]) => {
      const end = document.documentElement.scrollHeight;
      const result: number[] = [];
      let last = performance.now();
      for (let i = 0; i < frames; i++) {
        scrollTo(0, end - (pixels * i) / frames);
        const now = await new Promise<number>((resolve) => requestAnimationFrame(resolve));
        result.push(now - last);
        last = now;
      }
      return result.sort((one, other) => one - other);
    },
    [FRAMES, distance] as const,
  );
  const work = (await workSoFar(devtools)) - before;
  const nodes = await page.evaluate(() => document.querySelectorAll('*').length);

  await page.evaluate(() => scrollTo(0, 0));
  await page.locator('[aria-posinset="1"]').waitFor();
  const typeChange = await page.evaluate(async () => {
    const field = document.querySelector('select');
    if (!field) throw new Error('The page has no type filter.');
    const start = performance.now();
    field.value = 'cat';
    field.dispatchEvent(new Event('change'));
    const isThere = (): boolean =>
      !document.querySelector('[aria-busy=true]') &&
      [...document.querySelectorAll('h3')].every(({ textContent }) => textContent === 'cat');
    do await new Promise((resolve) => requestAnimationFrame(resolve));
    while (!isThere());
    return performance.now() - start;
  });
  const at = (part: number): number => times[Math.floor(part * (times.length - 1))] ?? 0;
  return { frame: at(0.5), slowFrame: at(0.99), work: work / FRAMES, typeChange, nodes };
}

const [sitePort = 0, apiPort = 0] = await freePorts(2);
const api = await serveApi(apiPort);
const executablePath = process.env['CHROME_BIN'];
const browser = await chromium.launch({
  ...(executablePath && { executablePath }),
  args: [...chromiumFlags],
});
const costs: Cost[] = [];
for (size of SIZES) {
  const ports = { page: sitePort, api: apiPort, auth0: 4210, sts: 4211, dynamodb: 4213 };
  const site = await serveSite(ports, {
    apiUrl: `http://localhost:${apiPort}/api`,
    region: 'us-east-1',
    adminRoleArn: 'arn:aws:iam::123456789012:role/Auth0ApiRole',
    socialRoleArn: 'arn:aws:iam::123456789012:role/Auth0ApiSocialRole',
    auth0Domain: 'example.eu.auth0.com',
    auth0ClientId: 'bench',
  });
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  costs.push(await measure(page, `http://localhost:${sitePort}`, size));
  await page.close();
  site.close();
}
await browser.close();
api.closeAllConnections();
api.close();

const [few, many] = costs;
if (few && many) {
  const names: Record<keyof Cost, string> = {
    frame: 'median frame, ms',
    slowFrame: '99th percentile frame, ms',
    work: 'layout + style + script a frame, ms',
    typeChange: 'choosing another type, ms',
    nodes: 'elements in the page',
  };
  const rows = Object.entries(names).map(([key, name]) => {
    const [one, other] = [few[key as keyof Cost], many[key as keyof Cost]];
    return [name, one, other, other / one] as const;
  });
  console.log(
    `\n${''.padEnd(38)}${'200'.padStart(10)}${'10,000'.padStart(10)}${'ratio'.padStart(8)}`,
  );
  for (const [name, one, other, ratio] of rows) {
    const numbers = [one.toFixed(1).padStart(10), other.toFixed(1).padStart(10)].join('');
    console.log(`${name.padEnd(38)}${numbers}${ratio.toFixed(2).padStart(8)}`);
  }
}
