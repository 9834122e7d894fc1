import { HttpErrorResponse } from '@angular/common/http';
import { CredentialsError } from '../aws/credentials-error';
import { LoginFailure, NotLoggedIn } from '../identity/login-failure';
import { problemSentence } from './problem-sentence';

const answer = (status: number, error: unknown = { message: 'internal detail at line 7' }) =>
  new HttpErrorResponse({ status, error, url: 'https://api.example.com/api/pets' });

describe('A problem', () => {
  const sentences: [string, string, RegExp][] = [
    ['a login that is no longer valid', problemSentence(answer(401), 'buy'), /log in again/],
    ['a refusal', problemSentence(answer(403), 'buy'), /not allowed to buy pets/],
    ['a pet that is gone', problemSentence(answer(404), 'buy', 'cat'), /The cat is no longer/],
    [
      'a pet sold to another',
      problemSentence(answer(409), 'buy', 'cat'),
      /cat was just sold to someone else/,
    ],
    ['a sold pet', problemSentence(answer(409), 'add', 'cat'), /cat is sold already/],
    ['a taken id', problemSentence(answer(412), 'add'), /try again/],
    ['too many requests', problemSentence(answer(429), 'list'), /busy/],
    ['a server error', problemSentence(answer(502), 'list'), /problem of its own/],
    ['any other refusal', problemSentence(answer(418), 'list'), /refused/],
    ['an unreachable shop', problemSentence(answer(0), 'list'), /can’t be reached/],
    [
      'a bad answer',
      problemSentence(answer(200, new SyntaxError('JSON')), 'list'),
      /refused|wrong/,
    ],
    [
      'an error of the page',
      problemSentence(new TypeError('x is undefined'), 'list'),
      /went wrong/,
    ],
    ['no error at all', problemSentence(undefined, 'list'), /went wrong/],
    ['a visitor', problemSentence(new NotLoggedIn(), 'buy'), /log in first/],
    ['an ended session', problemSentence(new LoginFailure('ended'), 'buy'), /session has ended/],
    [
      'refused credentials',
      problemSentence(new CredentialsError('AccessDenied'), 'buy'),
      /does not allow/,
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
    expect(problemSentence(answer(400, { message: 'price must be at least 0.' }), 'add')).toBe(
      'price must be at least 0.',
    );
  });

  for (const body of [null, 'Bad Request', { message: { a: 1 } }, { message: '' }]) {
    it(`is never told as raw JSON: ${JSON.stringify(body)}`, () => {
      expect(problemSentence(answer(400, body), 'add')).toMatch(/check what you typed/);
    });
  }

  it('offline is told as such', () => {
    spyOnProperty(navigator, 'onLine').and.returnValue(false);
    expect(problemSentence(answer(0), 'buy')).toMatch(/You are offline/);
  });
});
