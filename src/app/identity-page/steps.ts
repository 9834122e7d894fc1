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
}

/** The chain from a login to a decision of IAM. */
export const steps: readonly Step[] = [
  {
    id: 'login',
    title: 'Log in at Auth0',
    message: 'Login with PKCE',
    way: 'Page to Auth0:',
  },
  {
    id: 'token',
    title: 'Receive the ID token',
    message: 'ID token with session tags',
    way: 'Auth0 to page:',
  },
  {
    id: 'session',
    title: 'Trade it for an AWS session',
    message: 'AssumeRoleWithWebIdentity',
    way: 'Page to STS and back:',
  },
  {
    id: 'request',
    title: 'Sign a request',
    message: 'Request with a signature',
    way: 'Page to gateway and back:',
  },
  {
    id: 'decision',
    title: 'Let IAM decide',
    message: 'May this role do this?',
    way: 'Gateway to IAM and back:',
  },
];

/** Who takes part, in the order of the diagram's lanes. */
export const parties = ['Page', 'Auth0', 'STS', 'Gateway', 'IAM'] as const;
