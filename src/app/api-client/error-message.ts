import { HttpErrorResponse } from '@angular/common/http';
import { emailProblems } from '../auth/buyer-problem';
import { CLOCK_IS_WRONG, LoginError, NotLoggedIn } from '../auth/login-error';
import { CredentialsError } from '../aws/credentials-error';
import { apiMessage, awsRefusal } from '../aws/refusal';
import { isFromApi } from './answer';

/** The message for every failure while the browser is offline. */
export const OFFLINE = 'You are offline. Check your connection and try again.';

/** What the user tried when the error occurred. */
type Attempt = 'list' | 'buy' | 'add' | 'change' | 'remove' | 'import' | 'purchases';

/**
 * Tells the user in a sentence what went wrong and what to do. The only message of the API's own that
 * it shows is that of a 400, which is about what the user typed.
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
  if (!(error instanceof HttpErrorResponse)) return 'Something went wrong. Try again.';
  if (isTimeout(error)) return 'The shop didn’t answer in time. Try again.';
  if (isForeign(error)) {
    return 'Something on this network answered instead of the shop. If the network has its own login page, log in there, then try again.';
  }
  switch (error.status) {
    case 0:
    // CloudFront got no answer from the API.
    case 504:
      return 'The shop can’t be reached right now. Try again in a moment.';
    case 400:
      return apiMessage(error.error) ?? 'The shop didn’t understand that. Check what you typed.';
    // The login was already renewed (answer.ts), so logging in again wouldn't help.
    case 401:
      return 'The shop isn’t accepting logins right now. Try again later.';
    case 403:
      return refusal(error, attempt);
    case 404:
      return `The ${petType} is no longer in the shop.`;
    case 409:
      return attempt === 'buy'
        ? `Sorry, the ${petType} was just sold to someone else.`
        : `The ${petType} is already sold and can’t be changed.`;
    case 412:
      return 'Other pets are being added right now. Try again in a moment.';
    // API Gateway rejects calls over the rate limit (THROTTLED in backend/openapi.yaml).
    case 429:
    case 503:
      return 'The shop is very busy. Try again in a moment.';
    default:
      return error.status >= 500
        ? 'Something is wrong on the shop’s side. Try again in a moment.'
        : 'The shop refused that. Try again.';
  }
}

/** Why a call was refused, and what helps. */
function refusal(error: HttpErrorResponse, attempt: Attempt): string {
  const notAllowed = `Your account isn’t allowed to ${actions[attempt]}.`;
  switch (awsRefusal(error)) {
    case 'unsigned':
      return 'Your request arrived without its signature. Reload the page. If that doesn’t help, a proxy or browser extension may be removing the signature. Turn it off or try another network.';
    case 'signature':
      return 'Your request was changed on its way to the shop, so its signature no longer matches. Try another network, or turn off whatever filters your traffic.';
    case 'time':
      return CLOCK_IS_WRONG;
    case 'credentials':
      return 'AWS rejects your temporary credentials, even new ones. Try again in a few minutes.';
    case 'policy':
      return notAllowed;
  }
  switch (apiMessage(error.error)) {
    case 'The ID token belongs to someone other than the signer.':
      return 'Someone else has logged in here. Reload the page to see who.';
    case 'The ID token has no verified email address.':
      return emailProblems.unverified;
    // The first comes from AWS WAF in front of API Gateway; the second isn't from the API at all.
    case 'Forbidden':
    case undefined:
      return 'A firewall or proxy blocked your request before it reached the shop. Try another network, or ask whoever runs this one.';
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

/** A web page instead of an answer from the API. Whatever its status, it says nothing about a pet. */
const isForeign = (error: HttpErrorResponse): boolean =>
  // The status of login pages of networks (RFC 6585, section 6).
  error.status === 511 ||
  (error.status > 0 && error.status < 400) ||
  // A firewall in front of the API answers 403 and 429 with pages of its own.
  (error.status < 500 && ![0, 403, 429].includes(error.status) && !isFromApi(error));

/** The page has waited as long as it's willing to (see time-limit.ts). */
const isTimeout = ({ error }: HttpErrorResponse): boolean =>
  error instanceof DOMException && error.name === 'TimeoutError';
