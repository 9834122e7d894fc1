import type { IdTokenClaims } from '../auth/auth0-client';
import { shorten, withoutSecrets } from './shorten';

/** An ID token, safe to show. */
export interface IdTokenView {
  /** The token itself, shortened. */
  readonly raw: string;
  readonly algorithm: string;
  readonly keyId: string;
  readonly issuer: string;
  readonly audience: string;
  readonly subject: string;
  /** Empty if Auth0 doesn't share it. */
  readonly email: string;
  readonly issuedAt: Date | undefined;
  readonly expiresAt: Date | undefined;
  /** The AWS session tags, by name. */
  readonly tags: readonly (readonly [name: string, value: string])[];
  /** Header and claims as JSON. */
  readonly header: string;
  readonly claims: string;
}

/** Claims that bind the token to one login: no one needs them, so no one gets them whole. */
const binding: ReadonlySet<string> = new Set([
  'nonce',
  'sid',
  'jti',
  'at_hash',
  'c_hash',
  's_hash',
]);

/**
 * Makes an ID token safe to show. Everything is taken from the claims after their secrets are
 * shortened, so that no field can reveal what another hides.
 */
export function idTokenView({ __raw: raw, ...claims }: IdTokenClaims): IdTokenView {
  const header = shown(headerOf(raw));
  const payload = shown(claims);
  const tags = property(property(payload.content, 'https://aws.amazon.com/tags'), 'principal_tags');
  return {
    raw: shorten(raw),
    algorithm: text(property(header.content, 'alg')),
    keyId: text(property(header.content, 'kid')),
    issuer: text(property(payload.content, 'iss')),
    audience: text(property(payload.content, 'aud')),
    subject: text(property(payload.content, 'sub')),
    email: text(property(payload.content, 'email')),
    issuedAt: date(property(payload.content, 'iat')),
    expiresAt: date(property(payload.content, 'exp')),
    tags: Object.entries(Object(tags) as object).map(([name, value]) => [name, text(value)]),
    header: header.json,
    claims: payload.json,
  };
}

function shown(content: object): { json: string; content: unknown } {
  const replacer = (name: string, value: unknown): unknown =>
    binding.has(name) && typeof value === 'string' ? shorten(value) : value;
  const json = withoutSecrets(JSON.stringify(content, replacer, 2));
  return { json, content: JSON.parse(json) };
}

/** The first part of a JSON Web Token (RFC 7515, section 4); empty if it can't be read. */
function headerOf(token: string): object {
  try {
    const base64 = (token.split('.')[0] ?? '').replaceAll('-', '+').replaceAll('_', '/');
    return Object(JSON.parse(atob(base64))) as object;
  } catch {
    return {};
  }
}

const property = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;

/** A text, or several of them as AWS and OpenID Connect allow. */
const text = (value: unknown): string => [value].flat().filter(isText).join(', ');

const isText = (value: unknown): value is string => typeof value === 'string';

/** @param value seconds since 1970 */
const date = (value: unknown): Date | undefined =>
  typeof value === 'number' ? new Date(value * 1000) : undefined;
