/** How a command ends when it was called wrongly. */
export const USAGE = 2;

/** How a command ends after Ctrl-C: 128 and the signal's number, as shells say it. */
export const INTERRUPTED = 130;

/** What a person can fix: what failed (the message), why, and what to do now. */
export class Problem extends Error {
  readonly why: string;
  readonly remedy: string;
  readonly exitCode: number;

  constructor(what: string, why: string, remedy: string, exitCode = 1) {
    super(what);
    this.name = 'Problem';
    this.why = why;
    this.remedy = remedy;
    this.exitCode = exitCode;
  }
}

/** What to do about an error of an AWS SDK, of Auth0's or of the network, by its name or code. */
const REMEDIES: readonly [RegExp, string][] = [
  [
    /CredentialsProvider|TokenProvider/,
    'Provide credentials: run aws configure or aws sso login (then set AWS_PROFILE), or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.',
  ],
  [/Expired/, 'Renew the credentials, for example with aws sso login.'],
  [
    /InvalidClientTokenId|UnrecognizedClient|SignatureDoesNotMatch|InvalidAccessKey/,
    "AWS doesn't know these credentials. Check aws configure list, and whether the region must first be enabled for the account.",
  ],
  [
    /AccessDenied|Unauthorized|Forbidden/,
    'Ask an administrator of the account to allow this, or use credentials that may do it.',
  ],
  [/ENOTFOUND|EAI_AGAIN/, 'Check the spelling of the region, and that this machine is online.'],
  [/./, 'Check that this machine is online, then run the command again. That is safe.'],
];

/** A Problem of whatever was thrown: SDKs name their errors, and the name decides what to do. */
export function asProblem(what: string, error: unknown): Problem {
  if (error instanceof Problem) return error;
  const name = error instanceof Error ? error.name : '';
  const known = /^(Error|TypeError|AggregateError|)$/.test(name) ? '' : `${name}: `;
  const [, remedy = ''] =
    REMEDIES.find(([pattern]) => pattern.test(`${name} ${errorCode(error)}`)) ?? [];
  return new Problem(what, `${known}${reason(error)}`, remedy);
}

/** A Problem in lines, for a terminal. */
export const told = ({ message, why, remedy }: Problem): string =>
  `Failed:  ${message}\nWhy:     ${why}\nFix:     ${remedy}`;

/** The message of anything that was thrown, with the cause that `fetch` and the SDK hide in it. */
export function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const inner: unknown = error instanceof AggregateError ? error.errors[0] : error.cause;
  if (inner instanceof Error) return reason(inner);
  return error.message || error.name;
}

/** The system's code of what was thrown or caused it, like ENOTFOUND. */
export function errorCode(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const code: unknown = Reflect.get(error, 'code');
  if (typeof code === 'string' && /^E[A-Z]+|_/.test(code)) return code;
  return errorCode(error instanceof AggregateError ? error.errors[0] : error.cause);
}
