import { HttpContextToken } from '@angular/common/http';

/**
 * Marks a request that API Gateway only takes with a signature (`AWS_IAM`). The generated client
 * sets it on the operations whose `security` in backend/openapi.yaml says so.
 */
export const SIGNED = new HttpContextToken<boolean>(() => false);
