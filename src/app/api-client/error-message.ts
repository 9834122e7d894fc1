import { HttpErrorResponse } from '@angular/common/http';
import { emailProblems } from '../auth/buyer-problem';
import { CLOCK_IS_WRONG, LoginError, NotLoggedIn } from '../auth/login-error';
import { CredentialsError } from '../aws/credentials-error';
import { awsRefusal } from '../aws/refusal';
import { isFromApi } from './answer';

/** What is said of every failure while the browser has no network. */
export const OFFLINE = 'You are offline. Check your connection and try again.';

/** What the user tried when the error occurred. */
type Attempt = 'list' | 'buy' | 'add' | 'change' | 'remove' | 'import' | 'purchases';

/**
 * A sentence for the user that says what went wrong and what to do. Of the API's own messages it
 * shows only that of a 400, which is about what the user typed.
 *
 * @param petType names the pet concerned
 */
export function errorMessage(error: unknown, attempt: Attempt, petType = 'pet'): string {
  if (!navigator.onLine && isUnreachable(error)) return OFFLINE;
  if (
    error instanceof CredentialsError ||
    error instanceof LoginError ||
    error instanceof NotLoggedIn
  ) {
    return error.message;
  }
  if (!(error instanceof HttpErrorResponse)) return 'Something went wrong. Please try again.';
  if (isTimeout(error)) return 'The shop did not answer in time. Please try again.';
  if (isForeign(error)) {
    return 'Something on this network answered instead of the shop. If the network has a login page of its own, log in there, then try again.';
  }
  switch (error.status) {
    case 0:
    // CloudFront got no answer from the API.
    case 504:
      return 'The shop can’t be reached right now. Please try again.';
    case 400:
      return apiMessage(error) ?? 'The shop did not understand that. Please check what you typed.';
    // The login was renewed before (answer.ts): another one would change nothing.
    case 401:
      return 'The shop doesn’t accept logins right now. Try again later.';
    case 403:
      return refusal(error, attempt);
    case 404:
      return `The ${petType} is no longer in the shop.`;
    case 409:
      return attempt === 'buy'
        ? `Sorry, the ${petType} was just sold to someone else.`
        : `The ${petType} is sold already and can’t be changed.`;
    case 412:
      return 'Other pets are being added right now. Please try again.';
    // API Gateway turns away who comes over the rate (THROTTLED in backend/openapi.yaml).
    case 429:
    case 503:
      return 'The shop is very busy. Please try again in a moment.';
    default:
      return error.status >= 500
        ? 'The shop has a problem of its own. Please try again in a moment.'
        : 'The shop refused that. Please try again.';
  }
}

/** Why a call was refused, and what helps. */
function refusal(error: HttpErrorResponse, attempt: Attempt): string {
  const notAllowed = `Your account is not allowed to ${actions[attempt]}.`;
  switch (awsRefusal(error)) {
    case 'unsigned':
      return 'Your request arrived without its signature. Reload the page. If that doesn’t help, a proxy or a browser extension takes the signature away: turn it off, or try another network.';
    case 'signature':
      return 'Your request was changed on its way to the shop, so its signature no longer fits. Try another network, or turn off whatever filters yours.';
    case 'time':
      return CLOCK_IS_WRONG;
    case 'credentials':
      return 'AWS doesn’t accept your temporary credentials, not even new ones. Try again in a few minutes.';
    case 'policy':
      return notAllowed;
  }
  switch (apiMessage(error)) {
    case 'The ID token belongs to someone else than the signature.':
      return 'Somebody else has logged in here meanwhile. Reload the page to see who.';
    case 'The ID token has no verified email address.':
      return emailProblems.unverified;
    // The first is of AWS WAF in front of API Gateway, the other no answer of the API.
    case 'Forbidden':
    case undefined:
      return 'A firewall or a proxy has blocked your request before it reached the shop. Try another network, or ask whoever runs yours.';
    default:
      return notAllowed;
  }
}

const actions: Record<Attempt, string> = {
  list: 'see the pets',
  buy: 'buy pets',
  add: 'add pets',
  change: 'change pets',
  remove: 'remove pets',
  import: 'import pets',
  purchases: 'see purchases',
};

const isUnreachable = (error: unknown): boolean =>
  (error instanceof HttpErrorResponse && error.status === 0) ||
  (error instanceof CredentialsError && error.code === 'Unreachable') ||
  (error instanceof LoginError && error.reason === 'unreachable');

/** A page instead of what the API answers: about a pet it says nothing, whatever its status. */
const isForeign = (error: HttpErrorResponse): boolean =>
  (error.status > 0 && error.status < 400) ||
  ([401, 404, 409, 412].includes(error.status) && !isFromApi(error));

/** The page has waited as long as it does (see time-limit.ts). */
const isTimeout = ({ error }: HttpErrorResponse): boolean =>
  error instanceof DOMException && error.name === 'TimeoutError';

/** The message of an error's body, `{"message": "…"}` or, from IAM, `{"Message": "…"}`. */
function apiMessage({ error }: HttpErrorResponse): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const message: unknown = Reflect.get(error, 'message') ?? Reflect.get(error, 'Message');
  return typeof message === 'string' && message !== '' ? message : undefined;
}
