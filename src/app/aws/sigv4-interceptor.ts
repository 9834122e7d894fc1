/*
 * How a request gets its signature, and what a refusal means.
 *
 * Only a request that the API's description marks as SIGNED, and whose address lies inside the
 * configured API, is signed. A request that isn't marked passes untouched: no credentials are
 * fetched for it. A marked request to any other address is refused, since it would carry the
 * user's session token there; and with nobody logged in it fails before it is sent.
 *
 * API Gateway answers 403 for many reasons, told apart by the header x-amzn-errortype. Two of them
 * mend themselves, each at most once a request:
 *
 * - InvalidSignatureException because of the time: the device's clock is off by more than the five
 *   minutes that AWS allows. The answer's Date header has the right time; the clock takes it over
 *   for all that is signed from now on, and the request is signed again.
 * - ExpiredTokenException or UnrecognizedClientException: AWS no longer takes these credentials,
 *   though by their date they should do. They are discarded, new ones fetched, and the request is
 *   signed again.
 *
 * In both cases API Gateway refused before anything was done, so that a repeated purchase can't
 * buy twice. Every other answer, AccessDeniedException above all, is the caller's to handle.
 */
import type { HttpInterceptorFn } from '@angular/common/http';
import { Injector, inject, runInInjectionContext } from '@angular/core';
import { from, switchMap } from 'rxjs';
import { CredentialsError } from './assume-role';
import { SIGNED } from './signed';

/**
 * Signs what the API's description marks as SIGNED, as told at the top of this file. What signing
 * takes is only loaded when there is something to sign.
 */
export const sigv4Interceptor: HttpInterceptorFn = (request, next) => {
  if (!request.context.get(SIGNED)) return next(request);
  const injector = inject(Injector);
  const loaded = import('./signed-request').catch((cause: unknown) => {
    throw new CredentialsError('Unreachable', { cause });
  });
  return from(loaded).pipe(
    switchMap(({ sendSigned }) => runInInjectionContext(injector, () => sendSigned(request, next))),
  );
};
