import { errors, type Configuration, type KoaContextWithOIDC, type Provider } from 'oidc-provider';
import type { User } from './accounts.ts';
import { LoginDenied, type CustomClaims, type PostLogin } from './action.ts';
import type { Storage } from './storage.ts';

/** Seconds that claims wait for the exchange of the code, which itself lives for one minute. */
const HANDOVER = 120;

/** What issuing tokens takes. */
export interface Issuing {
  readonly storage: Storage;
  readonly runActions: (login: PostLogin) => Promise<CustomClaims>;
  readonly log: (line: string) => void;
}

/**
 * The client is the tenant's own, so what it asks for is granted unseen, unless an Action denies it.
 * The claims that Actions set wait beside the grant until the code is exchanged.
 */
export async function grantToFirstParty(issuing: Issuing, ctx: KoaContextWithOIDC) {
  const { storage, runActions, log } = issuing;
  const { account, provider, client, result } = ctx.oidc;
  const user = account && findUser(storage, account.accountId);
  if (!user || !client || ctx.oidc.promptPending('login')) return undefined;

  const scopes = [...ctx.oidc.requestParamOIDCScopes];
  const login: PostLogin = { user, protocol: 'oidc-basic-profile', scopes };
  const claims = await runActions(login).catch(denyAccess);
  if (result?.login) log(`login through ${user.connection.name}: ${describeRole(claims)}`);

  const grant = new provider.Grant({ accountId: user.user_id, clientId: client.clientId });
  grant.addOIDCScope(scopes.join(' '));
  storage.set('CustomClaims', await grant.save(), { custom: claims }, HANDOVER);
  return grant;
}

type FindAccount = NonNullable<Configuration['findAccount']>;

/**
 * The account behind a session or a token, with the claims for its ID token. A refresh runs the
 * Actions here, before the refresh token is used up.
 */
export async function findAccount(
  { storage, runActions }: Issuing,
  ctx: KoaContextWithOIDC,
  sub: string,
  token: Parameters<FindAccount>[2],
): Promise<Awaited<ReturnType<FindAccount>>> {
  const user = findUser(storage, sub);
  if (!user) return undefined;

  let custom: CustomClaims = {};
  if (token instanceof ctx.oidc.provider.RefreshToken && !token.consumed) {
    const scopes = [...token.scopes];
    custom = await runActions({ user, protocol: 'oauth2-refresh-token', scopes }).catch(denyAccess);
  } else if (token instanceof ctx.oidc.provider.AuthorizationCode) {
    custom = findCustomClaims(storage, token.grantId);
  }
  const sid = token && 'sessionUid' in token ? token.sessionUid : undefined;
  const claims = { ...user, sub, sid, [CUSTOM]: custom };
  return { accountId: sub, claims: () => claims };
}

function findUser(storage: Storage, sub: string): User | undefined {
  return storage.find('User', sub) as User | undefined;
}

function findCustomClaims(storage: Storage, grantId: string | undefined): CustomClaims {
  return (storage.find('CustomClaims', grantId ?? '')?.['custom'] ?? {}) as CustomClaims;
}

function denyAccess(error: unknown): never {
  throw error instanceof LoginDenied ? new errors.AccessDenied(error.message) : error;
}

const CUSTOM = Symbol('custom claims');

/** oidc-provider lets only claims through that it knew at start; an Action names its own. */
export function addCustomClaims({ IdToken }: Provider): void {
  const payload = Reflect.get(IdToken.prototype, 'payload');
  IdToken.prototype.payload = async function () {
    const custom = Reflect.get(this.available, CUSTOM) as CustomClaims | undefined;
    return { ...(await payload.call(this)), ...custom };
  };
}

function describeRole(claims: CustomClaims): string {
  const tags = claims['https://aws.amazon.com/tags'] as
    { principal_tags?: { role?: unknown } } | undefined;
  const role = tags?.principal_tags?.role;
  return role === undefined ? 'no role' : `role ${String(role)}`;
}
