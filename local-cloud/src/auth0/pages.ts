import { text } from 'node:stream/consumers';
import { errors, type Adapter, type InteractionResults, type Provider } from 'oidc-provider';
import { EMAIL, accountKind, shopKeeper, userOf } from './accounts.ts';
import { errorPage, loginPage, socialPage } from './login-page.ts';
import type { Log } from './storage.ts';
import type { Tenant } from './tenant.ts';

type Context = Parameters<Parameters<Provider['use']>[0]>[0];

/** Adds the pages of Auth0 that a visitor sees: login, social login and logout. */
export function addPages(provider: Provider, tenant: Tenant, users: Adapter, log: Log): void {
  async function logIn(ctx: Context): Promise<void> {
    const { params } = await provider.interactionDetails(ctx.req, ctx.res);
    const social = tenant.connections.find(({ name }) => name === ctx.query['connection']);
    const connection = social ?? tenant.database;
    const finish = async (result: InteractionResults) =>
      ctx.redirect(await provider.interactionResult(ctx.req, ctx.res, result));
    const show = (email: string, error?: string) =>
      social ? socialPage(social, email, error) : loginPage(tenant, email, error);
    const cancelled = { error: 'access_denied', error_description: 'The login was cancelled.' };
    if ('cancel' in ctx.query) return finish(cancelled);

    ctx.body = show(String(params['login_hint'] ?? ''));
    if (ctx.method !== 'POST') return;
    if (!(ctx.request.length <= 8192)) ctx.throw(413);

    const form = new URLSearchParams(await text(ctx.req));
    const typed = form.get('email') ?? '';
    const email = typed.trim().toLowerCase();
    const isShopKeeper = email === shopKeeper.email && form.get('password') === shopKeeper.password;
    if (connection && (social ? EMAIL.test(email) : isShopKeeper)) {
      const user = userOf(connection, email, accountKind(social ? form.get('account') : null));
      await users.upsert(user.user_id, user);
      log(`login through ${connection.name}`);
      return finish({ login: { accountId: user.user_id } });
    }
    log(`login through ${connection?.name} refused`);
    ctx.status = 400;
    ctx.body = show(typed, social ? 'Enter a valid email address.' : 'Wrong email or password.');
  }

  /** @see https://auth0.com/docs/api/authentication/logout/auth-0-logout */
  async function logOut(ctx: Context): Promise<void> {
    const allowed = tenant.client.allowed_logout_urls;
    const { client_id, returnTo = allowed[0] } = ctx.query;
    if (client_id === tenant.clientId && allowed.includes(String(returnTo))) {
      await (await provider.Session.get(ctx)).destroy();
      log('logout');
      ctx.redirect(String(returnTo));
    } else {
      log('logout refused: returnTo is not one of the allowed logout URLs of the client');
      showError(
        ctx,
        'You are still logged in',
        'The address to return to isn’t an allowed logout URL.',
      );
    }
  }

  function showError(ctx: Context, title: string, error: string): void {
    ctx.status = 400;
    ctx.body = errorPage(title, error, tenant.siteUrl);
  }

  provider.use(async (ctx, next) => {
    if (ctx.path === '/v2/logout' && ctx.method === 'GET') return logOut(ctx);
    if (!ctx.path.startsWith('/u/login/')) return next() as Promise<void>;
    return logIn(ctx).catch((error: unknown) => {
      if (!(error instanceof errors.SessionNotFound)) throw error;
      showError(ctx, 'This login page has expired', 'Go back to the shop and log in again.');
    });
  });
}
