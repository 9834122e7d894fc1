import type { RequestListener } from 'node:http';
import {
  errors,
  interactionPolicy,
  Provider,
  type Configuration,
  type KoaContextWithOIDC,
} from 'oidc-provider';
import { scopeClaims, type User } from './accounts.ts';
import { loadActions } from './action.ts';
import { addCustomClaims, findAccount, grantToFirstParty, type Issuing } from './claims.ts';
import { onlyWebOrigins, securityHeaders } from './guard.ts';
import { messagePage } from './login-page.ts';
import { loginPath, pages } from './pages.ts';
import { Storage } from './storage.ts';
import { readTenant, type Tenant } from './tenant.ts';
import { registerWebMessage } from './web-message.ts';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const ROUTES = {
  authorization: '/authorize',
  token: '/oauth/token',
  revocation: '/oauth/revoke',
  userinfo: '/userinfo',
  jwks: '/.well-known/jwks.json',
  end_session: '/u/switch',
};
const API_PATHS = [
  ROUTES.token,
  ROUTES.revocation,
  ROUTES.userinfo,
  ROUTES.jwks,
  '/.well-known/openid-configuration',
  '/.well-known/oauth-authorization-server',
];

export interface Auth0Options {
  /** With Auth0's slash at the end; the listener must be reachable there. */
  readonly issuer: string;
  /** Where the site is, without a slash: the tenant file's `##SITE_URL##`. */
  readonly siteUrl: string;
  readonly clientId: string;
  /** Where keys and sessions are kept; in memory if undefined. */
  readonly directory: string | undefined;
  /** Gets a line for each login, logout and refusal, without a token, a password or an address. */
  readonly log: (line: string) => void;
  /** The tenant file, `backend/auth0/tenant.yaml` if left out. */
  readonly tenantFile?: URL;
}

/**
 * Auth0 on this machine: an OpenID provider with Auth0's routes, which takes its client, its
 * connections and its Actions from the tenant file that deploys.
 *
 * @see https://auth0.com/docs/api/authentication
 */
export async function createAuth0(
  options: Auth0Options,
): Promise<{ listener: RequestListener; close(): Promise<void> }> {
  const { issuer, siteUrl, clientId } = options;
  const log = (line: string) => options.log(withoutAddresses(line));
  const tenantFile = options.tenantFile ?? new URL('../../auth0/tenant.yaml', import.meta.url);
  const tenant = await readTenant(tenantFile, siteUrl);
  const runActions = loadActions(tenant, clientId, log);
  const storage = await Storage.open(options.directory, log);
  const { callbacks, web_origins } = tenant.client;

  const provider = new Provider(
    issuer,
    configuration({ ...options, log, tenant, storage, runActions }),
  );
  provider.use(securityHeaders([...new Set(callbacks.map((url) => new URL(url).origin))]));
  provider.use(onlyWebOrigins(web_origins, API_PATHS));
  const remember = (user: User) => storage.set('User', user.user_id, { ...user });
  provider.use(pages({ provider, tenant, clientId, siteUrl, remember, log }));
  registerWebMessage(provider, web_origins);
  addCustomClaims(provider);
  logProblems(provider, log);

  return { listener: provider.callback(), close: () => storage.flush() };
}

interface Parts extends Auth0Options, Issuing {
  readonly tenant: Tenant;
}

function configuration(parts: Parts): Configuration {
  const { tenant, storage, clientId, siteUrl } = parts;
  const { client } = tenant;
  const refreshToken = client.refresh_token;
  const policy = interactionPolicy.base();
  policy.remove('consent');

  return {
    routes: ROUTES,
    clients: [
      {
        client_id: clientId,
        client_name: client.name,
        redirect_uris: client.callbacks,
        grant_types: client.grant_types,
        response_types: ['code'],
        token_endpoint_auth_method: 'none',
      },
    ],
    responseTypes: ['code'],
    clientAuthMethods: ['none'],
    jwks: { keys: [storage.signingKey] },
    adapter: (model) => storage.adapter(model),
    claims: scopeClaims,
    conformIdTokenClaims: false,
    clientBasedCORS: (_ctx, origin) => client.web_origins.includes(origin),
    cookies: {
      names: { session: 'auth0', interaction: 'auth0_login', resume: 'auth0_resume' },
      keys: [...storage.cookieKeys],
    },
    features: {
      devInteractions: { enabled: false },
      dPoP: { enabled: false },
      pushedAuthorizationRequests: { enabled: false },
      resourceIndicators: { enabled: false },
      rpInitiatedLogout: { enabled: false },
      revocation: {
        enabled: true,
        allowedPolicy: (_ctx, { clientId }, token) => token.clientId === clientId,
      },
    },
    extraParams: {
      connection: (ctx, name) => {
        keepOfflineAccess(ctx);
        const known = [tenant.database, ...tenant.connections.map((known) => known.name)];
        if (name !== undefined && !known.includes(name)) {
          throw new errors.InvalidRequest('the connection was not found');
        }
      },
    },
    interactions: {
      policy,
      url: (_ctx, { uid, params }) =>
        loginPath(
          uid,
          tenant.connections.find(({ name }) => name === params['connection']),
        ),
    },
    loadExistingGrant: (ctx) => grantToFirstParty(parts, ctx),
    findAccount: (ctx, sub, token) => findAccount(parts, ctx, sub, token),
    rotateRefreshToken: true,
    ttl: {
      AccessToken: DAY,
      AuthorizationCode: MINUTE,
      Grant: refreshToken.token_lifetime,
      IdToken: client.jwt_configuration.lifetime_in_seconds,
      Interaction: HOUR,
      RefreshToken: (_ctx, { iiat }) => {
        const now = Math.floor(Date.now() / 1000);
        const left = (iiat ?? now) + refreshToken.token_lifetime - now;
        return Math.max(1, Math.min(refreshToken.idle_token_lifetime, left));
      },
      Session: 3 * DAY,
    },
    renderError: (ctx, { error, error_description }) => {
      const reason = error_description ? `${error}: ${error_description}` : error;
      ctx.type = 'html';
      ctx.body = messagePage('This login cannot go on', reason, siteUrl);
    },
  };
}

/**
 * Auth0 gives a refresh token for `offline_access` alone, where OpenID Connect demands
 * `prompt=consent` with it, and oidc-provider has dropped the scope by now.
 */
function keepOfflineAccess({ query, oidc: { params } }: KoaContextWithOIDC): void {
  const asked = String(query['scope'] ?? '').split(' ');
  if (params && asked.includes('offline_access')) {
    params['scope'] = `${String(params['scope'] ?? '')} offline_access`.trim();
  }
}

function logProblems(provider: Provider, log: (line: string) => void): void {
  const refused = (what: string) => (_ctx: unknown, error: errors.OIDCProviderError) => {
    if (error.error === 'login_required') return;
    log(`${what} refused: ${error.error} (${error.error_detail ?? error.error_description})`);
  };
  provider.on('authorization.error', refused('authorization'));
  provider.on('grant.error', refused('token'));
  provider.on('revocation.error', refused('revocation'));
  provider.on('userinfo.error', refused('userinfo'));
  provider.on('server_error', (_ctx, error: Error) => log(`server error: ${error.message}`));
  provider.silent = true;
}

/** One line without e-mail addresses, which an Action's own words may contain. */
function withoutAddresses(line: string): string {
  return line.replaceAll(/[^\s"'(<]+@[^\s"')>]+/g, '(address)').replaceAll(/\s+/g, ' ');
}
