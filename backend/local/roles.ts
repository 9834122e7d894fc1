import { createHash } from 'node:crypto';
import type { Session } from './credentials.ts';
import { parsePolicy } from './iam/policy.ts';
import type { Policy } from './iam/policy.ts';
import { PSEUDO_PARAMETERS, UnsupportedTemplate } from './template.ts';
import type { Resource, Template } from './template.ts';

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
export function readRoles({ resources, arnOf }: Template): ReadonlyMap<string, Role> {
  const roles = new Map<string, Role>();
  for (const [name, { properties }] of ofType(resources, 'AWS::IAM::Role')) {
    const policies = properties['Policies'] as { PolicyName: string; PolicyDocument: unknown }[];
    roles.set(name, {
      name,
      arn: arnOf(name),
      maxSessionSeconds: Number(properties['MaxSessionDuration'] ?? DEFAULT_SESSION_SECONDS),
      trustPolicy: parsePolicy(
        properties['AssumeRolePolicyDocument'],
        `${name}.AssumeRolePolicyDocument`,
      ),
      policies: policies.map(({ PolicyName, PolicyDocument }) =>
        parsePolicy(PolicyDocument, `${name}.${PolicyName}`),
      ),
    });
  }
  return roles;
}

/** The one identity provider of the template. */
export function readOidcProvider({ resources, arnOf }: Template): OidcProvider {
  const [provider, ...others] = ofType(resources, 'AWS::IAM::OIDCProvider');
  if (!provider || others.length > 0) {
    throw new UnsupportedTemplate('Resources', 'expected exactly one AWS::IAM::OIDCProvider');
  }
  const [id, { properties }] = provider;
  return {
    arn: arnOf(id),
    url: String(properties['Url']),
    clientIds: properties['ClientIdList'] as string[],
  };
}

/** The ARN of a role that someone has assumed. */
export const assumedRoleArn = ({ roleName, sessionName }: SessionName): string =>
  `arn:aws:sts::${PSEUDO_PARAMETERS['AWS::AccountId']}:assumed-role/${roleName}/${sessionName}`;

/** AWS's unique id of the same: the role's own id, here made of its name, and the session. */
export function assumedRoleId({ roleName, sessionName }: SessionName): string {
  const digest = createHash('sha256').update(roleName).digest('hex');
  return `AROA${digest.slice(0, 17).toUpperCase()}:${sessionName}`;
}

type SessionName = Pick<Session, 'roleName' | 'sessionName'>;

/** The resources of one type, with their logical ids. */
export function ofType(
  resources: ReadonlyMap<string, Resource>,
  type: string,
): [string, Resource][] {
  return [...resources].filter(([, resource]) => resource.type === type);
}
