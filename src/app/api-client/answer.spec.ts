import { HttpErrorResponse } from '@angular/common/http';
import { FakeIdentity, buyer, keeper } from '../../testing/fake-identity';
import type { Identity } from '../auth/identity';
import { NotLoggedIn } from '../auth/login-error';
import { nextPage, withIdToken } from './answer';

const url = 'https://api.example.com/api/pets';

describe('The next page', () => {
  const links: [string, string][] = [
    ['<?limit=50&before=17>; rel="next"', 'limit=50&before=17'],
    ['<https://api.example.com/api/pets?before=3>; rel=next', 'before=3'],
    ['<?before=9>; rel="prev", <?before=5>; title="more"; rel="next last"', 'before=5'],
    ['<?after=a%2Bb>;rel="NEXT"', 'after=a%2Bb'],
  ];
  for (const [link, query] of links) {
    it(`is asked for as ${link} says`, () => {
      expect(nextPage(link, url)?.toString()).toBe(query);
    });
  }

  for (const link of [
    null,
    '',
    'next',
    '<?before=9>; rel="prev"',
    '<?before=9>',
    '<http://[>; rel=next',
  ]) {
    it(`is not there with ${JSON.stringify(link)}`, () => {
      expect(nextPage(link, url)).toBeUndefined();
    });
  }
});

describe('A call with the ID token', () => {
  const refused = (error: unknown): Error => new HttpErrorResponse({ status: 401, error });
  let identity: FakeIdentity;
  let calls: string[];

  /** Makes a call that is refused the first time. */
  function call(error: unknown, meanwhile: () => void = () => undefined): Promise<string> {
    return withIdToken(identity as unknown as Identity, async (idToken) => {
      await Promise.resolve();
      if (calls.push(idToken) > 1) return idToken;
      meanwhile();
      throw refused(error);
    });
  }

  beforeEach(() => {
    calls = [];
    identity = new FakeIdentity();
    identity.become(keeper);
  });

  it('is made once more with a new one if the API refuses it', async () => {
    expect(await call({ message: 'expired' })).toBe('token-1');
    expect(calls).toEqual(['token-0', 'token-1']);
  });

  it('is never repeated for another user', async () => {
    const other = () => identity.become(buyer);
    await expectAsync(call({ message: 'expired' }, other)).toBeRejectedWithError(NotLoggedIn);
    expect(calls).toHaveSize(1);
  });

  it('is not repeated if it is not the API that refuses it', async () => {
    await expectAsync(call('<html>')).toBeRejectedWith(refused('<html>'));
    expect(identity.renewals).toBe(0);
  });
});
