import type { APIGatewayProxyEvent } from 'aws-lambda';
import { PetsGetParameters } from '../api/validators.cjs';
import { handlerOf } from '../http/handler.ts';
import { headerOf, parseParameters } from '../http/input.ts';
import { listPets, listTypes } from '../logic/browse.ts';

/**
 * How long a shared cache keeps public answers, in seconds: it answers with them for 5, for another 10
 * while it fetches new ones, and for a day while the API fails (RFC 5861).
 */
const SHARED = 's-maxage=5, stale-while-revalidate=10, stale-if-error=86400';

export const handler = handlerOf({
  'GET /pets': async (event) => {
    const parameters = parseParameters(event, PetsGetParameters);
    const { pets, next } = await listPets(parameters, { isConsistent: !isForAll(event) });
    const link = next && { Link: `<?${next}>; rel="next"` };
    return { status: 200, body: pets, headers: { ...link, ...caching(event) } };
  },

  'GET /pets/types': async (event) => {
    return { status: 200, body: await listTypes(), headers: caching(event) };
  },
});

/** Whether CloudFront is asking, to answer many visitors (SiteDistribution in template.yaml). */
const isForAll = (event: APIGatewayProxyEvent): boolean =>
  headerOf(event, 'X-Shared-Cache') !== undefined;

/** Callers of the API itself want the current state, and a browser would cache it too. */
const caching = (event: APIGatewayProxyEvent): Record<string, string> =>
  isForAll(event) ? { 'Cache-Control': SHARED } : {};
