import { JwtVerifier } from 'aws-jwt-verify';
import {
  JwtExpiredError,
  JwtInvalidSignatureAlgorithmError,
  JwtParseError,
  JwtWithoutValidKidError,
} from 'aws-jwt-verify/error';
import { decomposeUnverifiedJwt } from 'aws-jwt-verify/jwt';
import type { JwtPayload } from 'aws-jwt-verify/jwt-model';
import { required } from '../environment.ts';
import { HttpError } from '../http/http-error.ts';
import { logger } from '../logger.ts';
import { TenantKeys } from './tenant-keys.ts';

/** The user named by a verified ID token. */
export interface User {
  /** Identifies the user within the tenant. */
  sub: string;
  /** Undefined if the token has no verified address. */
  email: string | undefined;
  role: 'admin' | 'social';
  /** The only role session name under which this user can assume a role. */
  roleSessionName: string;
}

/** The claim that carries AWS session tags; the tenant's Action sets it. */
const TAGS_CLAIM = 'https://aws.amazon.com/tags';

const expected = { issuer: required('AUTH0_ISSUER'), audience: required('AUTH0_CLIENT_ID') };
const keys = new TenantKeys(`${expected.issuer}.well-known/jwks.json`);

/**
 * Verifies an ID token of the Auth0 tenant: signature (RS256, the tenant's published keys), issuer,
 * audience and expiry, and that it has what the shop needs.
 *
 * @throws HttpError 401 if it is not valid, 503 or 429 if the tenant's keys are not available (TenantKeys)
 * @see https://openid.net/specs/openid-connect-core-1_0.html#IDTokenValidation
 */
export async function verifyIdToken(token: string): Promise<User> {
  let claims;
  try {
    claims = await verifiedClaims(token);
  } catch (error) {
    if (error instanceof HttpError) throw error;
    logger.info('ID token refused', { reason: (error as Error).name });
    throw new HttpError(
      401,
      error instanceof JwtExpiredError
        ? 'The ID token has expired. Log in again.'
        : 'The ID token is not valid. Log in again.',
    );
  }
  const { sub, email, email_verified: isVerified } = claims;
  const { role, session } = sessionTags(claims[TAGS_CLAIM]);
  const isRole = role === 'admin' || role === 'social';
  if (!sub || !isRole || !session) {
    logger.info('ID token refused', { reason: 'lacks sub, role or session' });
    throw new HttpError(401, 'The ID token has no user or no role. Log in again.');
  }
  const isEmail = isVerified === true && typeof email === 'string' && email.includes('@');
  return { sub, email: isEmail ? email : undefined, role, roleSessionName: session };
}

async function verifiedClaims(token: string): Promise<JwtPayload> {
  const { alg, kid, ...header } = decomposeUnverifiedJwt(token).header;
  if (alg !== 'RS256') throw new JwtInvalidSignatureAlgorithmError('Wrong algorithm', alg, 'RS256');
  if (typeof kid !== 'string') throw new JwtWithoutValidKidError('No key named');
  // RFC 7515, section 4.1.11: an extension that a verifier must understand, and this one doesn't.
  if ('crit' in header) throw new JwtParseError('Unknown critical extension');
  // A new one each time: a verifier caches what it makes of a key, under names that the token chooses.
  const verifier = JwtVerifier.create(expected);
  verifier.cacheJwks(await keys.having(kid));
  const claims = verifier.verifySync(token);
  if (claims.exp === undefined) throw new JwtParseError('No expiry');
  return claims;
}

/**
 * The tags that have a single value, as STS requires.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html#id_session-tags_adding-assume-role-idp
 */
function sessionTags(claim: unknown): { role?: unknown; session?: string } {
  const tags = (claim as { principal_tags?: Record<string, unknown> } | null | undefined)
    ?.principal_tags;
  const valueOf = (name: string): unknown => {
    const values = tags?.[name];
    return Array.isArray(values) && values.length === 1 ? (values[0] as unknown) : undefined;
  };
  const session = valueOf('session');
  return { role: valueOf('role'), ...(typeof session === 'string' && { session }) };
}
