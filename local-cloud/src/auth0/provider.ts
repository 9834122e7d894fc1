import { hash } from 'node:crypto';
import {
  interactionPolicy,
  Provider,
  type Configuration,
  type KoaContextWithOIDC,
  type errors,
} from 'oidc-provider';
import { loadAction } from './action.ts';
import { addCustomClaims, claimsOf } from './claims.ts';
import { errorPage, styleSource } from './login-page.ts';
import { addPages } from './pages.ts';
import { openStorage, type Log, type Storage } from './storage.ts';
import { readTenant, type Tenant } from './tenant.ts';
import { registerWebMessage } from './web-message.ts';

export interface Auth0Options {
  /** With Auth0's slash at the end; the listener must be reachable there. */
  readonly issuer: string;
  /** Where the site is, without a slash: the tenant file's `##SITE_URL##`. */
  readonly siteUrl: string;
  readonly clientId: string;
  /** Where keys and sessions are kept; in memory if undefined. */
  readonly directory: string | undefined;
  /** Gets a line for each login, logout and refusal, without tokens, passwords or email addresses. */
  readonly log: Log;
  /** The tenant as auth0-deploy-cli deploys it. */
  readonly tenantFile: URL;
}

/**
 * Auth0 on this machine: an OpenID provider with Auth0's routes, which takes its client, its
 * connections and its Action from the tenant file that deploys.
 *
 * @see https://auth0.com/docs/api/authentication
 */
export async function createAuth0(options: Auth0Options) {
  const log: Log = (line) => options.log(line.replaceAll(/[^\s"'(<]+@[^\s"')>]+/g, '(address)'));
  const tenant = readTenant(options.tenantFile, options.siteUrl, options.clientId);
  const runAction = await loadAction(tenant, log);
  const { leeway } = tenant.client.refresh_token;
  const storage = openStorage(options.directory, log, leeway);
  const configuration = { ...settings(tenant, storage), ...claimsOf(storage, runAction) };
  const provider = new Provider(options.issuer, configuration);
  addCustomClaims(provider);
  registerWebMessage(provider, tenant.client.web_origins);
  guardAnswers(provider, tenant);
  refuseRefreshTokens(provider);
  addPages(provider, tenant, storage.adapter('User'), log);
  logProblems(provider, log);
  return { listener: provider.callback() };
}

function settings(
  { client, clientId: client_id, siteUrl }: Tenant,
  storage: Storage,
): Configuration {
  const { callbacks: redirect_uris, grant_types, refresh_token } = client;
  const policy = interactionPolicy.base();
  policy.remove('consent');
  return {
    routes: {
      authorization: '/authorize',
      token: '/oauth/token',
      userinfo: '/userinfo',
      jwks: '/.well-known/jwks.json',
    },
    clients: [{ client_id, redirect_uris, grant_types, token_endpoint_auth_method: 'none' }],
    responseTypes: ['code'],
    clientAuthMethods: ['none'],
    clientBasedCORS: (_ctx, origin) => client.web_origins.includes(origin),
    jwks: { keys: [storage.signingKey] },
    adapter: storage.adapter,
    claims: { profile: ['nickname', 'name', 'updated_at'], email: ['email', 'email_verified'] },
    conformIdTokenClaims: false,
    cookies: { keys: [hash('sha256', String(storage.signingKey.d))] },
    features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: false } },
    extraParams: {
      // Auth0 gives a refresh token for `offline_access` alone, where OpenID Connect demands
      // `prompt=consent` with it, and oidc-provider has dropped the scope by now.
      auth0Client: ({ query, oidc: { params } }) => {
        if (params) params['scope'] = query['scope'];
      },
    },
    interactions: { policy, url: (_ctx, { uid }) => `/u/login/${uid}` },
    rotateRefreshToken: true,
    // In seconds.
    ttl: {
      AccessToken: 86_400,
      Grant: refresh_token.token_lifetime,
      IdToken: client.jwt_configuration.lifetime_in_seconds,
      Interaction: 86_400,
      RefreshToken: refresh_token.idle_token_lifetime,
      Session: 259_200,
    },
    renderError: (ctx, { error, error_description }) => {
      ctx.body = errorPage('This login can’t continue', `${error}: ${error_description}`, siteUrl);
    },
  };
}

/**
 * The headers of every answer. Pages may post to themselves and, because browsers apply form-action
 * to redirects too, end at the site; nobody may frame them. Only scripts of the client's web origins
 * may read answers, where oidc-provider shows some to everyone. Addresses in answers are the issuer's,
 * whatever host a request names.
 *
 * @see https://www.w3.org/TR/CSP3/#directive-form-action
 * @see https://auth0.com/docs/get-started/applications/set-up-cors
 */
function guardAnswers(provider: Provider, { client }: Tenant): void {
  const policy =
    `default-src 'none'; style-src ${styleSource}; script-src; base-uri 'none'; ` +
    `form-action 'self' ${client.callbacks.join(' ')}; frame-ancestors 'none'`;

  provider.use(async (ctx, next) => {
    if (!URL.canParse(ctx.req.url ?? '', provider.issuer)) ctx.throw(400);
    ctx.req.headers.host = new URL(provider.issuer).host;
    ctx.set('Content-Security-Policy', policy);
    ctx.set('X-Content-Type-Options', 'nosniff');
    ctx.set('Cache-Control', 'no-store');
    await next();
    if (!client.web_origins.includes(ctx.get('Origin'))) ctx.remove('Access-Control-Allow-Origin');
  });
}

/**
 * Says what Auth0 says of an invalid refresh token: these words tell auth0-spa-js that it may use the login
 * session instead.
 */
function refuseRefreshTokens(provider: Provider): void {
  provider.use(async (ctx, next) => {
    await next();
    const body = ctx.body as { error?: unknown } | undefined;
    const { oidc } = ctx as Partial<KoaContextWithOIDC>;
    if (ctx.path !== '/oauth/token' || oidc?.params?.['grant_type'] !== 'refresh_token') return;
    if (body?.error !== 'invalid_grant') return;
    ctx.body = { ...body, error_description: 'Unknown or invalid refresh token.' };
  });
}

function logProblems(provider: Provider, log: Log): void {
  const refused = (_ctx: unknown, error: errors.OIDCProviderError) => {
    if (error.message === 'login_required') return;
    log(`refused: ${error.message} (${error.error_detail ?? error.error_description})`);
  };
  provider.on('authorization.error', refused);
  provider.on('grant.error', refused);
  provider.silent = true;
  provider.on('server_error', (_ctx, error) => log(`server error: ${error.message}`));
}
