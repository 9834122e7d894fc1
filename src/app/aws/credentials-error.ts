/** What STS said when it refused. */
export interface StsAnswer {
  /** The HTTP status. */
  readonly status: number | undefined;
  /** It may repeat what STS was given, so shorten its secrets before showing any of it. */
  readonly message: string;
  /** Finds the request in AWS's logs. */
  readonly requestId: string | undefined;
}

/**
 * There are no credentials. The message is for the user.
 *
 * `code` is the one that STS gives (`AccessDenied`, `ExpiredTokenException`,
 * `InvalidIdentityToken`, …), `Unreachable` if STS didn't answer, or `Outdated` if the page's code
 * that asks it is gone from the site; `answer` is the rest of what STS said.
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
      return 'AWS can’t be reached to get your temporary credentials. Check your connection and try again.';
    case 'Outdated':
      return 'The shop has been updated. Reload the page, then try again.';
    case 'AccessDenied':
      return 'AWS doesn’t let your account assume its role in this shop.';
    // The login was already renewed (role-assumption.ts), so logging in again wouldn't help.
    case 'ExpiredTokenException':
    case 'InvalidIdentityToken':
      return 'AWS isn’t accepting logins to this shop right now. Try again later.';
    default:
      return `AWS didn’t give you temporary credentials (${code}). Try again later.`;
  }
}
