import { hash } from 'node:crypto';
import type { Session } from './credentials.ts';
import { parsePolicy, type Policy } from './iam/policy.ts';
import { localArn, ofType, onlyOne, type Template } from './template.ts';

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

/** The one identity provider of the template. */
export function readOidcProvider(template: Template): OidcProvider {
  const { arn, properties } = onlyOne(template, 'AWS::IAM::OIDCProvider');
  return { arn, url: String(properties['Url']), clientIds: properties['ClientIdList'] as string[] };
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
