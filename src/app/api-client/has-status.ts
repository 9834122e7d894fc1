import { HttpErrorResponse } from '@angular/common/http';

/**
 * Whether the API refused a call with one of these HTTP statuses. A 404 of a proxy or a hotel's
 * login page, for example, says nothing about a pet.
 */
export const hasStatus = (error: unknown, ...statuses: readonly number[]): boolean =>
  error instanceof HttpErrorResponse && statuses.includes(error.status) && isFromApi(error);

/** Whether an error has the body of all errors of the API: `{"message": …}`, from IAM `{"Message": …}`. */
export const isFromApi = ({ error: body }: HttpErrorResponse): boolean =>
  typeof body === 'object' && body !== null && ('message' in body || 'Message' in body);
