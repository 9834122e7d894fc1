import { hash } from 'node:crypto';
import type { Session } from './credentials.ts';
import { parsePolicy, type Policy } from './iam/policy.ts';
import { localArn, ofType, onlyOne, UnsupportedTemplate, type Template } from './template.ts';

/** An IAM role that users of the identity provider may assume. */
export interface Role {
  name: string;
  arn: string;
  maxSessionSeconds: number;
  trustPolicy: Policy;
  policies: readonly Policy[];
}

/** An IAM OpenID Connect provider. */
export interface OidcProvider {
  arn: string;
  /** Compared literally with the `iss` of ID tokens. */
  url: string;
  clientIds: readonly string[];
}

/** IAM's default for `MaxSessionDuration`. */
const DEFAULT_SESSION_SECONDS = 3600;

/** The roles of the template, by name. */
export function readRoles(template: Template): ReadonlyMap<string, Role> {
  const roles = ofType(template, 'AWS::IAM::Role').map(({ name, arn, properties }): Role => {
    const policies = properties['Policies'] as { PolicyName: string; PolicyDocument: unknown }[];
    const trust = 'AssumeRolePolicyDocument';
    return {
      name,
      arn,
      maxSessionSeconds: Number(properties['MaxSessionDuration'] ?? DEFAULT_SESSION_SECONDS),
      trustPolicy: parsePolicy(properties[trust], `${name}.${trust}`),
      policies: policies.map(({ PolicyName, PolicyDocument }) =>
        parsePolicy(PolicyDocument, `${name}.${PolicyName}`),
      ),
    };
  });
  return new Map(roles.map((role) => [role.name, role]));
}

/**
 * The one identity provider of the template, or the account's own that `ExistingProviderArn` names,
 * to whose audiences `npm run deploy` has added the client.
 */
export function readOidcProvider(
  template: Template,
  { issuer, clientId }: { issuer: string; clientId: string },
): OidcProvider {
  const existing = template.parameters['ExistingProviderArn'];
  if (existing) {
    const arn = localArn('iam', `oidc-provider/${issuer.split('://')[1]}`);
    if (existing === arn) return { arn, url: issuer, clientIds: [clientId] };
    throw new UnsupportedTemplate('Parameters.ExistingProviderArn', `expected ${arn}`);
  }
  const { name, arn, properties } = onlyOne(template, 'AWS::IAM::OIDCProvider');
  const { Url: url, ClientIdList: clientIds, ThumbprintList: thumbprints } = properties;
  // IAM finds one by itself for a new provider, but takes no update without one:
  // https://github.com/aws-cloudformation/cloudformation-coverage-roadmap/issues/2092
  const list = Array.isArray(thumbprints) ? thumbprints.map(String) : [];
  if (list.length === 0 || !list.every((one) => /^[0-9a-f]{40}$/i.test(one))) {
    const problem = 'expected thumbprints of 40 hexadecimal digits, or no update will succeed';
    throw new UnsupportedTemplate(`${name}.ThumbprintList`, problem);
  }
  return { arn, url: String(url), clientIds: clientIds as string[] };
}

/** A role that someone has assumed: its ARN, and AWS's unique id, here made of the role's name. */
export function assumedRole({ roleName, sessionName }: Session) {
  const id = hash('sha256', roleName).slice(0, 17).toUpperCase();
  const arn = localArn('sts', `assumed-role/${roleName}/${sessionName}`);
  return { arn, id: `AROA${id}:${sessionName}` };
}

/** Session tags as condition keys with a prefix, such as `aws:PrincipalTag`. */
export const tagKeys = (prefix: string, tags: Session['tags']): Record<string, string> =>
  Object.fromEntries(Object.entries(tags).map(([key, value]) => [`${prefix}/${key}`, value]));
