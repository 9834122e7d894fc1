import { GetAccountCommand, GetRestApiCommand } from '@aws-sdk/client-api-gateway';
import {
  AddClientIDToOpenIDConnectProviderCommand,
  GetOpenIDConnectProviderCommand,
  ListOpenIDConnectProvidersCommand,
} from '@aws-sdk/client-iam';
import type { Aws } from './aws.ts';
import { Problem } from './problem.ts';
import { findStack, resourcesOf } from './stack.ts';

/** Existing resources of which an account has only one, and which are not the stack's own. */
export interface Shared {
  /** The provider for the Auth0 domain. STS takes only tokens for an audience that it lists. */
  readonly provider?: { readonly arn: string; readonly audiences: readonly string[] };
  /** The role with which API Gateway writes logs in the region. */
  readonly logRole?: string;
}

/**
 * Looks for what the stack must share, since an account has only one. The stack's own doesn't count: if
 * told that it already exists, the stack would no longer manage it.
 */
export async function findShared(aws: Aws, stackName: string, domain: string): Promise<Shared> {
  const stack = await findStack(aws, stackName);
  const own = (stack ? await resourcesOf(aws, stackName) : [])
    .filter(({ ResourceStatus }) => !ResourceStatus?.startsWith('DELETE_'))
    .map(({ PhysicalResourceId }) => PhysicalResourceId);
  const { OpenIDConnectProviderList: providers = [] } = await aws.iam.send(
    new ListOpenIDConnectProvidersCommand({}),
  );
  // With the slash at the end: STS compares the issuer literally.
  const arn = providers.find(({ Arn }) => Arn?.endsWith(`:oidc-provider/${domain}/`))?.Arn;
  const { cloudwatchRoleArn: logRole } = await aws.apiGateway.send(new GetAccountCommand({}));
  return {
    ...(arn && !own.includes(arn) && { provider: { arn, audiences: await audiencesOf(aws, arn) } }),
    ...(logRole && !own.includes(logRole.split('/').at(-1)) && { logRole }),
  };
}

async function audiencesOf({ iam }: Aws, arn: string): Promise<string[]> {
  const command = new GetOpenIDConnectProviderCommand({ OpenIDConnectProviderArn: arn });
  return (await iam.send(command)).ClientIDList ?? [];
}

/** Lets a provider take tokens for one more application. */
export async function addAudience({ iam }: Aws, arn: string, ClientID: string): Promise<void> {
  const command = { OpenIDConnectProviderArn: arn, ClientID };
  await iam.send(new AddClientIDToOpenIDConnectProviderCommand(command));
}

/** What was found, in words. */
export const described = ({ provider, logRole }: Shared): string =>
  [
    provider
      ? `using the account's provider ${provider.arn}`
      : 'the stack will have its own provider',
    logRole ? `API Gateway keeps its log role ${logRole}` : 'the stack will create the log role',
  ].join(', ');

/**
 * Checks that the API has the stack's name, by which the alarms find its metrics.
 *
 * @throws Problem if it has another
 */
export async function checkApiName(aws: Aws, stackName: string): Promise<string> {
  const resources = await resourcesOf(aws, stackName);
  const restApiId = resources.find(
    ({ ResourceType }) => ResourceType === 'AWS::ApiGateway::RestApi',
  )?.PhysicalResourceId;
  const { name } = await aws.apiGateway.send(new GetRestApiCommand({ restApiId }));
  if (name === stackName) return `${name}, as the alarms expect`;
  throw new Problem(
    "The alarms watch an API that doesn't exist.",
    `The API ${restApiId} is named ${name}, but the alarms look for ${stackName}.`,
    'Compare the title in backend/openapi.yaml with ApiName in backend/template.yaml.',
  );
}
