/**
 * Ten thousand visitors in a minute, over the local site's cache: `npm run bench:rush` prints how many
 * requests come in, and how many of them reach API Gateway. Each visitor asks for the first page and the
 * types, every fifth for one of five other lists. The minute goes by on the cache's own clock.
 */
import { freePorts } from '../local-cloud/src/ports.ts';
import { LocalShop } from '../local-cloud/testing/local-shop.ts';
import { Relay } from '../e2e/relay.ts';
import { serveSite } from '../e2e/site.ts';

const VISITORS = 10_000;
const SECONDS = 60;
const CHOICES = ['type=dog', 'type=cat', 'sort=price-asc', 'sort=price-desc', 'available=true'];

const shop = await LocalShop.open();
const relay = await Relay.open(shop.ports.api);
const [page = 0] = await freePorts(1);
const ports = { ...shop.ports, page, api: relay.port };
const site = await serveSite(ports, shop.config, { clock: 'by hand' });

let requests = 0;
const started = performance.now();
for (let second = 0; second < SECONDS; second++) {
  const first = Math.round((second * VISITORS) / SECONDS);
  const last = Math.round(((second + 1) * VISITORS) / SECONDS);
  const visits = Array.from({ length: last - first }, (_, i) => visit(first + i));
  await Promise.all(visits);
  site.pass(1);
}
const seconds = ((performance.now() - started) / 1000).toFixed(0);

const lists = new Map<string, number>();
for (const { url } of relay.requests) lists.set(url, (lists.get(url) ?? 0) + 1);
console.log(
  `${VISITORS} visitors, ${requests} requests in, ${relay.requests.length} reached the API`,
);
for (const [url, count] of lists) console.log(`${String(count).padStart(6)}  ${url}`);
console.log(`(${seconds} s on this machine)`);
site.close();
relay.stop();
await shop.close();

async function visit(visitor: number): Promise<void> {
  await ask('/api/pets');
  await ask('/api/pets/types');
  if (visitor % 5 === 0) await ask(`/api/pets?${CHOICES[(visitor / 5) % CHOICES.length] ?? ''}`);
}

async function ask(path: string): Promise<void> {
  requests++;
  const answer = await fetch(`http://localhost:${page}${path}`);
  await answer.arrayBuffer();
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}`);
}
