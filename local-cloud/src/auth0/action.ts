import { errors } from 'oidc-provider';
import type { User } from './accounts.ts';
import type { Log } from './storage.ts';
import type { Tenant } from './tenant.ts';

/** An Action's file. */
type Module = { default: { onExecutePostLogin?: (event: object, api: object) => unknown } };

/** Runs the Action and gives the claims that it sets in the ID token. */
export type RunAction = Awaited<ReturnType<typeof loadAction>>;

/**
 * Loads the tenant's own post-login Action, to be run as Auth0 does at each login and each refresh.
 * Running it throws `AccessDenied` when it denies access or fails.
 *
 * @see https://auth0.com/docs/customize/actions/explore-triggers/signup-and-login-triggers/login-trigger
 */
export async function loadAction({ action: { name, file }, client, clientId }: Tenant, log: Log) {
  const { onExecutePostLogin: run } = ((await import(file.href)) as Module).default;
  if (!run) throw new Error(`The Action "${name}" lacks onExecutePostLogin.`);

  return async (
    { connection, ...user }: User,
    protocol: 'oidc-basic-profile' | 'oauth2-refresh-token',
    scopes: Set<string>,
  ) => {
    const transaction = { protocol, requested_scopes: [...scopes] };
    const eventClient = { client_id: clientId, name: client.name };
    const claims: Record<string, unknown> = {};
    try {
      await run({ client: eventClient, connection, transaction, user }, postLoginApi(claims));
    } catch (error) {
      if (error instanceof errors.AccessDenied) throw error;
      log(`the Action "${name}" failed: ${String(error)}`);
      throw new errors.AccessDenied(`The Action "${name}" failed.`);
    }
    return claims;
  };
}

function postLoginApi(claims: Record<string, unknown>) {
  const deny = (reason: string) => {
    throw new errors.AccessDenied(reason);
  };
  const setCustomClaim = (claim: string, value: unknown) => (claims[claim] = value);
  const access = only('api.access', { deny });
  const idToken = only('api.idToken', { setCustomClaim });
  return only('api', { access, idToken });
}

/** An object that throws when anything but its own members is used. */
function only<T extends object>(name: string, members: T): T {
  return new Proxy(members, {
    get(target, member) {
      if (member in target) return Reflect.get(target, member);
      const has = Object.keys(target).join(', ');
      throw new Error(`The local Auth0 stand-in has no ${name}.${String(member)}, only ${has}.`);
    },
  });
}
