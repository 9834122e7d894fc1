import { HttpErrorResponse, HttpHeaders } from '@angular/common/http';
import { CredentialsError } from '../aws/credentials-error';
import { LoginError, NotLoggedIn } from '../auth/login-error';
import { errorMessage } from './error-message';

const answer = (status: number, error: unknown = { message: 'internal detail at line 7' }) =>
  new HttpErrorResponse({ status, error, url: 'https://api.example.com/api/pets' });

describe('A problem', () => {
  const sentences: [string, string, RegExp][] = [
    ['a login that even renewed is refused', errorMessage(answer(401), 'buy'), /Try again later/],
    ['a refusal', errorMessage(answer(403), 'buy'), /isn’t allowed to buy pets/],
    ['a pet that is gone', errorMessage(answer(404), 'buy', 'cat'), /The cat is no longer/],
    [
      'a pet sold to another',
      errorMessage(answer(409), 'buy', 'cat'),
      /cat was just sold to someone else/,
    ],
    ['a sold pet', errorMessage(answer(409), 'add', 'cat'), /cat is already sold/],
    ['a taken id', errorMessage(answer(412), 'add'), /being added/],
    ['too many requests', errorMessage(answer(503), 'list'), /busy/],
    ['too many tokens of unknown keys', errorMessage(answer(429), 'list'), /busy/],
    ['a server error', errorMessage(answer(502), 'list'), /wrong on the shop’s side/],
    ['any other refusal', errorMessage(answer(418), 'list'), /refused/],
    ['an unreachable shop', errorMessage(answer(0), 'list'), /can’t be reached/],
    [
      'a shop that does not answer',
      errorMessage(answer(0, new DOMException('signal timed out', 'TimeoutError')), 'list'),
      /didn’t answer in time/,
    ],
    ['an API that CloudFront can’t reach', errorMessage(answer(504), 'list'), /can’t be reached/],
    [
      'a bad answer',
      errorMessage(answer(200, new SyntaxError('JSON')), 'list'),
      /answered instead of the shop/,
    ],
    [
      'a page of a proxy',
      errorMessage(answer(404, '<html>'), 'buy'),
      /^Something on this network answered instead of the shop/,
    ],
    ...[400, 405, 451, 511].map((status): [string, string, RegExp] => [
      `a page of a network with status ${status}`,
      errorMessage(answer(status, '<html>'), 'add'),
      /^Something on this network answered instead of the shop/,
    ]),
    ['an error of the page', errorMessage(new TypeError('x is undefined'), 'list'), /went wrong/],
    ['no error at all', errorMessage(undefined, 'list'), /went wrong/],
    ['a visitor', errorMessage(new NotLoggedIn(), 'buy'), /^Log in first/],
    ['an ended session', errorMessage(new LoginError('ended'), 'buy'), /session has ended/],
    [
      'refused credentials',
      errorMessage(new CredentialsError('AccessDenied'), 'buy'),
      /doesn’t let/,
    ],
  ];
  for (const [what, sentence, expected] of sentences) {
    it(`is told in a sentence: ${what}`, () => {
      expect(sentence).toMatch(expected);
      expect(sentence).toMatch(/^[A-Z].*\.$/);
      expect(sentence).not.toMatch(/internal detail|[{}]|undefined/);
    });
  }

  it('with what was typed is told in the words of the API', () => {
    expect(errorMessage(answer(400, { message: 'price must be at least 0.' }), 'add')).toBe(
      'price must be at least 0.',
    );
  });

  for (const body of [{ message: { a: 1 } }, { message: '' }]) {
    it(`is never told as raw JSON: ${JSON.stringify(body)}`, () => {
      expect(errorMessage(answer(400, body), 'add')).toMatch(/Check what you typed/);
    });
  }

  it('is told in the words of API Gateway, however it spells the member', () => {
    // https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
    const words = 'Invalid request body';
    expect(errorMessage(answer(400, { message: words }), 'add')).toBe(words);
    expect(errorMessage(answer(400, { Message: words }), 'add')).toBe(words);
  });

  it('with IAM is told without its words', () => {
    const Message =
      'User: arn:aws:sts::123456789012:assumed-role/Auth0ApiSocialRole/amazon-1 is not authorized ' +
      'to perform: execute-api:Invoke on resource: arn:aws:execute-api:us-east-1:********9012:abc/api/POST/pets ' +
      'because no identity-based policy allows the execute-api:Invoke action';
    expect(errorMessage(answer(403, { Message }), 'import')).toBe(
      'Your account isn’t allowed to import pets.',
    );
  });

  const refusals: [string, unknown, string | undefined, RegExp][] = [
    [
      'for a missing signature',
      { message: 'Missing Authentication Token' },
      'MissingAuthenticationTokenException',
      /without its signature.* another network/,
    ],
    [
      'for another signature',
      { message: 'The request signature we calculated does not match the signature you provided.' },
      'InvalidSignatureException',
      /changed on its way/,
    ],
    [
      'for the time',
      { message: 'Signature expired: 20241008T195522Z is now earlier than 20241008T195940Z' },
      'InvalidSignatureException',
      /clock seems to be wrong.* Set its date and time/,
    ],
    [
      'for expired credentials',
      { message: 'The security token included in the request is expired' },
      'ExpiredTokenException',
      /temporary credentials.* in a few minutes/,
    ],
    [
      'by IAM',
      { Message: 'User: … is not authorized' },
      'AccessDeniedException',
      /isn’t allowed to/,
    ],
    [
      'for the token of another user',
      { message: 'The ID token belongs to someone other than the signer.' },
      undefined,
      /Someone else has logged in.* Reload/,
    ],
    [
      'for an address that isn’t verified',
      { message: 'The ID token has no verified email address.' },
      undefined,
      /isn’t verified.* verify the address/,
    ],
    ['by the web firewall', { message: 'Forbidden' }, 'ForbiddenException', /firewall or proxy/],
    ['by a proxy’s page', '<html>Request blocked</html>', undefined, /firewall or proxy/],
    ['by a proxy without a page', null, undefined, /firewall or proxy/],
  ];
  for (const [why, body, type, expected] of refusals) {
    it(`is a refusal ${why}, with its own remedy`, () => {
      const headers = new HttpHeaders(type ? { 'x-amzn-errortype': type } : {});
      const error = new HttpErrorResponse({ status: 403, error: body, headers });
      expect(errorMessage(error, 'buy')).toMatch(expected);
      const others = refusals.filter(([, , , other]) => String(other) !== String(expected));
      for (const [, , , other] of others) expect(errorMessage(error, 'buy')).not.toMatch(other);
    });
  }

  it('never sends anybody to log in again when that can’t help', () => {
    const sentences = [
      errorMessage(answer(401), 'buy'),
      ...['ExpiredTokenException', 'InvalidIdentityToken', 'AccessDenied'].map(
        (code) => new CredentialsError(code).message,
      ),
    ];
    for (const sentence of sentences) expect(sentence).not.toMatch(/log in|log out/i);
  });

  it('offline is told as such', () => {
    spyOnProperty(navigator, 'onLine').and.returnValue(false);
    expect(errorMessage(answer(0), 'buy')).toMatch(/You are offline/);
  });
});
