import { deploy } from 'auth0-deploy-cli';
import schema from 'auth0-deploy-cli/lib/tools/auth0/schema.js';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { Problem, reason } from './problem.ts';
import { KINDS, tenantFolder } from './tenant-assets.ts';
import type { Assets } from './tenant-assets.ts';

// The CLI compiles the schema of all that it knows, twice a run. That of the prompts, which the shop
// leaves alone, is 8 MB of 8.1: without it a run takes seconds instead of half a minute.
Reflect.deleteProperty((schema as unknown as Schema).default.properties, 'prompts');

interface Schema {
  default: { properties: object };
}

/** What is done to a tenant, and how it is reached. */
export interface Import {
  readonly domain: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly assets: Assets;
  /** What stands for the `##…##` in them. */
  readonly values: Readonly<Record<string, string>>;
  readonly isDryRun: boolean;
}

/**
 * Has auth0-deploy-cli compare the tenant with what it should be, and change it unless it is a dry
 * run. It never deletes anything.
 *
 * @throws Problem if Auth0 refuses something
 * @see https://auth0.com/docs/deploy-monitor/deploy-cli-tool
 */
export async function importTenant(order: Import): Promise<void> {
  const { domain, clientId, clientSecret, assets, values, isDryRun } = order;
  // The CLI reads a file. The secrets are not in it: it gets them as values, in memory.
  const folder = mkdtempSync(join(tmpdir(), 'tenant-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  process.once('exit', remove);
  const file = join(folder, 'tenant.yaml');
  writeFileSync(file, stringify(assets));
  const config = {
    AUTH0_DOMAIN: domain,
    AUTH0_CLIENT_ID: clientId,
    AUTH0_CLIENT_SECRET: clientSecret,
    AUTH0_BASE_PATH: tenantFolder,
    AUTH0_KEYWORD_REPLACE_MAPPINGS: values,
    AUTH0_INCLUDED_ONLY: KINDS,
    AUTH0_ALLOW_DELETE: false,
    AUTH0_API_MAX_RETRIES: 3,
    // Said both ways: the CLI remembers a dry run.
    AUTH0_DRY_RUN: isDryRun ? 'preview' : false,
  };
  const params = { input_file: file, config, env: false, ...(isDryRun && { dry_run: 'preview' }) };
  try {
    await deploy(params as unknown as Parameters<typeof deploy>[0]);
  } catch (error) {
    if (isRefusedProtection(error) && 'breachedPasswordDetection' in assets.attackProtection) {
      const { breachedPasswordDetection: _, ...attackProtection } = assets.attackProtection;
      console.log(
        `Auth0 refused part of the attack protection (${reason(error)}).\nTrying again without breached password detection, which not every plan includes:`,
      );
      await importTenant({ ...order, assets: { ...assets, attackProtection } });
      return;
    }
    const kind = kindOf(error);
    throw new Problem(
      `auth0-deploy-cli failed${kind ? ` at ${kind}` : ''}.`,
      reason(error),
      'Fix what it names in backend/auth0/tenant.yaml or in the tenant, then run this again. That is safe.',
    );
  } finally {
    remove();
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
