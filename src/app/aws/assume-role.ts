import { InjectionToken } from '@angular/core';

/** Temporary credentials of an assumed role. */
export interface AwsCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  /** When they end, by the clock of AWS. */
  readonly expiration: Date;
}

export interface AssumeRoleRequest {
  readonly region: string;
  /** Where STS answers; AWS's own endpoint for the region when undefined. */
  readonly endpoint: string | undefined;
  readonly roleArn: string;
  /** 2 to 64 characters of [\w+=,.@-]. */
  readonly sessionName: string;
  readonly idToken: string;
}

/** @throws CredentialsError */
export type AssumeRole = (request: AssumeRoleRequest) => Promise<AwsCredentials>;

/** Loads the STS client. Only called when somebody who is logged in needs credentials. */
export const LOAD_STS = new InjectionToken<() => Promise<AssumeRole>>('STS', {
  factory: () => () => import('./sts').then(({ assumeRole }) => assumeRole),
});

/** What STS said when it refused. Nothing secret is in it. */
export interface StsAnswer {
  /** The HTTP status. */
  readonly status: number | undefined;
  readonly message: string;
  /** By which the logs of AWS find the request. */
  readonly requestId: string | undefined;
}

/**
 * There are no credentials. The message is a sentence for the user.
 *
 * `code` is the one that STS gives (`AccessDenied`, `ExpiredTokenException`,
 * `InvalidIdentityToken`, …), or `Unreachable` if STS didn't answer; `answer` is the rest of what
 * STS said.
 */
export class CredentialsError extends Error {
  readonly answer: StsAnswer | undefined;

  constructor(
    readonly code: string,
    { answer, ...options }: ErrorOptions & { readonly answer?: StsAnswer } = {},
  ) {
    super(sentence(code), options);
    this.name = 'CredentialsError';
    this.answer = answer;
  }
}

function sentence(code: string): string {
  switch (code) {
    case 'Unreachable':
      return 'AWS can’t be reached for your temporary credentials. Check your connection and try again.';
    case 'AccessDenied':
      return 'AWS does not allow your account to take its role in this shop.';
    case 'ExpiredTokenException':
    case 'InvalidIdentityToken':
      return 'AWS did not accept your login. Log out, log in again and retry.';
    default:
      return `AWS gave you no temporary credentials (${code}). Try again later.`;
  }
}
