import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { User } from './accounts.ts';
import type { Tenant } from './tenant.ts';

/** Claims that Actions add to the ID token, by name. */
export type CustomClaims = Readonly<Record<string, unknown>>;

/** Why the tenant's Actions let nobody in; the message may be shown to the client. */
export class LoginDenied extends Error {}

/** One run of the post-login trigger. */
export interface PostLogin {
  readonly user: User;
  readonly protocol: 'oidc-basic-profile' | 'oauth2-refresh-token';
  readonly scopes: readonly string[];
}

/**
 * Loads the tenant's post-login Actions. The function it gives runs them in order, as Auth0 does at
 * each login and each refresh, and gives the claims they set; it throws `LoginDenied` when an
 * Action denies access or fails.
 *
 * @see https://auth0.com/docs/customize/actions/explore-triggers/signup-and-login-triggers/login-trigger
 */
export function loadActions(
  tenant: Tenant,
  clientId: string,
  log: (line: string) => void,
): (login: PostLogin) => Promise<CustomClaims> {
  const actions = tenant.actions.map(({ name, file }) => ({ name, run: load(name, file) }));

  return async ({ user: { connection, ...user }, protocol, scopes }) => {
    const claims: Record<string, unknown> = {};
    for (const { name, run } of actions) {
      const event = {
        client: { client_id: clientId, name: tenant.client.name, metadata: {} },
        connection: { ...connection },
        secrets: {},
        transaction: { protocol, requested_scopes: [...scopes] },
        user: { ...user, app_metadata: {}, user_metadata: {} },
      };
      try {
        await run(event, postLoginApi(claims));
      } catch (error) {
        if (error instanceof LoginDenied) throw error;
        const reason = error instanceof Error ? error.message : String(error);
        log(`the Action "${name}" failed: ${reason}`);
        throw new LoginDenied(`The Action "${name}" failed.`, { cause: error });
      }
    }
    return claims;
  };
}

type Action = (event: object, api: object) => unknown;

function load(name: string, file: URL): Action {
  const require = createRequire(import.meta.url);
  const path = fileURLToPath(file);
  Reflect.deleteProperty(require.cache, path);
  const action = require(path) as unknown;
  const run: unknown =
    typeof action === 'object' && action && Reflect.get(action, 'onExecutePostLogin');
  if (typeof run !== 'function') {
    throw new Error(`The Action "${name}" must export the function onExecutePostLogin.`);
  }
  return run as Action;
}

function postLoginApi(claims: Record<string, unknown>): object {
  return known('api', {
    access: known('api.access', {
      deny(reason: string): never {
        throw new LoginDenied(reason);
      },
    }),
    idToken: known('api.idToken', {
      setCustomClaim(name: string, value: unknown): void {
        if (RESERVED_CLAIMS.has(name)) {
          throw new Error(`Auth0 ignores the claim "${name}" of an Action: it is reserved.`);
        }
        claims[name] = JSON.parse(JSON.stringify(value)) as unknown;
      },
    }),
  });
}

/** An object that throws when anything else than its own members is used. */
function known<T extends object>(name: string, members: T): T {
  return new Proxy(members, {
    get(target, member) {
      if (typeof member === 'string' && !Object.hasOwn(target, member)) {
        const has = Object.keys(target).join(', ');
        throw new Error(`The local Auth0 stand-in has no ${name}.${member}, only ${has}.`);
      }
      return Reflect.get(target, member);
    },
  });
}

/** @see https://auth0.com/docs/secure/tokens/json-web-tokens/create-custom-claims#general-restrictions */
const RESERVED_CLAIMS = new Set(
  (
    'acr act active amr at_hash ath attest aud auth_time authorization_details azp c_hash ' +
    'client_id cnf cty dest entitlements events exp groups gty htm htu iat internalService iss ' +
    'jcard jku jti jwe jwk kid may_act mky nbf nonce object_id org_id org_name orig origid ' +
    'permissions roles rph s_hash sid sip_callid sip_cseq_num sip_date sip_from_tag ' +
    'sip_via_branch sub sub_jwk toe txn typ uuid vot vtm x5t#S256'
  ).split(' '),
);
