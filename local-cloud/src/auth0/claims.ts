import type { Configuration, KoaContextWithOIDC, Provider } from 'oidc-provider';
import type { User } from './accounts.ts';
import type { RunAction } from './action.ts';
import type { Storage } from './storage.ts';

/** Answers what oidc-provider asks about users, from stored data and the Action. */
export function claimsOf(storage: Storage, runAction: RunAction) {
  const users = storage.adapter('User');
  const customClaims = storage.adapter('CustomClaims');
  const findUser = async (id = '') => (await users.find(id)) as User | undefined;

  /**
   * The client is the tenant's own, so what it asks for is granted unseen, unless the Action denies
   * it. The claims that the Action sets wait until the code, which lives for a minute, is exchanged.
   */
  async function loadExistingGrant({ oidc }: KoaContextWithOIDC) {
    const { account, client, provider, requestParamOIDCScopes: scopes } = oidc;
    const user = await findUser(account?.accountId);
    if (!user || !client || oidc.promptPending('login')) return undefined;
    const claims = await runAction(user, 'oidc-basic-profile', scopes);
    const grant = new provider.Grant({ accountId: user.user_id, clientId: client.clientId });
    grant.addOIDCScope([...scopes].join(' '));
    await customClaims.upsert(await grant.save(), { claims, exp: Date.now() / 1000 + 120 });
    return grant;
  }

  /** A refresh runs the Action here, before the refresh token is used up. */
  const findAccount: NonNullable<Configuration['findAccount']> = async (ctx, sub, token) => {
    const user = await findUser(sub);
    if (!user) return undefined;
    const { RefreshToken, AuthorizationCode } = ctx.oidc.provider;
    if (token instanceof RefreshToken && !token.consumed) {
      ctx.state['customClaims'] = await runAction(user, 'oauth2-refresh-token', token.scopes);
    } else if (token instanceof AuthorizationCode) {
      ctx.state['customClaims'] = (await customClaims.find(token.grantId ?? ''))?.claims;
    }
    return { accountId: sub, claims: () => ({ ...user, sub }) };
  };

  return { loadExistingGrant, findAccount };
}

/** oidc-provider lets only claims through that it knew at start; an Action names its own. */
export function addCustomClaims({ IdToken }: Provider): void {
  const payload = Reflect.get(IdToken.prototype, 'payload');
  IdToken.prototype.payload = async function () {
    return { ...(this.ctx.state['customClaims'] as object), ...(await payload.call(this)) };
  };
}
