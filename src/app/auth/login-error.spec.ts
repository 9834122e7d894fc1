import { deviceProblem } from './login-error';

describe('What keeps a login from working', () => {
  const problems: [unknown, string | undefined][] = [
    // As auth0-spa-js words them.
    [
      new Error(
        'Expiration Time (exp) claim error in the ID token; current time (Fri) is after expiration time (Thu)',
      ),
      'clock',
    ],
    [
      new Error(
        "Not Before time (nbf) claim in the ID token indicates that this token can't be used just yet. Current time (Wed) is before Thu",
      ),
      'clock',
    ],
    [new Error('Nonce (nonce) claim mismatch in the ID token; expected "a", found "b"'), undefined],
    [new Error('Expiration Time (exp) claim must be a number present in the ID token'), undefined],
    [new DOMException('', 'SecurityError'), 'storage'],
    [new DOMException('', 'QuotaExceededError'), 'storage'],
    [new TypeError('Failed to fetch'), undefined],
    [undefined, undefined],
  ];
  for (const [error, expected] of problems) {
    it(`is ${expected ?? 'not the device'}: ${String(error)}`, () => {
      expect(deviceProblem(error)).toBe(expected as ReturnType<typeof deviceProblem>);
    });
  }
});
