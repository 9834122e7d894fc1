import type { Behavior } from '../local-cloud/src/distribution.ts';

/** An answer as a visitor gets it, but for what the response headers policy adds. */
export interface EdgeAnswer {
  status: number;
  headers: Headers;
  body: Buffer;
}

/** What is kept, by what is asked for. */
interface Kept extends EdgeAnswer {
  /** When it came, in milliseconds. */
  since: number;
  /** For how long it is fresh; then may be shown while a new one is fetched, and if none comes: seconds. */
  fresh: number;
  whileRevalidate: number;
  ifError: number;
}

/** Headers of one connection, and what Node makes anew. */
const NOT_PASSED = /^(connection|keep-alive|transfer-encoding|content-length|date)$/i;

/**
 * One cache of CloudFront, as far as its documentation tells and as the behaviors of the template set it
 * up:
 *
 * - an answer is named by its path and the parameters of the cache policy, as they are written and in their
 *   order; the origin gets just these;
 * - only answers of a success are kept, for as long as their Cache-Control says to shared caches, with
 *   stale-while-revalidate and stale-if-error (RFC 5861);
 * - who asks for the same while it is fetched waits for that answer (request collapsing).
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/Expiration.html
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorCustomOrigin.html
 */
export class EdgeCache {
  private readonly kept = new Map<string, Kept>();
  private readonly fetching = new Map<string, Promise<EdgeAnswer>>();
  private readonly now: () => number;

  /** @param now the time in milliseconds */
  constructor(now: () => number) {
    this.now = now;
  }

  /** Forgets everything. */
  clear(): void {
    this.kept.clear();
  }

  /** @param target the path and the query as the visitor sent them */
  async answer(behavior: Behavior, method: string, target: string): Promise<EdgeAnswer> {
    const query = forwarded(target.split('?')[1] ?? '', behavior.cache.parameters);
    const url = `${behavior.origin.url}${behavior.path}${query && `?${query}`}`;
    const kept = this.kept.get(url);
    if (kept) {
      const stale = this.age(kept) - kept.fresh;
      if (stale < kept.whileRevalidate && stale >= 0) void this.fetchOnce(behavior, 'GET', url);
      if (stale < kept.whileRevalidate) return this.asHit(kept);
    }
    const answer = await this.fetchOnce(behavior, method, url);
    if (answer.status < 500 || !kept) return answer;
    return this.age(kept) < kept.fresh + kept.ifError ? this.asHit(kept) : answer;
  }

  /** Asks the origin, or waits for the answer to whom asked before. */
  private fetchOnce(behavior: Behavior, method: string, url: string): Promise<EdgeAnswer> {
    const key = `${method} ${url}`;
    const running = this.fetching.get(key);
    if (running) return running;
    const fetching = this.fetchAndKeep(behavior, method, url).finally(() =>
      this.fetching.delete(key),
    );
    this.fetching.set(key, fetching);
    return fetching;
  }

  private async fetchAndKeep(
    { origin, cache }: Behavior,
    method: string,
    url: string,
  ): Promise<EdgeAnswer> {
    for (let attempt = 1; attempt <= origin.attempts; attempt++) {
      try {
        const signal = AbortSignal.timeout(origin.timeoutMs);
        const { status, headers, ...answer } = await fetch(url, {
          method,
          headers: { ...origin.headers, 'User-Agent': 'Amazon CloudFront' },
          signal,
        }).then(async (response) => ({
          status: response.status,
          headers: new Headers([...response.headers].filter(([name]) => !NOT_PASSED.test(name))),
          body: Buffer.from(await response.arrayBuffer()),
        }));
        headers.set('X-Cache', status < 400 ? 'Miss from cloudfront' : 'Error from cloudfront');
        const control = headers.get('Cache-Control') ?? '';
        const fresh = Math.min(seconds(control, 's-maxage'), cache.maxTtl);
        if (method === 'GET' && status === 200 && fresh > 0) {
          const whileRevalidate = seconds(control, 'stale-while-revalidate');
          const ifError = seconds(control, 'stale-if-error');
          const since = this.now();
          const kept = { status, headers, ...answer, since, fresh, whileRevalidate, ifError };
          this.kept.set(url, kept);
        }
        return { status, headers, ...answer };
      } catch {
        // Out of reach, or too late: once more, or the error below.
      }
    }
    const headers = new Headers({
      'X-Cache': 'Error from cloudfront',
      'Content-Type': 'text/html',
    });
    return { status: 504, headers, body: Buffer.from('<TITLE>ERROR</TITLE>') };
  }

  private asHit(kept: Kept): EdgeAnswer {
    const headers = new Headers(kept.headers);
    headers.set('X-Cache', 'Hit from cloudfront');
    headers.set('Age', String(Math.floor(this.age(kept))));
    return { status: kept.status, headers, body: kept.body };
  }

  /** How old it is, in seconds. */
  private age({ since }: Kept): number {
    return (this.now() - since) / 1000;
  }
}

/** What of a query names an answer: names are compared as they are written. */
const forwarded = (query: string, parameters: readonly string[]): string =>
  query
    .split('&')
    .filter((parameter) => parameters.includes(parameter.split('=', 1)[0] ?? ''))
    .join('&');

/** A directive of Cache-Control, in seconds; 0 if it is not there. */
const seconds = (control: string, directive: string): number =>
  Number(new RegExp(`(?:^|[,\\s])${directive}=(\\d+)`, 'i').exec(control)?.[1] ?? 0);
