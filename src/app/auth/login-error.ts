/**
 * - `refused`: Auth0 or the user said no;
 * - `invalid`: the answer doesn't belong to a login that was started here;
 * - `no-role`: logged in, but with no role in this shop;
 * - `unreachable`: Auth0, or the part of the page that talks to it, can't be reached or doesn't work;
 * - `ended`: the login session is over, the user has to log in again.
 */
export type LoginErrorReason = 'refused' | 'invalid' | 'no-role' | 'unreachable' | 'ended';

const messages: Record<LoginErrorReason, string> = {
  refused: 'You are not logged in: the login was cancelled or refused. You can try again.',
  invalid: 'That login could not be completed. Please log in again.',
  'no-role': 'Your account has no role in this shop. Log out and try another one.',
  unreachable:
    'The login service doesn’t answer. Check your connection. You can browse while you wait.',
  ended: 'Your session has ended. Please log in again.',
};

/** Says why nobody is logged in. The message is a sentence for the user. */
export class LoginError extends Error {
  constructor(
    readonly reason: LoginErrorReason,
    options?: ErrorOptions,
  ) {
    super(messages[reason], options);
    this.name = 'LoginError';
  }
}

/** Something needs a user and nobody is logged in. The message is a sentence for the user. */
export class NotLoggedIn extends Error {
  constructor() {
    super('Please log in first.');
    this.name = 'NotLoggedIn';
  }
}
