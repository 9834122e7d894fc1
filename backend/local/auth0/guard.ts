import type { Provider } from 'oidc-provider';
import { styleSource } from './login-page.ts';

type Middleware = Parameters<Provider['use']>[0];

/**
 * The headers of every answer. Pages may post to themselves and, because browsers apply form-action
 * to redirects too, end at the site; nobody may frame them.
 *
 * @see https://www.w3.org/TR/CSP3/#directive-form-action
 */
export function securityHeaders(siteOrigins: readonly string[]): Middleware {
  const policy = [
    "default-src 'none'",
    `style-src ${styleSource}`,
    'img-src data:',
    'script-src',
    `form-action 'self' ${siteOrigins.join(' ')}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

  return async (ctx, next) => {
    ctx.set('Content-Security-Policy', policy);
    ctx.set('X-Content-Type-Options', 'nosniff');
    ctx.set('Referrer-Policy', 'no-referrer');
    ctx.set('Cache-Control', 'no-store');
    await next();
  };
}

/**
 * Lets scripts of the client's web origins, and of no others, read the answers of `paths`.
 * oidc-provider itself answers preflights and discovery for every origin.
 *
 * @see https://auth0.com/docs/get-started/applications/set-up-cors
 */
export function onlyWebOrigins(
  webOrigins: readonly string[],
  paths: readonly string[],
): Middleware {
  return async (ctx, next) => {
    if (!paths.includes(ctx.path) || webOrigins.includes(ctx.get('Origin'))) {
      await next();
      return;
    }
    ctx.vary('Origin');
    if (ctx.method === 'OPTIONS') {
      ctx.status = 403;
      ctx.body = { error: 'invalid_request', error_description: 'not a web origin of the client' };
      return;
    }
    await next();
    ctx.remove('Access-Control-Allow-Origin');
  };
}
