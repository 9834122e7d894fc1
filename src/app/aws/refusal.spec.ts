import { HttpErrorResponse, HttpHeaders } from '@angular/common/http';
import { awsRefusal } from './refusal';

const answer = (type: string | undefined, message: unknown, status = 403) =>
  new HttpErrorResponse({
    status,
    error: message,
    headers: new HttpHeaders(type === undefined ? {} : { 'x-amzn-ErrorType': type }),
  });

describe('A refusal of AWS', () => {
  const mismatch = {
    message: 'The request signature we calculated does not match the signature you provided.',
  };
  const denied = {
    Message:
      'User: arn:aws:sts::123456789012:assumed-role/Auth0ApiSocialRole/amazon-1 is not authorized to perform: execute-api:Invoke on resource: arn:aws:execute-api:us-east-1:********9012:abc/api/POST/pets',
  };
  for (const [type, message, expected] of [
    [
      'MissingAuthenticationTokenException',
      { message: 'Missing Authentication Token' },
      'unsigned',
    ],
    [undefined, { message: 'Missing Authentication Token' }, 'unsigned'],
    ['InvalidSignatureException', mismatch, 'signature'],
    ['InvalidSignatureException', { message: 'Signature expired: 2024… is now earlier…' }, 'time'],
    ['InvalidSignatureException', { message: 'Signature not yet current: 2024…' }, 'time'],
    ['IncompleteSignatureException', { message: 'Authorization header requires…' }, 'signature'],
    ['ExpiredTokenException', { message: 'The security token… is expired' }, 'credentials'],
    ['UnrecognizedClientException', { message: 'The security token… is invalid.' }, 'credentials'],
    ['AccessDeniedException', denied, 'policy'],
    ['AccessDeniedException:http://internal.amazon.com/', denied, 'policy'],
    [undefined, denied, 'policy'],
    ['ForbiddenException', { message: 'Forbidden' }, undefined],
    [undefined, '<html>Request blocked</html>', undefined],
    [undefined, null, undefined],
    [undefined, { message: 'The ID token belongs to someone other than the signer.' }, undefined],
  ] as const) {
    it(`${type ?? 'without a type'} ${JSON.stringify(message).slice(0, 40)} is ${expected ?? 'none'}`, () => {
      expect(awsRefusal(answer(type, message))).toBe(expected);
    });
  }

  it('has status 403', () => {
    expect(awsRefusal(answer('AccessDeniedException', denied, 400))).toBeUndefined();
  });
});
