import { decisionOf, neededStatement, type Decision } from './decision';

const answer = (status: number, errorType?: string) => ({
  status,
  errorType,
  requestId: undefined,
  message: undefined,
});

describe('IAM’s decision', () => {
  const cases: [number, string | undefined, Decision][] = [
    [200, undefined, 'allowed'],
    [204, undefined, 'allowed'],
    [400, 'BadRequestException', 'allowed'],
    [401, undefined, 'allowed'],
    // From the function: the token is someone else's than the signature.
    [403, undefined, 'allowed'],
    [404, undefined, 'allowed'],
    [409, undefined, 'allowed'],
    [502, 'InternalServerErrorException', 'allowed'],
    [403, 'AccessDeniedException', 'refused'],
    [403, 'InvalidSignatureException', 'not-asked'],
    [403, 'IncompleteSignatureException', 'not-asked'],
    [403, 'MissingAuthenticationTokenException', 'not-asked'],
    [403, 'UnrecognizedClientException', 'not-asked'],
    [403, 'ExpiredTokenException', 'not-asked'],
    [429, 'TooManyRequestsException', 'not-asked'],
    [0, undefined, 'unknown'],
    [500, 'InternalServerErrorException', 'unknown'],
  ];
  for (const [status, type, decision] of cases) {
    it(`is ${decision} when API Gateway answers ${status} ${type ?? 'without a type'}`, () => {
      expect(decisionOf(answer(status, type))).toBe(decision);
    });
  }
});

describe('The statement that a call needs', () => {
  const call = {
    method: 'DELETE',
    path: '/api/pets/7',
    roleArn: 'arn:aws-cn:iam::123456789012:role/Auth0ApiRole',
    region: 'cn-north-1',
    apiUrl: 'https://abc123.execute-api.cn-north-1.amazonaws.com.cn/api',
  };
  const resource = (changes = {}) =>
    (JSON.parse(neededStatement({ ...call, ...changes })) as { Resource: string }).Resource;

  it('allows execute-api:Invoke on its method and path', () => {
    expect(JSON.parse(neededStatement(call))).toEqual({
      Effect: 'Allow',
      Action: 'execute-api:Invoke',
      Resource: 'arn:aws-cn:execute-api:cn-north-1:123456789012:abc123/api/DELETE/pets/7',
    });
  });

  it('leaves open which API it is when the address does not say', () => {
    expect(resource({ apiUrl: 'http://localhost:4212/api' })).toContain(':123456789012:*/api/');
  });

  it('leaves open whose API it is before there is a role', () => {
    expect(resource({ roleArn: '' })).toBe(
      'arn:aws:execute-api:cn-north-1:*:abc123/api/DELETE/pets/7',
    );
  });
});
