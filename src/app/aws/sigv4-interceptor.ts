/*
 * How a request gets its signature, and what a refusal means.
 *
 * Only a request that the API's description marks as SIGNED, and whose address lies inside the
 * configured API, is signed. A request that isn't marked passes untouched: no credentials are
 * fetched for it. A marked request to any other address is refused, since it would carry the
 * user's session token there; and with nobody logged in it fails before it is sent.
 *
 * API Gateway answers 403 for many reasons, told apart by the header x-amzn-errortype. Two of them are
 * fixed here, each at most once per request:
 *
 * - InvalidSignatureException because of the time: the device's clock is off by more than the five
 *   minutes that AWS allows. The answer's Date header has the right time; the clock adopts it for
 *   everything signed from now on, and the request is signed again.
 * - ExpiredTokenException or UnrecognizedClientException: AWS no longer accepts these credentials,
 *   although they haven't expired. They are discarded, new ones are fetched, and the request is signed
 *   again.
 *
 * In both cases API Gateway refused before anything was done, so nothing is done twice. All other
 * answers, above all AccessDeniedException, are the caller's to handle.
 */
import { HttpErrorResponse, type HttpEvent, type HttpInterceptorFn } from '@angular/common/http';
import { inject } from '@angular/core';
import { type Observable, catchError, from, switchMap, throwError } from 'rxjs';
import { CONFIG } from '../config/config';
import { Clock } from '../config/clock';
import { addressInside } from './address';
import { loadForAws } from './load-for-aws';
import { awsRefusal } from './refusal';
import { SessionCredentials } from './session-credentials';
import { SIGNED } from './signed';
import type { AwsCredentials } from './sts';

/** A request marked as SIGNED was meant for an address outside the API; it was not sent. */
export class ForeignAddressError extends Error {
  constructor(apiUrl: string, url: string) {
    super(`Expected an address inside ${apiUrl} to sign for, got ${url}. Nothing was sent.`);
    this.name = 'ForeignAddressError';
  }
}

type Remedy = 'clock' | 'credentials';

/**
 * Signs what the API's description marks as SIGNED, as told at the top of this file. What signing
 * takes is only loaded when there is something to sign.
 *
 * Rejects with ForeignAddressError, NotLoggedIn, LoginError or CredentialsError before anything
 * is sent, else with the error of the HTTP client.
 */
export const sigv4Interceptor: HttpInterceptorFn = (request, next) => {
  if (!request.context.get(SIGNED)) return next(request);
  const { apiUrl, region } = inject(CONFIG);
  const clock = inject(Clock);
  const sessionCredentials = inject(SessionCredentials);
  const url = addressInside(apiUrl, request.urlWithParams);
  if (!url) return throwError(() => new ForeignAddressError(apiUrl, request.urlWithParams));

  const tried = new Set<Remedy>();

  /** Fixes what made API Gateway refuse, or rethrows the error. */
  const fix = async (error: unknown, credentials: AwsCredentials): Promise<void> => {
    const remedy = remedyFor(error);
    if (!remedy || tried.has(remedy)) throw error;
    tried.add(remedy);
    if (remedy === 'credentials') await sessionCredentials.discard(credentials);
    else if (!clock.adjust((error as HttpErrorResponse).headers)) throw error;
  };

  const signed = async (): Promise<[typeof request, AwsCredentials]> => {
    const credentials = await sessionCredentials.get();
    const { sign } = await loadForAws(() => import('./sign'));
    return [await sign(request, url, region, credentials, clock.now()), credentials];
  };

  const send = (): Observable<HttpEvent<unknown>> =>
    from(signed()).pipe(
      switchMap(([signedRequest, credentials]) =>
        next(signedRequest).pipe(
          catchError((error: unknown) => from(fix(error, credentials)).pipe(switchMap(send))),
        ),
      ),
    );
  return send();
};

function remedyFor(error: unknown): Remedy | undefined {
  switch (error instanceof HttpErrorResponse ? awsRefusal(error) : undefined) {
    case 'time':
      return 'clock';
    case 'credentials':
      return 'credentials';
    default:
      return undefined;
  }
}
