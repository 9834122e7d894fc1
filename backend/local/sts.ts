import { randomUUID } from 'node:crypto';
import type { RequestListener } from 'node:http';
import { createRemoteJWKSet, decodeJwt, errors, jwtVerify } from 'jose';
import type { JWTPayload, JWTVerifyGetKey } from 'jose';
import { PayloadTooLarge, readBody } from './body.ts';
import type { SessionVault } from './credentials.ts';
import { evaluate } from './iam/policy.ts';
import { assumedRoleArn, assumedRoleId } from './roles.ts';
import type { OidcProvider, Role } from './roles.ts';
import { SignatureRefusal, verifySignature } from './sigv4/verify.ts';
import type { RawRequest, SignatureErrorType } from './sigv4/verify.ts';
import { PSEUDO_PARAMETERS } from './template.ts';

export interface StsOptions {
  provider: OidcProvider;
  roles: ReadonlyMap<string, Role>;
  vault: SessionVault;
  /** Whether the trust policies' reasons are logged for granted roles too. */
  explain: boolean;
  log: (line: string) => void;
}

/** An error in STS's shape. */
class StsError extends Error {
  override readonly name = 'StsError';
  readonly code: string;
  readonly status: number;

  constructor(code: string, message: string, status = 400) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

const NAMESPACE = 'https://sts.amazonaws.com/doc/2011-06-15/';
const TAGS_CLAIM = 'https://aws.amazon.com/tags';
const DEFAULT_SESSION_SECONDS = 3600;
const MAX_BODY_BYTES = 64 * 1024;
/** How far a signature's clock may be off. */
const MAX_SKEW_SECONDS = 300;
/** STS takes tokens of any asymmetric RSA or EC algorithm, never of a shared secret. */
const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'ES256', 'ES384', 'ES512'];

/**
 * STS in its query protocol, by POST form or GET query: `AssumeRoleWithWebIdentity`, and signed
 * `GetCallerIdentity`.
 *
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html
 */
export function createSts(options: StsOptions): RequestListener {
  const keysOf = providerKeys(options.provider);

  return async (request, response) => {
    const requestId = randomUUID();
    response.setHeader('x-amzn-RequestId', requestId);
    response.setHeader('Access-Control-Allow-Origin', '*');
    response.setHeader('Access-Control-Expose-Headers', 'Date,x-amzn-RequestId');
    if (request.method === 'OPTIONS') {
      response.setHeader('Access-Control-Allow-Methods', 'GET,POST,OPTIONS');
      const asked = request.headers['access-control-request-headers'];
      if (asked) response.setHeader('Access-Control-Allow-Headers', asked);
      response.setHeader('Access-Control-Max-Age', '7200');
      response.writeHead(204).end();
      return;
    }
    response.setHeader('Content-Type', 'text/xml');
    try {
      const body = await readBody(request, MAX_BODY_BYTES);
      const query = request.url?.split('?')[1] ?? '';
      const parameters = new URLSearchParams(request.method === 'POST' ? body.toString() : query);
      const action = parameters.get('Action');
      if (!action) throw new StsError('MissingAction', 'Missing Action');
      const { method = '', url: target = '', rawHeaders } = request;
      const result = await act(action, parameters, { method, target, rawHeaders, body });
      response.end(
        `<${action}Response xmlns="${NAMESPACE}"><${action}Result>${xml(result)}</${action}Result>` +
          `<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata></${action}Response>`,
      );
    } catch (error) {
      const { code, status, message } = asStsError(error);
      if (status >= 500) options.log(`failed: ${String(error)}`);
      const details = { Type: status < 500 ? 'Sender' : 'Receiver', Code: code, Message: message };
      response.writeHead(status);
      response.end(
        `<ErrorResponse xmlns="${NAMESPACE}"><Error>${xml(details)}</Error>` +
          `<RequestId>${requestId}</RequestId></ErrorResponse>`,
      );
    }
  };

  function act(
    action: string,
    parameters: URLSearchParams,
    raw: RawRequest,
  ): Promise<Record<string, unknown>> | Record<string, unknown> {
    switch (action) {
      case 'AssumeRoleWithWebIdentity':
        return assumeRoleWithWebIdentity(parameters);
      case 'GetCallerIdentity':
        return getCallerIdentity(raw);
      default: {
        const message = `Could not find operation ${action} for version 2011-06-15`;
        throw new StsError('InvalidAction', message);
      }
    }
  }

  /** @see https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html */
  function getCallerIdentity(raw: RawRequest): Record<string, unknown> {
    const session = verifySignature(raw, {
      region: PSEUDO_PARAMETERS['AWS::Region'],
      service: 'sts',
      now: new Date(),
      maxSkewSeconds: MAX_SKEW_SECONDS,
      credentials: (accessKeyId, token) => options.vault.lookUp(accessKeyId, token),
    });
    return {
      Arn: assumedRoleArn(session),
      UserId: assumedRoleId(session),
      Account: PSEUDO_PARAMETERS['AWS::AccountId'],
    };
  }

  async function assumeRoleWithWebIdentity(parameters: URLSearchParams) {
    const unsupported = [...parameters.keys()].find((name) => name.startsWith('Policy'));
    if (unsupported) {
      const message = `${unsupported}: session policies are not known to the local STS`;
      throw new StsError('ValidationError', message);
    }
    const roleArn = required(parameters, 'RoleArn', 20, 2048);
    const sessionName = required(parameters, 'RoleSessionName', 2, 64, /^[\w+=,.@-]*$/);
    const token = required(parameters, 'WebIdentityToken', 4, 20_000);
    const role = [...options.roles.values()].find(({ arn }) => arn === roleArn);
    const seconds = duration(parameters.get('DurationSeconds'), role);

    const claims = await verifyToken(token);
    const tags = sessionTags(claims);
    authorise(role, roleArn, sessionName, claims, tags);

    const { name } = role as Role;
    const expiresAt = Math.floor(Date.now() / 1000 + seconds) * 1000;
    const session = options.vault.issue({ roleName: name, sessionName, tags, expiresAt });
    options.log(`${name} assumed for ${seconds} s as ${sessionName}`);
    return {
      Credentials: {
        AccessKeyId: session.accessKeyId,
        SecretAccessKey: session.secretAccessKey,
        SessionToken: session.sessionToken,
        Expiration: new Date(expiresAt).toISOString().replace('.000', ''),
      },
      SubjectFromWebIdentityToken: claims.sub,
      AssumedRoleUser: {
        AssumedRoleId: assumedRoleId(session),
        Arn: assumedRoleArn(session),
      },
      Audience: [claims.aud].flat()[0],
      Provider: claims.iss,
    };
  }

  async function verifyToken(token: string): Promise<JWTPayload> {
    let unverified: JWTPayload;
    try {
      unverified = decodeJwt(token);
    } catch {
      const message =
        'The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)';
      throw new StsError('InvalidIdentityToken', message);
    }
    const { iss, aud } = unverified;
    const { url, clientIds } = options.provider;
    if (iss !== url) {
      const message = `No OpenIDConnect provider found in your account for ${String(iss)}`;
      throw new StsError('InvalidIdentityToken', message);
    }
    if (![aud].flat().some((audience) => clientIds.includes(String(audience)))) {
      throw new StsError('InvalidIdentityToken', 'Incorrect token audience');
    }
    const { payload } = await jwtVerify(token, keysOf, {
      algorithms: ALGORITHMS,
      requiredClaims: ['sub', 'iat', 'exp'],
    });
    return payload;
  }

  function authorise(
    role: Role | undefined,
    roleArn: string,
    sessionName: string,
    claims: JWTPayload,
    tags: Readonly<Record<string, string>>,
  ): void {
    const provider = options.provider.arn.split(':oidc-provider/')[1] ?? '';
    const context = {
      [`${provider}:aud`]: [claims.aud].flat().map(String),
      [`${provider}:sub`]: String(claims.sub),
      'sts:RoleSessionName': sessionName,
      'aws:TagKeys': Object.keys(tags),
      ...prefixed('aws:RequestTag/', tags),
    };
    const actions = ['sts:AssumeRoleWithWebIdentity'];
    if (Object.keys(tags).length > 0) actions.push('sts:TagSession');
    for (const action of actions) {
      const principal = { type: 'Federated', value: options.provider.arn } as const;
      const decision = role && evaluate([role.trustPolicy], { action, principal, context });
      if (decision?.allowed) {
        if (options.explain)
          options.log(`allowed ${action} of ${roleArn}: ${decision.explanation}`);
        continue;
      }
      const why = decision?.explanation ?? 'there is no such role';
      options.log(`refused ${action} of ${roleArn} to ${String(claims.sub)}: ${why}`);
      throw new StsError('AccessDenied', `Not authorized to perform ${action}`, 403);
    }
  }
}

function required(
  parameters: URLSearchParams,
  name: string,
  min: number,
  max: number,
  pattern?: RegExp,
): string {
  const value = parameters.get(name);
  if (value === null) {
    throw new StsError('MissingParameter', `The request must contain the parameter ${name}.`);
  }
  const member = name.charAt(0).toLowerCase() + name.slice(1);
  const fails = (constraint: string): StsError => {
    // STS quotes the value; a token is not repeated.
    const shown = name === 'WebIdentityToken' ? '' : `'${value.slice(0, 100)}' `;
    const message = `1 validation error detected: Value ${shown}at '${member}' failed to satisfy constraint: Member must ${constraint}`;
    return new StsError('ValidationError', message);
  };
  if (value.length < min) throw fails(`have length greater than or equal to ${min}`);
  if (value.length > max) throw fails(`have length less than or equal to ${max}`);
  if (pattern && !pattern.test(value)) {
    throw fails(`satisfy regular expression pattern: ${pattern.source.slice(1, -1)}`);
  }
  return value;
}

function duration(text: string | null, role: Role | undefined): number {
  if (text === null) return DEFAULT_SESSION_SECONDS;
  const seconds = Number(text);
  if (!/^-?\d+$/.test(text))
    throw new StsError('ValidationError', 'DurationSeconds must be an integer');
  const fails = (constraint: string) =>
    new StsError(
      'ValidationError',
      `1 validation error detected: Value '${seconds}' at 'durationSeconds' failed to satisfy constraint: Member must have value ${constraint}`,
    );
  if (seconds < 900) throw fails('greater than or equal to 900');
  if (seconds > 43_200) throw fails('less than or equal to 43200');
  if (role && seconds > role.maxSessionSeconds) {
    const message =
      'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.';
    throw new StsError('ValidationError', message);
  }
  return seconds;
}

/**
 * The session tags that the token's claim asks for.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html#id_session-tags_adding-assume-role-idp
 */
function sessionTags(claims: JWTPayload): Record<string, string> {
  const claim = claims[TAGS_CLAIM];
  if (claim === undefined) return {};
  const invalid = (problem: string) =>
    new StsError('InvalidIdentityToken', `The session tags of the token are not valid: ${problem}`);
  const { principal_tags: tags } = (claim ?? {}) as { principal_tags?: unknown };
  if (typeof tags !== 'object' || tags === null) throw invalid('principal_tags is missing');
  const entries = Object.entries(tags).map(([key, values]: [string, unknown]) => {
    const [value, ...others] = Array.isArray(values) ? (values as unknown[]) : [];
    if (typeof value !== 'string' || others.length > 0) throw invalid(`${key} needs one value`);
    if (key.length < 1 || key.length > 128) throw invalid('a key has 1 to 128 characters');
    if (value.length > 256) throw invalid(`the value of ${key} has more than 256 characters`);
    return [key, value] as const;
  });
  if (entries.length > 50) throw invalid('there are more than 50');
  return Object.fromEntries(entries);
}

/** The provider's signing keys, found as STS finds them: by its discovery document. */
function providerKeys({ url }: OidcProvider): JWTVerifyGetKey {
  let keys: JWTVerifyGetKey | undefined;
  return async (header, token) => {
    if (!keys) {
      try {
        const answer = await fetch(`${url}.well-known/openid-configuration`);
        const { jwks_uri: jwksUri } = (await answer.json()) as { jwks_uri: string };
        keys = createRemoteJWKSet(new URL(jwksUri));
      } catch {
        throw new StsError(
          'IDPCommunicationError',
          `Couldn't retrieve verification key from your identity provider`,
        );
      }
    }
    return keys(header, token);
  };
}

/** What STS calls the refusals of a signature that API Gateway names by their exceptions. */
const SIGNATURE_CODES: Record<SignatureErrorType, string> = {
  MissingAuthenticationTokenException: 'MissingAuthenticationToken',
  IncompleteSignatureException: 'IncompleteSignature',
  InvalidSignatureException: 'SignatureDoesNotMatch',
  UnrecognizedClientException: 'InvalidClientTokenId',
  ExpiredTokenException: 'ExpiredToken',
};

function asStsError(error: unknown): StsError {
  if (error instanceof StsError) return error;
  if (error instanceof SignatureRefusal) {
    return new StsError(SIGNATURE_CODES[error.type], error.message, error.status);
  }
  if (error instanceof PayloadTooLarge) {
    return new StsError('RequestEntityTooLarge', 'The request is too large', 413);
  }
  if (error instanceof errors.JWTExpired) {
    return new StsError(
      'ExpiredTokenException',
      `Token expired: current date/time ${Math.floor(Date.now() / 1000)} must be before the expiration date/time ${String(error.payload.exp)}`,
    );
  }
  if (error instanceof errors.JWTClaimValidationFailed) {
    return new StsError('InvalidIdentityToken', `Invalid claim: ${error.claim}`);
  }
  if (error instanceof errors.JWKSTimeout || error instanceof errors.JWKSInvalid) {
    return new StsError(
      'IDPCommunicationError',
      `Couldn't retrieve verification key from your identity provider`,
    );
  }
  if (error instanceof errors.JOSEError) {
    return new StsError('InvalidIdentityToken', `Couldn't verify signature of the token`);
  }
  return new StsError(
    'InternalFailure',
    'The request processing has failed because of an unknown error',
    500,
  );
}

const prefixed = (prefix: string, tags: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(tags).map(([key, value]) => [`${prefix}${key}`, value]));

function xml(value: Record<string, unknown>): string {
  return Object.entries(value)
    .map(([name, inner]) => {
      const content =
        typeof inner === 'object' && inner !== null
          ? xml(inner as Record<string, unknown>)
          : escapeXml(String(inner));
      return `<${name}>${content}</${name}>`;
    })
    .join('');
}

const escapeXml = (text: string): string =>
  text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd')
    .replace(/[<>&"']/g, (character) => `&#${character.charCodeAt(0)};`);
