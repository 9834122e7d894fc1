import { HttpErrorResponse, type HttpInterceptorFn } from '@angular/common/http';
import { inTime } from '../ui/in-time';

/** The longest that a user waits for a list, including the login and credentials that it takes, in milliseconds. */
const LIST_TIMEOUT = 15_000;
/** A little longer than the reading functions may take (backend/template.yaml). */
const READ_TIMEOUT_MS = 13_000;
/** A little longer than API Gateway waits for a function, so that each change gets its answer. */
const WRITE_TIMEOUT_MS = 30_000;

/** Ends every call to the API that isn't answered in time, with an HttpErrorResponse. */
export const timeLimit: HttpInterceptorFn = (request, next) =>
  next(request.clone({ timeout: request.method === 'GET' ? READ_TIMEOUT_MS : WRITE_TIMEOUT_MS }));

/** Gives up waiting for a signed read, with an HttpErrorResponse; it may go on unseen. */
export const listInTime = <T>(list: Promise<T>): Promise<T> =>
  inTime(
    list,
    LIST_TIMEOUT,
    () => new HttpErrorResponse({ error: new DOMException('', 'TimeoutError') }),
  );
