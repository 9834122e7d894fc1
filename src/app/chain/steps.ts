export type StepId = 'login' | 'token' | 'session' | 'request' | 'decision';

/** How far a step has come. */
export interface Progress {
  readonly state: 'waiting' | 'working' | 'done' | 'refused';
  /** In a few words, without anything that changes by the second. */
  readonly text: string;
}

export interface Step {
  readonly id: StepId;
  readonly title: string;
  /** What goes over the wire, for the diagram. */
  readonly message: string;
  /** Who says it to whom. */
  readonly way: string;
  /** What happens, and why it can be believed. */
  readonly about: string;
  readonly standards: readonly { readonly name: string; readonly url: string }[];
  /** The files of this repository that do it. */
  readonly files: readonly string[];
}

/** The chain from a login to a decision of IAM. */
export const steps: readonly Step[] = [
  {
    id: 'login',
    title: 'Log in with Auth0',
    message: 'Login with PKCE',
    way: 'Page to Auth0:',
    about:
      'The page never sees a password. It makes up a secret, sends the browser to Auth0 with the ' +
      'secret’s hash, and gets a code back. Only someone who knows the secret can trade the code ' +
      'for tokens.',
    standards: [
      { name: 'RFC 7636: PKCE', url: 'https://www.rfc-editor.org/rfc/rfc7636' },
      {
        name: 'OpenID Connect Core 1.0',
        url: 'https://openid.net/specs/openid-connect-core-1_0.html',
      },
    ],
    files: ['src/app/auth/auth0-client.ts'],
  },
  {
    id: 'token',
    title: 'Receive the ID token',
    message: 'ID token with session tags',
    way: 'Auth0 to page:',
    about:
      'Auth0 signs who you are. An Action in the tenant adds two session tags for AWS: the role ' +
      'you may assume, and the only session name you may use for it. The page can’t change either ' +
      'without breaking the signature.',
    standards: [
      { name: 'RFC 7519: JSON Web Token', url: 'https://www.rfc-editor.org/rfc/rfc7519' },
      {
        name: 'AWS: Pass session tags in AWS STS',
        url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html',
      },
    ],
    files: ['backend/auth0/actions/assign-role.cjs', 'src/app/auth/user.ts'],
  },
  {
    id: 'session',
    title: 'Trade it for an AWS session',
    message: 'AssumeRoleWithWebIdentity',
    way: 'Page to STS and back:',
    about:
      'STS checks the ID token against Auth0’s public keys, then evaluates the role’s trust policy: ' +
      'Is the audience this shop? Does the role tag match the role? Is the session name the one in ' +
      'the token? If so, STS issues credentials that expire after 15 minutes.',
    standards: [
      {
        name: 'AWS: AssumeRoleWithWebIdentity',
        url: 'https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html',
      },
      {
        name: 'AWS: OIDC federation',
        url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_oidc.html',
      },
    ],
    files: ['src/app/aws/sts.ts', 'src/app/aws/session-credentials.ts', 'backend/template.yaml'],
  },
  {
    id: 'request',
    title: 'Sign a request',
    message: 'Request with a signature',
    way: 'Page to gateway and back:',
    about:
      'The request is put into its canonical form, hashed, and signed with a key derived from the ' +
      'secret access key for one day, region and service. The secret never leaves the page: API ' +
      'Gateway computes the same signature and compares.',
    standards: [
      {
        name: 'AWS: Create a signed AWS API request',
        url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html',
      },
    ],
    files: ['src/app/aws/sigv4-interceptor.ts', 'src/app/aws/sign.ts'],
  },
  {
    id: 'decision',
    title: 'Let IAM decide',
    message: 'May this role do this?',
    way: 'Gateway to IAM and back:',
    about:
      'Before any of the shop’s code runs, IAM reads the role’s policy: Does a statement allow ' +
      'execute-api:Invoke on this method and path? If none does, the request is refused.',
    standards: [
      {
        name: 'AWS: Control access to a REST API with IAM permissions',
        url: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/permissions.html',
      },
      {
        name: 'AWS: Policy evaluation logic',
        url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html',
      },
    ],
    files: ['backend/template.yaml', 'local-cloud/src/gateway/gateway.ts'],
  },
];

/** Who takes part, in the order of the diagram's lanes. */
export const parties = ['Page', 'Auth0', 'STS', 'Gateway', 'IAM'] as const;
