import type { IdTokenClaims } from '../auth/auth0-client';
import { idTokenView } from './id-token-view';

const encoded = (value: unknown) =>
  btoa(JSON.stringify(value)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');

const payload = {
  iss: 'https://example.eu.auth0.com/',
  aud: 'client',
  sub: 'amazon|2',
  email: 'anna@example.org',
  nonce: 'bm9uY2Utbm9uY2Utbm9uY2U',
  sid: 'c2lkLXNpZC1zaWQtc2lkLXNpZA',
  iat: 1_795_521_600,
  exp: 1_795_557_600,
  'https://aws.amazon.com/tags': {
    principal_tags: { role: ['social'], session: ['amazon-2'] },
  },
};

/** The claims as the SDK gives them, with the token that they were read from. */
const claimsOf = (changes: object = {}, header: unknown = { alg: 'RS256', kid: 'key-1' }) => {
  const claims = { ...payload, ...changes };
  const __raw = `${encoded(header)}.${encoded(claims)}.${'c2lnbmF0dXJl'.repeat(28)}`;
  return { ...claims, __raw } as IdTokenClaims;
};

describe('The view of an ID token', () => {
  it('tells who signed it, for whom, about whom and until when', () => {
    expect(idTokenView(claimsOf())).toEqual(
      jasmine.objectContaining({
        algorithm: 'RS256',
        keyId: 'key-1',
        issuer: 'https://example.eu.auth0.com/',
        audience: 'client',
        subject: 'amazon|2',
        email: 'anna@example.org',
        issuedAt: new Date('2026-11-24T12:00:00Z'),
        expiresAt: new Date('2026-11-24T22:00:00Z'),
        tags: [
          ['role', 'social'],
          ['session', 'amazon-2'],
        ],
      }),
    );
  });

  it('has the claims as JSON, with what binds the token to its login shortened', () => {
    expect(JSON.parse(idTokenView(claimsOf()).claims)).toEqual({
      ...payload,
      nonce: 'bm9u…uY2U',
      sid: 'c2lk…NpZA',
    });
  });

  it('never holds the token whole, nor its signature', () => {
    const claims = claimsOf();
    const shown = JSON.stringify(idTokenView(claims));
    for (const part of claims.__raw.split('.')) expect(shown).not.toContain(part.slice(0, 12));
    expect(idTokenView(claims).raw).toMatch(/^eyJh….{4}$/);
  });

  it('gives no other token away that is hidden in a claim', () => {
    const { __raw: token } = claimsOf();
    const nasty = { email: token, sub: { deep: [token] }, aud: ['client', token], jti: token };
    expect(JSON.stringify(idTokenView(claimsOf(nasty)))).not.toContain(token.slice(0, 30));
  });

  it('has several audiences in a row', () => {
    expect(idTokenView(claimsOf({ aud: ['client', 'api'] })).audience).toBe('client, api');
  });

  for (const tags of [undefined, null, 'admin', {}, { principal_tags: null }]) {
    it(`has no tags if the claim is ${JSON.stringify(tags)}`, () => {
      expect(idTokenView(claimsOf({ 'https://aws.amazon.com/tags': tags })).tags).toEqual([]);
    });
  }

  for (const raw of ['', 'token', '!.!.!', `${btoa('[1]')}.x.y`, `${btoa('null')}.x.y`]) {
    it(`does without a header that can’t be read: "${raw}"`, () => {
      const view = idTokenView({ ...payload, __raw: raw });
      expect([view.algorithm, view.keyId, view.subject]).toEqual(['', '', 'amazon|2']);
    });
  }
});
