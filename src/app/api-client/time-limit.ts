import type { HttpInterceptorFn } from '@angular/common/http';

/**
 * A little longer than the reading functions may take (backend/template.yaml), and no more than 15
 * seconds including the start of the page. Signed lists have a limit of their own (answer.ts).
 */
const READ_TIMEOUT_MS = 13_000;
/** A little longer than API Gateway waits for a function, so that each change gets its answer. */
const WRITE_TIMEOUT_MS = 30_000;

/** Ends every call to the API that isn't answered in time, with an HttpErrorResponse. */
export const timeLimit: HttpInterceptorFn = (request, next) =>
  next(request.clone({ timeout: request.method === 'GET' ? READ_TIMEOUT_MS : WRITE_TIMEOUT_MS }));
