/**
 * - `refused`: Auth0 or the user said no;
 * - `invalid`: the answer doesn't belong to a login that was started here;
 * - `no-role`: logged in, but with no role in this shop;
 * - `unreachable`: Auth0, or the part of the page that talks to it, can't be reached or doesn't work;
 * - `still-in`: logged out here, but Auth0 couldn't be told and may still have its login session;
 * - `ended`: the login session is over, the user has to log in again;
 * - `clock`: by the device's clock the login isn't valid, and no server has told the time;
 * - `storage`: the browser keeps nothing for this site, and a login has to be kept while the user is away.
 */
export type LoginErrorReason =
  'refused' | 'invalid' | 'no-role' | 'unreachable' | 'still-in' | 'ended' | 'clock' | 'storage';

/** Told to users whenever a wrong clock keeps something from working. */
export const CLOCK_IS_WRONG =
  'Your device’s clock seems to be wrong. Set its date and time, then try again.';

const messages: Record<LoginErrorReason, string> = {
  refused: 'You’re not logged in. You can keep browsing, or try again.',
  invalid: 'The login couldn’t be completed. Log in again.',
  'no-role': 'Your account has no role in this shop. Log out and try another account.',
  unreachable:
    'The login service can’t be reached. Check your connection. You can keep browsing in the meantime.',
  'still-in':
    'You’re logged out here, but the login service can’t be reached. It may let anyone who uses this browser log in as you. Check your connection and try again.',
  ended: 'Your session has ended. Log in again.',
  clock: CLOCK_IS_WRONG,
  storage:
    'Logging in needs browser storage, but it’s blocked or full. Allow cookies and site data for this site, or free up some space, then log in again. You can keep browsing in the meantime.',
};

/** Says why no one is logged in. The message is for the user. */
export class LoginError extends Error {
  constructor(
    readonly reason: LoginErrorReason,
    options?: ErrorOptions,
  ) {
    super(messages[reason], options);
    this.name = 'LoginError';
  }
}

/** Something needs a user and no one is logged in. The message is for the user. */
export class NotLoggedIn extends Error {
  constructor() {
    super('Log in first.');
    this.name = 'NotLoggedIn';
  }
}

/**
 * What on this device kept a login from working, if something did.
 *
 * @param error of Auth0's SDK
 */
export function deviceProblem(error: unknown): 'clock' | 'storage' | undefined {
  if (!(error instanceof Error)) return undefined;
  // Only its text distinguishes this from other faults of an ID token.
  if (/ID token.*current time/is.test(error.message)) return 'clock';
  // By `sessionStorage` (HTML, section 12.2.3) and by `navigator.locks`.
  return ['SecurityError', 'QuotaExceededError'].includes(error.name) ? 'storage' : undefined;
}
