import { HttpErrorResponse, type HttpEvent, type HttpInterceptorFn } from '@angular/common/http';
import { inject } from '@angular/core';
import { type Observable, catchError, from, switchMap, throwError } from 'rxjs';
import { CONFIG } from '../config/config';
import { addressInside } from './address';
import { Clock } from './clock';
import { SessionCredentials } from './credentials';
import { LastRequest } from './last-request';
import { sign } from './signature';

/** A request marked as SIGNED was meant for an address outside the API; it was not sent. */
export class ForeignAddressError extends Error {
  constructor(apiUrl: string, url: string) {
    super(`Expected an address inside ${apiUrl} to sign for, got ${url}. Nothing was sent.`);
    this.name = 'ForeignAddressError';
  }
}

type Remedy = 'clock' | 'credentials';

/**
 * Signs a request, sends it and mends what can be mended: see sigv4-interceptor.ts.
 *
 * Rejects with ForeignAddressError, NotLoggedIn, LoginFailure or CredentialsError before anything
 * is sent, else with the error of the HTTP client. Runs in an injection context.
 */
export const sendSigned: HttpInterceptorFn = (request, next) => {
  const { apiUrl, region } = inject(CONFIG);
  const clock = inject(Clock);
  const session = inject(SessionCredentials);
  const lastRequest = inject(LastRequest);
  const url = addressInside(apiUrl, request.urlWithParams);
  if (!url) return throwError(() => new ForeignAddressError(apiUrl, request.urlWithParams));

  const send = (tried: readonly Remedy[]): Observable<HttpEvent<unknown>> =>
    from(session.get()).pipe(
      switchMap((credentials) =>
        from(sign(request, url, region, credentials, clock.now())).pipe(
          switchMap((signed) => lastRequest.follow(signed.trace, next(signed.request))),
          catchError((error: unknown) => {
            const remedy = remedyFor(error);
            if (!remedy || tried.includes(remedy)) return throwError(() => error);
            if (remedy === 'credentials') {
              return from(session.discard(credentials)).pipe(
                switchMap(() => send([...tried, remedy])),
              );
            }
            const adjusted = clock.adjust((error as HttpErrorResponse).headers.get('Date'));
            return adjusted ? send([...tried, remedy]) : throwError(() => error);
          }),
        ),
      ),
    );
  return send([]);
};

function remedyFor(error: unknown): Remedy | undefined {
  if (!(error instanceof HttpErrorResponse) || error.status !== 403) return undefined;
  // API Gateway adds a link to some types: "AccessDeniedException:http://internal…".
  switch (error.headers.get('x-amzn-errortype')?.split(':', 1)[0]) {
    case 'InvalidSignatureException':
      return isAboutTime(error) ? 'clock' : undefined;
    case 'ExpiredTokenException':
    case 'UnrecognizedClientException':
      return 'credentials';
    default:
      return undefined;
  }
}

const isAboutTime = ({ error }: HttpErrorResponse): boolean =>
  /Signature (expired|not yet current)/.test(
    typeof error === 'string' ? error : JSON.stringify(error),
  );
