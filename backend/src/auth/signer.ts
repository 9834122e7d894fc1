import type { APIGatewayProxyEvent } from 'aws-lambda';
import { HttpError } from '../http/http-error.ts';
import { logger } from '../logger.ts';
import type { User } from './id-token.ts';

/**
 * Makes sure that the user whom an ID token names is the one whose credentials signed the request.
 *
 * The trust policies (template.yaml) let a user assume a role under one session name only, which is in
 * the ID token; API Gateway passes on the signer's session name.
 *
 * @throws HttpError 403 if the token is someone else's
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#ck_rolesessionname
 */
export function assertSigner(event: APIGatewayProxyEvent, user: User): void {
  // arn:aws:sts::123456789012:assumed-role/ROLE/SESSION
  const roleSessionName = event.requestContext.identity.userArn?.split('/')[2];
  if (roleSessionName === user.roleSessionName) return;
  logger.warn('ID token of another user than the signer refused');
  throw new HttpError(403, 'The ID token belongs to someone other than the signer.');
}
