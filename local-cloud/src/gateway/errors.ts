/**
 * What API Gateway answers by itself: status, `x-amzn-errortype` and message.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
 */
export const ERRORS = {
  /** API Gateway says the same of an unknown path and of a missing signature. */
  missingToken: [403, 'MissingAuthenticationTokenException', 'Missing Authentication Token'],
  invalidBody: [400, 'BadRequestException', 'Invalid request body'],
  tooLong: [413, 'RequestEntityTooLargeException', 'Request Too Long'],
  /** Its status can be chosen (`throttledStatus`). */
  tooMany: ['TooManyRequestsException', 'Too Many Requests'],
  internal: [500, 'InternalServerErrorException', 'Internal server error'],
  /** The function threw, ran out of its own time, or answered in the wrong shape. */
  badGateway: [502, 'InternalServerErrorException', 'Internal server error'],
  /** The integration ran out of the time that API Gateway gives it. */
  timeout: [504, 'InternalServerErrorException', 'Endpoint request timed out'],
} as const;
