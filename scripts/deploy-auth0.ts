/** `npm run deploy:auth0`: sets up the tenant as in backend/auth0/tenant.yaml, with auth0-deploy-cli. */
import { confirm } from '@inquirer/prompts';
import { ManagementClient } from 'auth0';
import { importTenant } from './deploy/import-tenant.ts';
import { settings, sources } from './deploy/known-settings.ts';
import { checkIssuer } from './deploy/oidc.ts';
import { Problem, USAGE } from './deploy/problem.ts';
import { isInteractive, readOptions, readSettings } from './deploy/settings.ts';
import { main } from './deploy/steps.ts';
import {
  PERMISSIONS,
  allowAddress,
  findApplication,
  keepOthers,
  readAssets,
  refuseOthers,
  refused,
  requireOurs,
} from './deploy/tenant-assets.ts';

const { auth0Domain, tenantDomain, managementClientId, managementClientSecret, siteUrl } = settings;
const { amazonClientId, amazonClientSecret, googleClientId, googleClientSecret } = settings;
const SETTINGS = {
  ...{ auth0Domain, tenantDomain, managementClientId, managementClientSecret, siteUrl },
  ...{ amazonClientId, amazonClientSecret, googleClientId, googleClientSecret },
};

const ABOUT = `Sets up an Auth0 tenant for the shop (backend/auth0/tenant.yaml): the application, the connections, the Action and the attack protection. It shows what would change and asks first. It deletes nothing, and other applications keep their connections.\n\nIt calls the Management API as a machine-to-machine application. Create that once at https://manage.auth0.com under Applications, authorized for the Auth0 Management API, with ${PERMISSIONS}.`;

/** Where npm start serves the page. */
const LOCAL_PAGE = 'http://localhost:4200';

const SWITCHES = {
  allowLocalhost: `let users log in at ${LOCAL_PAGE} too; only for a development tenant`,
  dryRun: 'print what would change, but change nothing',
  yes: 'make the changes without asking',
};

await main(async (steps) => {
  const { flags, on } = readOptions('deploy:auth0', ABOUT, SETTINGS, SWITCHES);
  if (!on.dryRun && !on.yes && !isInteractive()) {
    throw new Problem(
      "Can't ask whether to change the tenant: this isn't a terminal.",
      '--yes is missing.',
      'Add --yes to change it, or --dry-run to only see what would change.',
      USAGE,
    );
  }
  const values = await readSettings(SETTINGS, sources(flags), isInteractive());
  refuseHalfAKey('Amazon', values.amazonClientId, values.amazonClientSecret);
  refuseHalfAKey('Google', values.googleClientId, values.googleClientSecret);
  if (on.allowLocalhost && !values.siteUrl) {
    throw new Problem(
      `${LOCAL_PAGE} can't be the only allowed address.`,
      "The shop's own address is missing, and would no longer be allowed.",
      'Add --site-url with the address that npm run deploy prints.',
      USAGE,
    );
  }
  // The Management API has its address and its audience at the tenant's own domain.
  const domain = values.tenantDomain || values.auth0Domain;
  const { managementClientId: clientId } = values;
  const { managementClientSecret: clientSecret } = values;
  const replacements = {
    SITE_URL: values.siteUrl,
    AMAZON_CLIENT_ID: values.amazonClientId,
    AMAZON_CLIENT_SECRET: values.amazonClientSecret,
    GOOGLE_CLIENT_ID: values.googleClientId,
    GOOGLE_CLIENT_SECRET: values.googleClientSecret,
  };
  const assets = await readAssets(replacements);
  if (on.allowLocalhost) allowAddress(assets, LOCAL_PAGE);
  const api = new ManagementClient({ domain, clientId, clientSecret, telemetry: false });

  const { auth0Domain: issuer } = values;
  await steps.run(`Check the Auth0 domain ${issuer}`, () => checkIssuer(issuer));
  await steps.run(
    'Check what else is in the tenant',
    () =>
      keepOthers(assets, api).catch((error: unknown) => {
        throw refused(domain, error);
      }),
    (sentences) => sentences.map((sentence) => `\n    ${sentence} That won't change.`).join(''),
  );
  await steps.run('Check which connections users log in through', async () =>
    refuseOthers(assets, (await findApplication(assets, api))?.connections ?? []),
  );

  const order = { domain, clientId, clientSecret, assets, values: replacements };
  await importTenant({ ...order, isDryRun: true });
  console.log(
    "What is marked DELETE * above isn't the shop's and stays. This command never deletes anything.",
  );
  for (const { name, options } of assets.connections) {
    if (!options)
      console.log(
        `${name} has no key of yours. If it is new, it uses Auth0's developer keys, which are for testing only.`,
      );
  }
  if (on.dryRun) {
    console.log('Dry run: nothing was changed.');
    return;
  }
  if (!on.yes && !(await confirm({ message: 'Make these changes?', default: false }))) {
    throw new Problem(
      'Nothing was changed.',
      "You didn't answer yes.",
      'Answer y to go ahead.',
      USAGE,
    );
  }
  steps.leaves('Some of the changes may have been made. Run the command again to make the rest.');
  await importTenant({ ...order, isDryRun: false });

  const application = await steps.run(
    'Check that the connections are enabled',
    async () => {
      const { clientId: id = '', connections = [] } = (await findApplication(assets, api)) ?? {};
      refuseOthers(assets, connections);
      requireOurs(assets, connections);
      return { id, connections };
    },
    ({ connections }) => connections.join(', '),
  );
  console.log(
    `\nThe tenant is ready. The client ID of "${assets.clients[0]?.name}" is ${application.id}\n`,
  );
  if (on.allowLocalhost) {
    console.log(`${LOCAL_PAGE} may log users in too: any program that answers there, on any user's machine, can
ask for tokens of this application. Do this only in a development tenant. To undo it, run this command
without --allow-localhost.\n`);
  }
  if (values.siteUrl) {
    console.log(`Users can log in at ${values.siteUrl}. Add shopkeepers under User Management.`);
  } else {
    console.log(`Deploy the shop, then run this again with its address as --site-url:

  npm run deploy -- --auth0-domain ${issuer} --auth0-client-id ${application.id}`);
  }
});

function refuseHalfAKey(name: string, id: string, secret: string): void {
  if ((id === '') === (secret === '')) return;
  throw new Problem(
    `${name}'s key is incomplete.`,
    `The client ${id ? 'secret' : 'ID'} is missing.`,
    `Give both. Or give neither to use Auth0's developer keys, for testing only.`,
    USAGE,
  );
}
