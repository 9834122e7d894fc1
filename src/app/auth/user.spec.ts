import { userFrom } from './user';

const tags = (role: unknown, session: unknown = ['auth0-1']) => ({
  'https://aws.amazon.com/tags': { principal_tags: { role, session } },
});
const person = { sub: 'auth0|1', nickname: 'admin', email: 'admin@example.com' };
const claims = { ...person, email_verified: true };

describe('The user of an ID token', () => {
  it('has the role and the session name that the session tags give', () => {
    expect(userFrom({ ...claims, ...tags(['admin']) })).toEqual({
      ...person,
      role: 'admin',
      roleSessionName: 'auth0-1',
    });
    expect(userFrom({ ...claims, ...tags(['social']) })?.role).toBe('social');
  });

  it('is greeted by the best name there is', () => {
    const { sub } = claims;
    expect(userFrom({ sub, name: 'Anna', ...tags(['social']) })?.nickname).toBe('Anna');
    expect(userFrom({ sub, email: 'anna@example.org', ...tags(['social']) })?.nickname).toBe(
      'anna',
    );
    for (const nickname of [' ', '', '\u200B', '\u3164\u00AD', undefined]) {
      expect(userFrom({ sub, nickname, ...tags(['social']) })?.nickname).toBe('you');
    }
    expect(userFrom({ sub, nickname: '🐈‍⬛ Tom', ...tags(['social']) })?.nickname).toBe('🐈‍⬛ Tom');
  });

  it('has an address that counts only if it is there and verified', () => {
    const problem = (extra: object) => userFrom({ ...claims, ...tags(['social']), ...extra });
    expect(problem({})).not.toEqual(jasmine.objectContaining({ emailProblem: jasmine.anything() }));
    for (const email of [undefined, '', ' ', null, 'anna']) {
      expect(problem({ email })?.emailProblem).toBe('missing');
    }
    for (const email_verified of [false, undefined, 'true', 1]) {
      expect(problem({ email_verified })?.emailProblem).toBe('unverified');
    }
  });

  const withoutRole: [string, object][] = [
    ['no session tags', {}],
    ['a role of its own invention', tags(['root'])],
    ['no session name', tags(['admin'], null)],
    ['two roles', tags(['social', 'admin'])],
    ['a role that is not in an array', tags('admin')],
    ['tags that are no object', { 'https://aws.amazon.com/tags': 'admin' }],
    ['a role in any other claim', { role: 'admin', roles: ['admin'], 'https://x/role': ['admin'] }],
  ];
  for (const [what, extra] of withoutRole) {
    it(`is nobody with ${what}`, () => {
      expect(userFrom({ ...claims, ...extra })).toBeUndefined();
    });
  }
});
