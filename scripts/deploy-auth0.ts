/** `npm run deploy:auth0`: the tenant as backend/auth0/tenant.yaml describes it, by auth0-deploy-cli. */
import { importTenant } from './deploy/import-tenant.ts';
import * as known from './deploy/known-settings.ts';
import { main } from './deploy/main.ts';
import { managementApi } from './deploy/management-api.ts';
import { checkIssuer } from './deploy/oidc.ts';
import { readOptions } from './deploy/options.ts';
import { Problem, USAGE } from './deploy/problem.ts';
import { confirm, isInteractive } from './deploy/questions.ts';
import { readSettings } from './deploy/settings.ts';
import { sources } from './deploy/sources.ts';
import { keepOthers, readAssets } from './deploy/tenant-assets.ts';

const SETTINGS = {
  auth0Domain: known.auth0Domain,
  managementClientId: known.managementClientId,
  managementClientSecret: known.managementClientSecret,
  siteUrl: known.siteUrl,
  amazonClientId: known.amazonClientId,
  amazonClientSecret: known.amazonClientSecret,
  googleClientId: known.googleClientId,
  googleClientSecret: known.googleClientSecret,
};

const ABOUT = `Makes an Auth0 tenant what the shop needs (backend/auth0/tenant.yaml): the application, the
connections, the Action and the attack protection. Shows what would change and asks before. It
deletes nothing, and other applications keep their connections.

It calls the Management API as a machine-to-machine application, which you make once at
https://manage.auth0.com under Applications, authorized for the Auth0 Management API.`;

const SWITCHES = {
  'dry-run': 'print what would change, change nothing',
  yes: 'change it without asking',
};

await main(async (progress) => {
  const { flags, on } = readOptions('deploy:auth0', ABOUT, SETTINGS, SWITCHES);
  const isDry = on['dry-run'];
  if (!isDry && !on.yes && !isInteractive()) {
    throw new Problem(
      'Nobody can be asked whether to change the tenant: this is no terminal.',
      '--yes is missing.',
      'Add --yes to change it, or --dry-run to see only what would change.',
      USAGE,
    );
  }
  const values = await readSettings(SETTINGS, sources(flags), isInteractive());
  refuseHalfAKey('Amazon', values.amazonClientId, values.amazonClientSecret);
  refuseHalfAKey('Google', values.googleClientId, values.googleClientSecret);
  const { auth0Domain: domain } = values;
  const same = (text: string) => text;
  await progress.check(`Check the Auth0 domain ${domain}`, () => checkIssuer(domain), same);
  const api = await progress.require('Log in to the Management API', () =>
    managementApi(domain, values.managementClientId, values.managementClientSecret),
  );
  const replacements = {
    SITE_URL: values.siteUrl,
    AMAZON_CLIENT_ID: values.amazonClientId,
    AMAZON_CLIENT_SECRET: values.amazonClientSecret,
    GOOGLE_CLIENT_ID: values.googleClientId,
    GOOGLE_CLIENT_SECRET: values.googleClientSecret,
  };
  const assets = await readAssets(replacements);
  const sentences = await progress.require('Look what else is in the tenant', () =>
    keepOthers(assets, api),
  );
  for (const sentence of sentences) console.log(`    ${sentence} It stays so.`);

  const order = { domain, token: api.token, assets, values: replacements };
  await importTenant({ ...order, rehearses: true });
  console.log(
    "What is marked DELETE * above is not the shop's and stays: nothing is ever deleted.",
  );
  for (const connection of assets.connections) {
    if (connection.options) continue;
    console.log(
      `${connection.name} has no key of yours: new, it uses Auth0's, which are to try only.`,
    );
  }
  if (isDry) {
    console.log('Dry run: nothing was changed.');
    return;
  }
  if (!on.yes && !(await confirm('Change the tenant so?'))) {
    throw new Problem('Nothing is changed.', 'You did not say yes.', 'Answer y to do it.', USAGE);
  }
  progress.leaves('Some of the changes may be made. Running the command again makes the others.');
  await importTenant({ ...order, rehearses: false });

  const name = assets.clients[0]?.name ?? '';
  const clients = (await api.get('clients?fields=client_id,name&per_page=100')) as {
    client_id: string;
    name: string;
  }[];
  const clientId = clients.find((client) => client.name === name)?.client_id ?? '';
  console.log(`\nThe tenant is ready. The client ID of "${name}" is ${clientId}\n`);
  if (values.siteUrl) {
    console.log(`Users can log in at ${values.siteUrl}. Add shop keepers under User Management.`);
  } else {
    console.log(`Deploy the shop, then run this again with its address as --site-url:

  npm run deploy -- --auth0-domain ${domain} --auth0-client-id ${clientId}`);
  }
});

function refuseHalfAKey(name: string, id: string, secret: string): void {
  if ((id === '') === (secret === '')) return;
  throw new Problem(
    `${name}'s key is not whole.`,
    `The client ${id ? 'secret' : 'ID'} is missing.`,
    `Give both, or neither for Auth0's own key, to try only.`,
    USAGE,
  );
}
