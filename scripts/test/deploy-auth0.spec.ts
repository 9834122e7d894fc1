import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { root } from '../process.ts';
import { hasOpenssl, serveTls } from './stand-ins/auth0-server.ts';
import type { TlsServer } from './stand-ins/auth0-server.ts';
import { Auth0Tenant, CLIENT_SECRET } from './stand-ins/auth0-tenant.ts';

const SITE = 'https://d123.cloudfront.net';
const GOOGLE_SECRET = 'a-google-secret-that-nobody-may-see';
/** The names that the tenant file gives the connections. */
const tenantFile = parse(readFileSync(join(root, 'backend/auth0/tenant.yaml'), 'utf8')) as Record<
  'databases' | 'connections',
  { name: string }[]
>;
const DATABASE = tenantFile.databases[0]?.name ?? '';
const OURS = [...tenantFile.databases, ...tenantFile.connections].map(({ name }) => name);

jasmine.DEFAULT_TIMEOUT_INTERVAL = 120_000;

(hasOpenssl() ? describe : xdescribe)('npm run deploy:auth0', () => {
  let folder: string;
  let server: TlsServer;
  let tenant: Auth0Tenant;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'auth0-'));
    server = await serveTls(folder, (request, response) => tenant.answer(request, response));
  });
  beforeEach(() => {
    tenant = new Auth0Tenant();
    tenant.domain = server.domain;
    // The shop's database as it may be there already, used by others too.
    tenant.connections[0]!['name'] = DATABASE;
  });
  afterAll(() => {
    server.stop();
    rmSync(folder, { recursive: true });
  });

  async function run(
    args: readonly string[],
    environment: Record<string, string> = {},
  ): Promise<{ code: number | null; output: string }> {
    const child = spawn(process.execPath, [join(root, 'scripts/deploy-auth0.ts'), ...args], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH: process.env['PATH'],
        DEPLOY_FILE: join(folder, 'deploy.json'),
        NODE_EXTRA_CA_CERTS: server.certificate,
        AUTH0_DOMAIN: server.domain,
        AUTH0_CLIENT_ID: 'machine123',
        AUTH0_CLIENT_SECRET: CLIENT_SECRET,
        ...environment,
      },
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => (output += text));
    }
    const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
    expect(output).not.toContain(CLIENT_SECRET);
    expect(output).not.toContain(GOOGLE_SECRET);
    expect(output).not.toMatch(/^ +at /m);
    return { code, output };
  }

  const google = { GOOGLE_CLIENT_ID: 'google123', GOOGLE_CLIENT_SECRET: GOOGLE_SECRET };
  const ours = () => tenant.clients.find(({ name }) => name === 'Secured Pets');
  const connection = (name: string) => tenant.connections.find((one) => one['name'] === name);
  const enabled = (name: string) => tenant.enabled[String(connection(name)?.['id'])];

  it('makes the tenant what the file says, with the address of the shop', async () => {
    const { code, output } = await run(['--yes', '--site-url', SITE], google);
    expect(code).withContext(output).toBe(0);
    expect(ours()).toEqual(
      jasmine.objectContaining({
        app_type: 'spa',
        token_endpoint_auth_method: 'none',
        callbacks: [SITE],
        allowed_logout_urls: [SITE],
        web_origins: [SITE],
      }),
    );
    expect(connection(DATABASE)?.['options']).toEqual(
      jasmine.objectContaining({ disable_signup: true, passwordPolicy: 'excellent' }),
    );
    expect(connection('google-oauth2')?.['options']).toEqual(
      jasmine.objectContaining({ client_id: 'google123', client_secret: GOOGLE_SECRET }),
    );
    const code_ = tenant.actions.find(({ name }) => name === 'Assign role')?.['code'];
    expect(code_).toContain('onExecutePostLogin');
    expect(tenant.changes.some(({ path }) => path.endsWith('/deploy'))).toBeTrue();
    for (const name of [
      'brute-force-protection',
      'suspicious-ip-throttling',
      'breached-password-detection',
    ]) {
      expect(tenant.protection[name]?.['enabled']).withContext(name).toBeTrue();
    }
    expect(output).toContain(`The client ID of "Secured Pets" is ${String(ours()?.['client_id'])}`);
  });

  it('takes nothing from others: their Actions, their connections, their settings', async () => {
    const { output } = await run(['--yes', '--site-url', SITE]);
    expect(tenant.bindings.map(({ display_name }) => display_name)).toEqual([
      'Someone else’s',
      'Assign role',
    ]);
    expect(enabled(DATABASE)).toEqual(
      jasmine.arrayWithExactContents(['default1', String(ours()?.['client_id'])]),
    );
    expect(connection(DATABASE)?.['options']).toEqual(
      jasmine.objectContaining({ mfa: { active: true } }),
    );
    expect(tenant.changes.some(({ method }) => method === 'DELETE')).toBeFalse();
    expect(tenant.changes.some(({ path }) => /default1|act_1/.test(path))).toBeFalse();
    expect(output).toContain(`"Default App" also uses the connection ${DATABASE}.`);
  });

  it('changes nothing in a dry run, and names what would change', async () => {
    const { code, output } = await run(['--dry-run', '--site-url', SITE]);
    expect(code).withContext(output).toBe(0);
    expect(tenant.changes).toEqual([]);
    expect(output).toMatch(/CREATE +│ Secured Pets/);
    expect(output).toMatch(new RegExp(`UPDATE +│ ${DATABASE}`));
    expect(output).toContain('Dry run: nothing was changed.');
  });

  it('keeps the URLs and the keys of a tenant when none are given', async () => {
    await run(['--yes', '--site-url', SITE], google);
    const { code } = await run(['--yes']);
    expect(code).toBe(0);
    expect(ours()?.['callbacks']).toEqual([SITE]);
    expect(connection('google-oauth2')?.['options']).toEqual(
      jasmine.objectContaining({ client_id: 'google123' }),
    );
  });

  it('leaves out the detection of breached passwords where the plan lacks it', async () => {
    tenant.refused = ['breached-password-detection'];
    const { code, output } = await run(['--yes', '--site-url', SITE]);
    expect(code).withContext(output).toBe(0);
    expect(output).toContain('Trying again without breached password detection');
    expect(tenant.protection['brute-force-protection']?.['enabled']).toBeTrue();
    expect(tenant.bindings.length).toBe(2);
  });

  describe('knows by which connections users log in to the shop:', () => {
    const shop = { client_id: 'shop1', name: 'Secured Pets' };

    it('refuses one that is not its own, before it changes anything', async () => {
      tenant.clients.push(shop);
      tenant.connections.push({ id: 'con_2', name: 'Customers', strategy: 'auth0' });
      tenant.enabled['con_2'] = ['default1', 'shop1'];
      const { code, output } = await run(['--yes', '--site-url', SITE]);
      expect(code).toBe(1);
      expect(output).toContain('Also enabled for "Secured Pets": Customers.');
      expect(tenant.changes).toEqual([]);
    });

    it('refuses one that Auth0 enabled for the new application', async () => {
      tenant.connections[0]!['name'] = 'Customers';
      tenant.enablesAll = true;
      const { code, output } = await run(['--yes', '--site-url', SITE]);
      expect(code).toBe(1);
      expect(output).toContain('Also enabled for "Secured Pets": Customers.');
    });

    it('says which of its own were not enabled', async () => {
      tenant.refused = ['/clients'];
      const { code, output } = await run(['--yes', '--site-url', SITE]);
      expect(code).withContext(output).toBe(1);
      expect(output).toContain(`Missing: ${OURS.join(', ')}`);
    });

    it('names them when all is well', async () => {
      const { output } = await run(['--yes', '--site-url', SITE]);
      for (const name of OURS) expect(output).toMatch(new RegExp(`are enabled: .*${name}`));
    });
  });

  it('asks the Management API at the own domain of a tenant that has a custom one', async () => {
    mkdirSync(join(folder, 'custom'));
    const custom = await serveTls(join(folder, 'custom'), (request, response) =>
      tenant.answer(request, response),
    );
    const certificates = join(folder, 'both.pem');
    writeFileSync(
      certificates,
      [server, custom].map(({ certificate }) => readFileSync(certificate, 'utf8')).join('\n'),
    );
    const environment = { AUTH0_DOMAIN: custom.domain, NODE_EXTRA_CA_CERTS: certificates };
    const without = await run(['--yes', '--site-url', SITE], environment);
    expect(without.code).toBe(1);
    expect(without.output).toContain('Service not enabled within domain');
    expect(without.output).toContain('--tenant-domain');
    const { code, output } = await run(
      ['--yes', '--site-url', SITE, '--tenant-domain', server.domain],
      environment,
    );
    expect(code).withContext(output).toBe(0);
    expect(ours()?.['callbacks']).toEqual([SITE]);
    custom.stop();
  });

  describe('in a development tenant,', () => {
    it('allows the page of npm start beside the shop, says what that means, and takes it back', async () => {
      const { code, output } = await run(['--yes', '--site-url', SITE, '--allow-localhost']);
      expect(code).withContext(output).toBe(0);
      for (const key of ['callbacks', 'allowed_logout_urls', 'web_origins']) {
        expect(ours()?.[key]).toEqual([SITE, 'http://localhost:4200']);
      }
      expect(output).toContain('only in a development tenant');
      await run(['--yes', '--site-url', SITE]);
      expect(ours()?.['callbacks']).toEqual([SITE]);
    });

    it('does not let it push out the address of the shop', async () => {
      const { code, output } = await run(['--yes', '--allow-localhost']);
      expect(code).toBe(2);
      expect(output).toContain('Add --site-url');
    });
  });

  it('says what Auth0 refused', async () => {
    tenant.refused = ['connections'];
    const { code, output } = await run(['--yes', '--site-url', SITE]);
    expect(code).toBe(1);
    expect(output).toContain('not in your plan');
  });

  it('says that the secret is wrong, before it changes anything', async () => {
    const { code, output } = await run(['--yes'], { AUTH0_CLIENT_SECRET: 'wrong' });
    expect(code).toBe(1);
    expect(output).toContain('Unauthorized');
    expect(tenant.changes).toEqual([]);
  });

  it('takes no half of a key', async () => {
    const { code, output } = await run(['--yes'], { GOOGLE_CLIENT_ID: 'google123' });
    expect(code).toBe(2);
    expect(output).toContain("Google's key is incomplete.");
  });

  it('takes no secret from a flag, where others could read it', async () => {
    const { code, output } = await run(['--management-client-secret', 'x']);
    expect(code).toBe(2);
    expect(output).toContain("unknown option '--management-client-secret'");
  });

  it('changes nothing unasked', async () => {
    const { code, output } = await run([]);
    expect(code).toBe(2);
    expect(output).toContain('--yes is missing.');
    expect(tenant.changes).toEqual([]);
  });
});
