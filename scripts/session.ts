/**
 * `npm run session`: logs in to the shop that `npm start` runs, as the page does, and prints what a
 * shell needs to continue by hand: the ID token and the temporary credentials of the user's role.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { AssumeRoleWithWebIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { logIn, sessionOf, type Account } from '../local-cloud/testing/visitor.ts';
import { root } from './process.ts';

const HELP = `eval "$(npm run --silent session -- keeper)"
eval "$(npm run --silent session -- buyer ann@example.org)"

Logs in to the shop that npm start runs, and sets in this shell:
  API STS                        where API Gateway and STS answer
  ID_TOKEN                       who you are
  ROLE_ARN SESSION_NAME          your role, and the only session name that it accepts
  OTHER_ROLE_ARN                 the role that you can't have
  AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN AWS_REGION AWS_DEFAULT_REGION
                                 temporary credentials for your role
  NO_PROXY no_proxy              this machine added to them, if you use a proxy

  --config FILE     the page's config.json (.local/page/config.json)
  --help            show this text`;

try {
  const { values, positionals } = readArguments();
  if (values.help) console.log(HELP);
  else await printSession(accountOf(positionals), values.config);
} catch (error) {
  console.error((error as Error).message);
  process.exit(1);
}

function readArguments() {
  return parseArgs({
    allowPositionals: true,
    options: {
      config: { type: 'string', default: join(root, '.local/page/config.json') },
      help: { type: 'boolean', default: false },
    },
  });
}

function accountOf([who, email, ...more]: string[]): Account {
  if (who === 'keeper' && email === undefined) return { keeper: true };
  if (who === 'buyer' && email?.includes('@') && more.length === 0) return { buyer: email };
  throw new Error(`Who should log in?\n\n${HELP}`);
}

async function printSession(account: Account, file: string): Promise<void> {
  const config = readConfig(file);
  const { region, auth0Domain: auth0, auth0ClientId: clientId, stsEndpoint: endpoint } = config;
  const { siteUrl } = config;
  // Tokens are printed for a stand-in on this machine only.
  if (new URL(auth0).hostname !== 'localhost')
    throw new Error(`This command only logs in on this machine; ${auth0} isn't.`);
  const idToken = await logIn({ auth0, siteUrl, clientId }, account).catch((error: unknown) => {
    const why = error instanceof TypeError ? 'is npm start running?' : (error as Error).message;
    throw new Error(`Can't log in at ${auth0}: ${why}`);
  });
  const roles = [config.adminRoleArn, config.socialRoleArn] as const;
  const [role, other] = 'keeper' in account ? roles : roles.toReversed();
  const sts = new STSClient({ region, endpoint });
  const { Credentials: credentials } = await sts.send(
    new AssumeRoleWithWebIdentityCommand({
      RoleArn: role,
      RoleSessionName: sessionOf(idToken),
      WebIdentityToken: idToken,
    }),
  );
  const variables = {
    API: config.apiUrl,
    STS: endpoint,
    ID_TOKEN: idToken,
    ROLE_ARN: role,
    OTHER_ROLE_ARN: other,
    SESSION_NAME: sessionOf(idToken),
    AWS_ACCESS_KEY_ID: credentials?.AccessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials?.SecretAccessKey,
    AWS_SESSION_TOKEN: credentials?.SessionToken,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    // curl and the AWS CLI would ask the proxy for localhost, too.
    ...(hasProxy() && { NO_PROXY: process.env['NO_PROXY'], no_proxy: process.env['NO_PROXY'] }),
  };
  for (const [name, value = ''] of Object.entries(variables)) {
    console.log(`export ${name}='${value.replaceAll("'", `'\\''`)}'`);
  }
}

function hasProxy(): boolean {
  return Object.keys(process.env).some((name) => /^(https?|all)_proxy$/i.test(name));
}

/** The configuration of the running shop. */
function readConfig(file: string) {
  let text;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    throw new Error(`${file} is missing. Run npm start in another terminal first.`);
  }
  return JSON.parse(text) as Record<
    | 'apiUrl'
    | 'region'
    | 'adminRoleArn'
    | 'socialRoleArn'
    | 'auth0Domain'
    | 'auth0ClientId'
    | 'stsEndpoint'
    | 'siteUrl',
    string
  >;
}
