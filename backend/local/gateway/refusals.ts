/** An answer of API Gateway itself: the request reached no function. */
export class GatewayRefusal extends Error {
  override readonly name = 'GatewayRefusal';
  readonly status: number;
  /** What the header `x-amzn-errortype` says. */
  readonly type: string;
  /** IAM's refusals have `Message` in their body, all others `message`. */
  readonly bodyKey: 'message' | 'Message';

  constructor(
    status: number,
    type: string,
    message: string,
    bodyKey: GatewayRefusal['bodyKey'] = 'message',
  ) {
    super(message);
    this.status = status;
    this.type = type;
    this.bodyKey = bodyKey;
  }
}

/** @see https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html */
export const refusals = {
  /** API Gateway says the same of an unknown path and of a missing signature. */
  missingToken: () =>
    new GatewayRefusal(403, 'MissingAuthenticationTokenException', 'Missing Authentication Token'),

  accessDenied: (user: string, arn: string, explicitly: boolean) =>
    new GatewayRefusal(
      403,
      'AccessDeniedException',
      `User: ${user} is not authorized to perform: execute-api:Invoke on resource: ` +
        arn.replace(/:\d{8}(\d{4}):/, ':********$1:') +
        (explicitly ? ' with an explicit deny' : ''),
      'Message',
    ),

  invalidBody: () => new GatewayRefusal(400, 'BadRequestException', 'Invalid request body'),

  missingParameters: (names: readonly string[]) =>
    new GatewayRefusal(
      400,
      'BadRequestException',
      `Missing required request parameters: [${names.join(', ')}]`,
    ),

  tooLong: () => new GatewayRefusal(413, 'RequestEntityTooLargeException', 'Request Too Long'),

  tooMany: () => new GatewayRefusal(429, 'TooManyRequestsException', 'Too Many Requests'),

  /** The function threw, ran out of its own time, or answered in the wrong shape. */
  badGateway: () =>
    new GatewayRefusal(502, 'InternalServerErrorException', 'Internal server error'),

  /** The integration ran out of the time that API Gateway gives it. */
  timeout: () =>
    new GatewayRefusal(504, 'InternalServerErrorException', 'Endpoint request timed out'),

  internal: () => new GatewayRefusal(500, 'InternalServerErrorException', 'Internal server error'),
};
