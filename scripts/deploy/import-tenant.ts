import { deploy } from 'auth0-deploy-cli';
import { interrupted } from './interruption.ts';
import { Problem, reason } from './problem.ts';
import { KINDS, tenantFolder } from './tenant-assets.ts';
import type { Assets } from './tenant-assets.ts';

/**
 * Has auth0-deploy-cli compare the tenant with what it should be, and change it unless it is a
 * rehearsal. It never deletes anything.
 *
 * @throws Problem if Auth0 refuses something
 * @see https://auth0.com/docs/deploy-monitor/deploy-cli-tool
 */
export async function importTenant(
  domain: string,
  token: string,
  assets: Assets,
  rehearses: boolean,
): Promise<void> {
  const config = {
    AUTH0_DOMAIN: domain,
    AUTH0_ACCESS_TOKEN: token,
    AUTH0_BASE_PATH: tenantFolder,
    AUTH0_INCLUDED_ONLY: KINDS,
    AUTH0_ALLOW_DELETE: false,
    AUTH0_API_MAX_RETRIES: 3,
    // Said both ways: the CLI remembers a rehearsal.
    AUTH0_DRY_RUN: rehearses ? 'preview' : false,
  };
  const params = {
    input_file: structuredClone(assets),
    config,
    env: false,
    ...(rehearses && { dry_run: 'preview' }),
  };
  const abortion = new Promise<never>((_resolve, reject) =>
    interrupted.addEventListener('abort', () => reject(new Error('Interrupted.'))),
  );
  try {
    await Promise.race([deploy(params as unknown as Parameters<typeof deploy>[0]), abortion]);
  } catch (error) {
    if (interrupted.aborted) throw error;
    if (isRefusedProtection(error) && 'breachedPasswordDetection' in assets.attackProtection) {
      const { breachedPasswordDetection: _, ...attackProtection } = assets.attackProtection;
      console.log(
        `Auth0 refused a part of the attack protection (${reason(error)}).\nOnce more without the detection of breached passwords, which not every plan has:`,
      );
      await importTenant(domain, token, { ...assets, attackProtection }, rehearses);
      return;
    }
    const kind = kindOf(error);
    throw new Problem(
      `auth0-deploy-cli failed${kind ? ` at ${kind}` : ''}.`,
      reason(error),
      'Mend what it names in backend/auth0/tenant.yaml or in the tenant, then run this again, which is safe.',
    );
  }
}

const kindOf = (error: unknown): string | undefined => {
  const type: unknown = error instanceof Error ? Reflect.get(error, 'type') : undefined;
  return typeof type === 'string' ? type : undefined;
};

const isRefusedProtection = (error: unknown): boolean =>
  kindOf(error) === 'attackProtection' &&
  error instanceof Error &&
  [400, 402, 403].includes(Number(Reflect.get(error, 'statusCode')));
