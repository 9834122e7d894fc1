/**
 * Public answers of the API as CloudFront keeps them: who sees an old list and who never does, what
 * reaches the API, and what an attacker can't do to the cache.
 */
import type { Page } from '@playwright/test';
import { freePorts } from '../local-cloud/src/ports.ts';
import type { LocalShop } from '../local-cloud/testing/local-shop.ts';
import { Relay } from './relay.ts';
import { PETS, ShopPage, expect, test as base } from './shop.ts';
import { serveSite, type Site } from './site.ts';

interface Edge {
  /** A cache of its own, which reaches the API through the relay. */
  site: Site;
  relay: Relay;
  url: string;
  /** The ids of the pets of a list, and how it came. */
  list: (query?: string, init?: RequestInit) => Promise<{ ids: number[]; cache: string }>;
}

const test = base.extend<{ edge: Edge }>({
  edge: async ({ cloud, shop: _ }, use) => {
    const relay = await Relay.open(cloud.ports.api);
    const [page = 0] = await freePorts(1);
    const ports = { ...cloud.ports, page, api: relay.port };
    const site = await serveSite(ports, cloud.config, { clock: 'by hand' });
    const url = `http://localhost:${page}`;
    const list = async (query = '', init: RequestInit = {}) => {
      const answer = await fetch(`${url}/api/pets${query}`, init);
      const pets = (await answer.json()) as { id: number }[];
      return { ids: pets.map(({ id }) => id), cache: answer.headers.get('x-cache') ?? '' };
    };
    await use({ site, relay, url, list });
    site.close();
    relay.stop();
  },
});

const FRESH = 'Miss from cloudfront';
const KEPT = 'Hit from cloudfront';
const fox = { id: 3, type: 'fox', price: 180 };

const addFox = async (cloud: LocalShop) => cloud.list([...PETS, fox], await cloud.keeper());

test.describe('A public answer', () => {
  test('is kept for seconds, shown once more while it is renewed, and no longer', async ({
    cloud,
    edge,
  }) => {
    expect(await edge.list()).toEqual({ ids: [2, 1], cache: FRESH });
    await addFox(cloud);
    edge.site.pass(4);
    expect(await edge.list()).toEqual({ ids: [2, 1], cache: KEPT });
    expect(edge.relay.requests).toHaveLength(1);
    // Older than s-maxage: once more, while a new one is asked for.
    edge.site.pass(2);
    expect(await edge.list()).toEqual({ ids: [2, 1], cache: KEPT });
    await expect.poll(edge.list).toEqual({ ids: [3, 2, 1], cache: KEPT });
    expect(edge.relay.requests).toHaveLength(2);
    // Older than that by stale-while-revalidate: a new one.
    await cloud.list(PETS, await cloud.keeper());
    edge.site.pass(20);
    expect(await edge.list()).toEqual({ ids: [2, 1], cache: FRESH });
  });

  test('is not for browsers to keep, neither from the edge nor from the API itself', async ({
    cloud,
    edge,
  }) => {
    for (const path of ['/api/pets', '/api/pets/types', '/api/pets?limit=0']) {
      const { headers } = await fetch(edge.url + path);
      expect([path, headers.get('cache-control')]).toEqual([path, 'no-store']);
      expect(headers.get('content-security-policy')).toContain("default-src 'none'");
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      const own = await cloud.call(path.replace('/api', ''));
      expect([path, own.headers.get('cache-control')]).toEqual([path, 'no-store']);
    }
  });

  test('is what the API answers, and compressed', async ({ cloud, edge }) => {
    const many = Array.from({ length: 60 }, (_, i) => ({ id: i + 1, type: 'dog', price: 1 }));
    await cloud.list(many, await cloud.keeper());
    const headers = { 'Accept-Encoding': 'br' };
    const answer = await fetch(`${edge.url}/api/pets?limit=50`, { headers });
    expect(answer.headers.get('content-encoding')).toBe('br');
    expect(answer.headers.get('link')).toBe('<?limit=50&before=11>; rel="next"');
    expect(await answer.json()).toEqual((await cloud.call('/pets?limit=50')).body);
    const types = await fetch(`${edge.url}/api/pets/types`);
    expect(await types.json()).toEqual(['dog']);
  });

  test('that is an error is not kept', async ({ edge }) => {
    for (const [times, status] of [400, 404, 500, 503].entries()) {
      edge.relay.mode = status;
      const answer = await fetch(`${edge.url}/api/pets?type=dog`);
      expect([answer.status, answer.headers.get('x-cache')]).toEqual([
        status,
        'Error from cloudfront',
      ]);
      expect(edge.relay.requests).toHaveLength(times + 1);
    }
    edge.relay.mode = 'pass';
    expect((await edge.list('?type=dog')).ids).toEqual([1]);
  });

  test('costs the API at most one call per list and s-maxage, however many visitors come', async ({
    edge,
  }) => {
    const queries = ['', '?type=dog', '?type=cat', '?sort=price-asc', '/types'];
    const seconds = 12;
    for (let second = 0; second < seconds; second++) {
      const visits = queries.flatMap((query) => Array.from({ length: 20 }, () => query));
      const answers = visits.map((query) => fetch(`${edge.url}/api/pets${query}`));
      for (const { status } of await Promise.all(answers)) expect(status).toBe(200);
      edge.site.pass(1);
    }
    const calls = edge.relay.requests.length;
    expect(calls).toBeGreaterThanOrEqual(queries.length);
    // The first, and one each five seconds.
    expect(calls).toBeLessThanOrEqual(queries.length * (1 + Math.ceil(seconds / 5)));
  });
});

test.describe('Nobody puts anything into the cache that others get', () => {
  const key = 'AKIDEXAMPLE/20260101/us-east-1/execute-api/aws4_request';
  const attacks: [what: string, query: string, headers: Record<string, string>][] = [
    ['a signature', '', { Authorization: `AWS4-HMAC-SHA256 Credential=${key}, Signature=00` }],
    ['a token', '', { Authorization: 'Bearer x', 'X-Id-Token': 'x', Cookie: 'session=x' }],
    ['another method in a header', '', { 'X-HTTP-Method-Override': 'DELETE', 'X-Method': 'POST' }],
    ['another host', '', { 'X-Forwarded-Host': 'evil.example', Forwarded: 'host=evil.example' }],
    ['another path', '', { 'X-Original-URL': '/pets/purchase', 'X-Rewrite-URL': '/pets/purchase' }],
    ['a word to the cache', '', { 'Cache-Control': 'no-cache', Pragma: 'no-cache' }],
    [
      'another kind of answer',
      '',
      { Accept: 'text/html', 'Accept-Language': 'xx', Range: 'bytes=0-1' },
    ],
    ['the header of the edge', '', { 'X-Shared-Cache': 'x\u00e4' }],
    ['an unknown parameter', '?evil=1&callback=alert', {}],
    ['a known parameter in capitals', '?TYPE=dog&Limit=1', {}],
    ['a known parameter in disguise', '?%74ype=dog&type%5B%5D=dog&type;x=dog', {}],
  ];
  for (const [what, query, headers] of attacks) {
    test(`with ${what}`, async ({ edge }) => {
      // As the first, so that whatever comes is kept.
      expect(await edge.list(query, { headers })).toEqual({ ids: [2, 1], cache: FRESH });
      const [request] = edge.relay.requests;
      expect(request).toMatchObject({ method: 'GET', url: '/api/pets' });
      expect(request?.headers['x-shared-cache']).toBe('cloudfront');
      const known = ['accept-encoding', 'accept-language', 'accept', 'sec-fetch-mode', 'host'];
      const more = ['connection', 'user-agent', 'x-shared-cache'];
      for (const name of Object.keys(request?.headers ?? {})) {
        expect([...known, ...more]).toContain(name);
      }
      expect(request?.headers.accept).toBe('*/*');
      expect(await edge.list()).toEqual({ ids: [2, 1], cache: KEPT });
    });
  }

  test('with a parameter twice, which the API refuses', async ({ edge }) => {
    for (const query of ['?type=dog&type=cat', '?type=cat&type=dog', '?limit=1&limit=2']) {
      const { status } = await fetch(`${edge.url}/api/pets${query}`);
      expect([query, status]).toEqual([query, 400]);
    }
    expect((await edge.list('?type=dog')).ids).toEqual([1]);
    expect((await edge.list('?type=cat')).ids).toEqual([2]);
    expect((await edge.list('?limit=1')).ids).toEqual([2]);
  });

  test('with another method, a HEAD included', async ({ cloud, edge }) => {
    for (const method of ['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS']) {
      const { status } = await fetch(`${edge.url}/api/pets`, { method });
      expect([method, status]).toEqual([method, 403]);
    }
    expect(edge.relay.requests).toHaveLength(0);
    await fetch(`${edge.url}/api/pets`, { method: 'HEAD' });
    expect(await edge.list()).toEqual({ ids: [2, 1], cache: FRESH });
    // A call that is signed for the API, sent to the edge.
    const { url, init } = await cloud.signed(
      '/pets',
      { method: 'POST', body: { pets: [] } },
      await cloud.keeper(),
    );
    const answer = await fetch(`${edge.url}${new URL(url).pathname}`, init);
    expect(answer.status).toBe(403);
    expect((await cloud.call('/pets')).body).toHaveLength(2);
  });

  for (const path of [
    '/api/pets/',
    '/API/pets',
    '/api/Pets',
    '/api/pets/purchase',
    '/api/pets/1',
    '/api//pets',
    '/api/pets%2ftypes',
    '/api/pets/types/x',
  ]) {
    test(`by ${path}, which is no address of the API here`, async ({ edge, cloud }) => {
      const buyer = await cloud.buyer();
      const { init } = await cloud.signed(
        '/pets/purchase',
        { headers: { 'X-Id-Token': buyer.idToken } },
        buyer,
      );
      const answer = await fetch(edge.url + path, init);
      expect(await answer.text()).toContain('<app-root>');
      expect(edge.relay.requests).toHaveLength(0);
    });
  }
});

test.describe('With the API stopped', () => {
  for (const [what, stop] of [
    ['it answers 503', (relay: Relay) => void (relay.mode = 503)],
    ['nobody listens', (relay: Relay) => relay.stop()],
  ] as const) {
    test(`a visitor sees the last list, and that it may be old: ${what}`, async ({
      edge,
      page,
    }) => {
      const shop = new ShopPage(page, edge.url);
      await shop.open();
      await expect(page.getByText('may be out of date')).toHaveCount(0);
      stop(edge.relay);
      edge.site.pass(3600);
      await page.reload();
      await expect(shop.pet('cat')).toBeVisible();
      await expect(page.getByText('The list may be out of date.')).toBeVisible();
      // As long as stale-if-error says.
      edge.site.pass(25 * 3600);
      await page.reload();
      await expect(page.getByRole('heading', { name: 'The pets can’t be shown' })).toBeVisible();
    });
  }

  test('the last list comes within 10 seconds, though the API never answers', async ({ edge }) => {
    await edge.list();
    edge.relay.mode = 'hang';
    edge.site.pass(60);
    const started = performance.now();
    expect(await edge.list()).toEqual({ ids: [2, 1], cache: KEPT });
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  test('buying says that it can’t be reached', async ({ cloud, page, shop }) => {
    await shop.open();
    await shop.logInAsBuyer('ann@example.org');
    await expect(shop.pet('dog')).toBeVisible();
    await page.route(`${cloud.config['apiUrl']!}/**`, (route) => route.abort());
    await shop.buy('dog');
    await expect(page.getByRole('dialog').getByRole('alert')).toContainText('can’t be reached');
  });
});

test.describe('A visitor', () => {
  const lists = (page: Page): string[] => {
    const urls: string[] = [];
    page.on('request', (request) => {
      if (/\/pets(\?|$)/.test(request.url())) urls.push(request.url());
    });
    return urls;
  };

  test('asks for the first pets before the app runs', async ({ page, shop }) => {
    const urls = lists(page);
    await page.route(/(main|chunk)-\w+\.js$/, () => undefined);
    await page.goto(shop.url, { waitUntil: 'commit' });
    await expect.poll(() => urls).toEqual([`${shop.url}/api/pets`]);
  });

  test('asks once for the first pets, and has them used', async ({ cloud, page, shop }) => {
    const warnings: string[] = [];
    page.on('console', (message) => warnings.push(message.text()));
    const urls = lists(page);
    const calls = () => cloud.log.filter((line) => line.includes('GET /api/pets 200')).length;
    const before = calls();
    await shop.open();
    await page.waitForLoadState('networkidle');
    expect(urls).toEqual([`${shop.url}/api/pets`]);
    expect(calls() - before).toBe(1);
    // Chromium tells a few seconds later what was preloaded for nothing.
    await page.waitForTimeout(4000);
    expect(warnings.filter((text) => text.includes('preload'))).toEqual([]);
  });

  for (const path of ['/?type=dog', '/?sort=price-asc', '/identity']) {
    test(`asks for no other list than the address says: ${path}`, async ({ page, shop }) => {
      const urls = lists(page);
      await page.goto(shop.url + path);
      const query = path.split('?')[1];
      if (query) await expect(shop.pet('dog')).toBeVisible();
      else await expect(page.getByRole('main').getByRole('heading').first()).toBeVisible();
      await page.waitForLoadState('networkidle');
      expect(urls).toEqual(query ? [`${shop.url}/api/pets?${query}`] : []);
    });
  }

  test('who wants what was just sold is told so, and sees it', async ({ cloud, page, shop }) => {
    await shop.open();
    await cloud.buy(1, 'bob@example.net');
    await page.reload();
    await expect(shop.button('Buy dog')).toBeVisible();
    await shop.button('Buy dog').click();
    await shop.answerLogin('ann@example.org');
    await expect(page.getByRole('dialog')).toContainText(/sold/i);
    await expect(shop.confirmation).toHaveCount(0);
    await page.goto(shop.url);
    await expect(shop.pet('dog')).toContainText('Sold');
  });
});

test.describe('Who has changed the shop sees it at once, with the cache full of the old list', () => {
  /** Fills the cache as visitors do, now and for the next seconds. */
  const fill = async (page: Page, url: string) => {
    for (const query of ['', '?type=dog', '/types'])
      await page.request.get(`${url}/api/pets${query}`);
  };
  const visitorSees = async (page: Page, url: string) =>
    (await (await page.request.get(`${url}/api/pets`)).json()) as {
      id: number;
      isSold: boolean;
      price: number;
    }[];

  /** Now, after a reload, and in a second tab. */
  async function everywhere(shop: ShopPage, check: (shop: ShopPage) => Promise<void>) {
    await check(shop);
    await shop.page.reload();
    await check(shop);
    const tab = new ShopPage(await shop.page.context().newPage(), shop.url);
    await tab.page.goto(shop.url);
    await check(tab);
    await tab.page.close();
  }

  test('a buyer who has bought', async ({ page, shop }) => {
    await shop.open();
    await shop.logInAsBuyer('ann@example.org');
    await fill(page, shop.url);
    await shop.buy('dog');
    await everywhere(shop, (one) => expect(one.pet('dog')).toContainText('is yours'));
    expect((await visitorSees(page, shop.url)).map(({ isSold }) => isSold)).toEqual([false, false]);
  });

  test('and in a tab that was open before the login', async ({ page, shop }) => {
    await shop.open();
    const other = new ShopPage(await page.context().newPage(), shop.url);
    await other.open();
    await shop.logInAsBuyer('ann@example.org');
    await fill(page, shop.url);
    await shop.buy('dog');
    await expect(shop.pet('dog')).toContainText('is yours');
    await other.field('Order').selectOption('Price: high to low');
    await expect(other.pet('dog')).toContainText(/Sold|yours/);
  });

  const changes: [what: string, change: (shop: ShopPage) => Promise<void>, prices: string[]][] = [
    [
      'has added a pet',
      async (shop) => {
        await shop.button('Add pets').click();
        await shop.field('Pet type').fill('fox');
        await shop.field('Pet price').fill('180');
        await shop.button('Save').click();
      },
      ['$180.00', '$124.99', '$249.99'],
    ],
    [
      'has edited a pet',
      async (shop) => {
        await shop.button('Edit cat').click();
        await shop.field('Pet price').fill('99.5');
        await shop.button('Save').click();
      },
      ['$99.50', '$249.99'],
    ],
    ['has removed a pet', (shop) => shop.button('Remove cat').click(), ['$249.99']],
    [
      'has imported a list',
      async (shop) => {
        await shop.page.getByRole('link', { name: 'Import a list' }).click();
        await shop.field('Or paste the list').fill('{"pets":[{"id":7,"type":"owl","price":70}]}');
        await shop.button('Preview').click();
        await shop.button(/^Import: /).click();
        await shop.page.getByRole('link', { name: 'See the shop' }).click();
      },
      ['$70.00'],
    ],
  ];
  for (const [what, change, prices] of changes) {
    test(`a shopkeeper who ${what}`, async ({ page, shop, site }) => {
      await shop.open();
      await shop.logInAsKeeper();
      await fill(page, shop.url);
      await change(shop);
      await everywhere(shop, (one) => expect(one.prices()).toHaveText(prices));
      expect((await visitorSees(page, shop.url)).map(({ id }) => id)).toEqual([2, 1]);
      site.pass(20);
      expect(await visitorSees(page, shop.url)).toHaveLength(prices.length);
    });
  }
});
