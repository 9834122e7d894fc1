import type { Outcome, RawRequest } from './outcome.ts';
import type { Setup } from './setup.ts';

/** One row of the table. */
export interface Attack {
  /** What the attacker tries, as a sentence. */
  name: string;
  attempt: (setup: Setup) => Promise<Outcome | Outcome[]>;
  /** How each attempt must end: the status and the error's type, code or message. */
  refused: string | RegExp | (string | RegExp)[];
}

/** The refusals that stand in the table more than once. */
export const refusals = {
  accessDenied: '403 AccessDeniedException',
  missingToken: '403 MissingAuthenticationTokenException',
  invalidSignature: '403 InvalidSignatureException',
  incompleteSignature: '403 IncompleteSignatureException',
  unknownCredentials: '403 UnrecognizedClientException',
  badRequest: '400 BadRequestException',
  invalidToken: '401 The ID token is not valid. Log in again.',
  lackingToken: '401 The ID token has no user or no role. Log in again.',
  foreignToken: '403 The ID token belongs to someone other than the signer.',
  stsToken: '400 InvalidIdentityToken',
  stsDenied: '403 AccessDenied',
};

/** One request to the API, unsigned or signed by one of its people. */
export const sent = (
  name: string,
  raw: RawRequest | ((setup: Setup) => RawRequest),
  refused: Attack['refused'],
  by?: 'keeper' | 'eve',
): Attack => ({
  name,
  refused,
  attempt: (setup) => setup.api(typeof raw === 'function' ? raw(setup) : raw, by && setup[by]),
});
