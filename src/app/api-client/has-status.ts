import { HttpErrorResponse } from '@angular/common/http';

/** Whether a call failed with one of these HTTP statuses. */
export const hasStatus = (error: unknown, ...statuses: readonly number[]): boolean =>
  error instanceof HttpErrorResponse && statuses.includes(error.status);
