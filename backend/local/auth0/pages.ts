import { errors, type Provider } from 'oidc-provider';
import { databaseUser, socialUser, type User } from './accounts.ts';
import { loginPage, messagePage, socialPage } from './login-page.ts';
import type { Connection, Tenant } from './tenant.ts';

type Middleware = Parameters<Provider['use']>[0];
type Context = Parameters<Middleware>[0];

/** More than a login form needs, in bytes. */
const BODY_LIMIT = 8192;

export interface PagesOptions {
  readonly provider: Provider;
  readonly tenant: Tenant;
  readonly clientId: string;
  readonly siteUrl: string;
  readonly remember: (user: User) => void;
  readonly log: (line: string) => void;
}

/** The path of the login page of an authorization request, straight at a connection if one is given. */
export function loginPath(uid: string, connection?: Connection): string {
  return `/u/login/${uid}${connection ? `?connection=${connection.name}` : ''}`;
}

/** The pages that a visitor sees: login, social login and logout, and a page for unknown addresses. */
export function pages(options: PagesOptions): Middleware {
  const { siteUrl } = options;
  return async (ctx, next) => {
    const page = findPage(options, ctx);
    if (page) {
      await page.catch((error: unknown) => showExpired(error, ctx, siteUrl));
      return;
    }
    await next();
    if (ctx.status === 404 && !ctx.body) {
      ctx.status = 404;
      ctx.body = messagePage('Nothing here', 'There is no such page.', siteUrl);
    }
  };
}

function findPage(options: PagesOptions, ctx: Context): Promise<void> | undefined {
  const [, uid, cancel] = /^\/u\/login\/([\w-]+)(\/cancel)?$/.exec(ctx.path) ?? [];
  if (ctx.method === 'POST') return uid && !cancel ? logIn(options, ctx, uid) : undefined;
  if (ctx.method !== 'GET') return undefined;
  if (uid) return cancel ? cancelLogin(options, ctx) : showLogin(options, ctx, uid);
  return ctx.path === '/v2/logout' ? logOut(options, ctx) : undefined;
}

function showExpired(error: unknown, ctx: Context, siteUrl: string): void {
  if (!(error instanceof errors.SessionNotFound)) throw error;
  ctx.status = 400;
  ctx.body = messagePage(
    'This login page has expired',
    'It was already used, or it was open for too long. Please log in again from the shop.',
    siteUrl,
  );
}

async function showLogin(options: PagesOptions, ctx: Context, uid: string): Promise<void> {
  const { params } = await options.provider.interactionDetails(ctx.req, ctx.res);
  const hint = params['login_hint'];
  const email = typeof hint === 'string' ? hint : '';
  const connection = findConnection(options.tenant, ctx.query['connection']);
  ctx.body = connection
    ? socialPage(connection, loginPath(uid), { email })
    : loginPage(options.tenant, loginPath(uid), { email });
}

async function logIn(options: PagesOptions, ctx: Context, uid: string): Promise<void> {
  const { provider, tenant, remember, log } = options;
  await provider.interactionDetails(ctx.req, ctx.res);
  const form = await readForm(ctx);
  if (!form) {
    ctx.status = 413;
    ctx.set('Connection', 'close');
    ctx.body = messagePage('Too much', 'That was more than a login form.', options.siteUrl);
    return;
  }
  const email = form.get('email') ?? '';
  const connection = findConnection(tenant, ctx.query['connection']);
  const user = connection
    ? socialUser(connection, email)
    : tenant.database && databaseUser(tenant.database, email, form.get('password') ?? '');

  if (!user) {
    log(`login through ${connection?.name ?? 'the database'} refused`);
    ctx.status = 400;
    ctx.body = connection
      ? socialPage(connection, loginPath(uid), { email, error: 'Enter a valid email address.' })
      : loginPage(tenant, loginPath(uid), { email, error: 'Wrong email or password.' });
    return;
  }
  remember(user);
  const login = { accountId: user.user_id };
  ctx.status = 303;
  ctx.redirect(await provider.interactionResult(ctx.req, ctx.res, { login }, ONCE));
}

async function cancelLogin({ provider }: PagesOptions, ctx: Context): Promise<void> {
  const result = { error: 'access_denied', error_description: 'The login was cancelled.' };
  ctx.status = 303;
  ctx.redirect(await provider.interactionResult(ctx.req, ctx.res, result, ONCE));
}

const ONCE = { mergeWithLastSubmission: false };

/** @see https://auth0.com/docs/api/authentication/logout/auth-0-logout */
async function logOut(options: PagesOptions, ctx: Context): Promise<void> {
  const { provider, tenant, clientId, siteUrl, log } = options;
  const { client_id, returnTo } = ctx.query;
  const allowed: readonly unknown[] =
    client_id === clientId ? tenant.client.allowed_logout_urls : [];
  if (typeof returnTo === 'string' ? !allowed.includes(returnTo) : returnTo !== undefined) {
    log('logout refused: returnTo is not one of the allowed logout URLs of the client');
    ctx.status = 400;
    ctx.body = messagePage(
      'You are still logged in',
      'The address to return to is not one of the allowed logout URLs of this client.',
      siteUrl,
    );
    return;
  }
  const session = await provider.Session.get(ctx);
  if (session.accountId) {
    await session.destroy();
    log('logout');
  }
  ctx.cookies.set(provider.cookieName('session'), null, { httpOnly: true, sameSite: 'lax' });
  if (typeof returnTo === 'string') ctx.redirect(returnTo);
  else ctx.body = messagePage('You are logged out', 'See you soon.', siteUrl);
}

function findConnection(tenant: Tenant, name: unknown): Connection | undefined {
  return tenant.connections.find((connection) => connection.name === name);
}

/** The posted form, or nothing if it is larger than the limit. */
async function readForm(ctx: Context): Promise<URLSearchParams | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  const body: AsyncIterable<Buffer> = ctx.req.iterator({ destroyOnReturn: false });
  for await (const chunk of body) {
    size += chunk.length;
    if (size > BODY_LIMIT) return undefined;
    chunks.push(chunk);
  }
  return new URLSearchParams(Buffer.concat(chunks).toString());
}
