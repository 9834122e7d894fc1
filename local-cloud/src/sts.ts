import { randomUUID } from 'node:crypto';
import type { RequestListener } from 'node:http';
import {
  createRemoteJWKSet,
  decodeJwt,
  errors,
  jwtVerify,
  type JWTPayload,
  type JWTVerifyGetKey,
} from 'jose';
import { AwsError } from './aws-error.ts';
import { readBody } from './body.ts';
import type { SessionVault } from './credentials.ts';
import { evaluate } from './iam/evaluate.ts';
import { assumedRole, tagKeys, type OidcProvider, type Role } from './roles.ts';
import { SignatureError, type RawRequest, type SignatureErrorType } from './sigv4/verify.ts';
import { ACCOUNT } from './template.ts';

export interface StsOptions {
  provider: OidcProvider;
  roles: ReadonlyMap<string, Role>;
  vault: SessionVault;
  /** Whether the trust policies' reasons are logged for granted roles too. */
  explain: boolean;
  log: (line: string) => void;
}

const NAMESPACE = 'https://sts.amazonaws.com/doc/2011-06-15/';
const TAGS_CLAIM = 'https://aws.amazon.com/tags';
const ACTIONS = ['AssumeRoleWithWebIdentity', 'GetCallerIdentity'];
/** @see https://docs.aws.amazon.com/STS/latest/APIReference/API_Tag.html */
const TAG_KEY = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$/u;
const TAG_VALUE = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{0,256}$/u;
const MAX_BODY_BYTES = 64 * 1024;
const KEYS_TIMEOUT_MS = 5000;
const KEYS_MAX_AGE_MS = 60_000;
/** STS takes tokens of any asymmetric RSA or EC algorithm, never of a shared secret. */
const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'ES256', 'ES384', 'ES512'];

/** Bounds of a parameter, and STS's words for them. */
type Bounds = readonly (readonly [holds: (value: string) => boolean, must: string])[];

const between = (min: number, max: number, size: (value: string) => number, of: string): Bounds => [
  [(value) => size(value) >= min, `have ${of} greater than or equal to ${min}`],
  [(value) => size(value) <= max, `have ${of} less than or equal to ${max}`],
];
const length = (min: number, max: number) => between(min, max, ({ length }) => length, 'length');

/** @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html */
const BOUNDS = {
  RoleArn: length(20, 2048),
  RoleSessionName: [
    ...length(2, 64),
    [(name) => /^[\w+=,.@-]*$/.test(name), 'satisfy regular expression pattern: [\\w+=,.@-]*'],
  ],
  WebIdentityToken: length(4, 20_000),
  DurationSeconds: between(900, 43_200, Number, 'value'),
} satisfies Record<string, Bounds>;

/** For pages of every origin: what counts is the token, or the signature. */
const CORS = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Allow-Headers': '*,Authorization',
  'Access-Control-Allow-Methods': 'GET,POST,OPTIONS',
  'Access-Control-Max-Age': '7200',
  'Access-Control-Expose-Headers': 'Date,x-amzn-RequestId',
};

/** What STS calls the errors of a signature that API Gateway names by their exceptions. */
const SIGNATURE_CODES: Record<SignatureErrorType, string> = {
  MissingAuthenticationTokenException: 'MissingAuthenticationToken',
  IncompleteSignatureException: 'IncompleteSignature',
  InvalidSignatureException: 'SignatureDoesNotMatch',
  UnrecognizedClientException: 'InvalidClientTokenId',
  ExpiredTokenException: 'ExpiredToken',
};

/**
 * STS in its query protocol, by POST form or GET query: `AssumeRoleWithWebIdentity`, and signed
 * `GetCallerIdentity`.
 *
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html
 */
export function createSts({ provider, roles, vault, explain, log }: StsOptions): RequestListener {
  const keys = providerKeys(provider);
  return async (request, response) => {
    const { method = '', url: target = '', rawHeaders } = request;
    const RequestId = randomUUID();
    response.setHeaders(new Headers({ ...CORS, 'x-amzn-RequestId': RequestId }));
    if (method === 'OPTIONS') return void response.writeHead(204).end();
    const answer = (status: number, root: string, content: object) => {
      response.writeHead(status, { 'Content-Type': 'text/xml' });
      response.end(`<${root} xmlns="${NAMESPACE}">${xml(content)}</${root}>`);
    };
    try {
      const body = await readBody(request, MAX_BODY_BYTES);
      if (!body) throw new AwsError(413, 'RequestEntityTooLarge', 'The request is too large');
      const query = target.split('?')[1] ?? '';
      const parameters = new URLSearchParams(method === 'POST' ? body.toString() : query);
      const action = parameters.get('Action');
      if (!action) throw new AwsError(400, 'MissingAction', 'Missing Action');
      if (!ACTIONS.includes(action)) {
        const message = `Could not find operation ${action} for version 2011-06-15`;
        throw new AwsError(400, 'InvalidAction', message);
      }
      const result =
        action === 'GetCallerIdentity'
          ? getCallerIdentity({ method, target, rawHeaders, body })
          : await assumeRoleWithWebIdentity(parameters);
      const content = { [`${action}Result`]: result, ResponseMetadata: { RequestId } };
      answer(200, `${action}Response`, content);
    } catch (error) {
      const { status, type: Code, message: Message } = awsErrorOf(error);
      // A client that breaks off in the middle of a body gets no answer, and isn't a failure.
      const brokeOff = (error as NodeJS.ErrnoException).code === 'ECONNRESET';
      if (status >= 500 && !brokeOff) log(`failed: ${String(error)}`);
      const Type = status < 500 ? 'Sender' : 'Receiver';
      answer(status, 'ErrorResponse', { Error: { Type, Code, Message }, RequestId });
    }
  };

  function getCallerIdentity(raw: RawRequest): object {
    const { arn, id } = assumedRole(vault.authenticate(raw, 'sts'));
    return { Arn: arn, UserId: id, Account: ACCOUNT };
  }

  async function assumeRoleWithWebIdentity(parameters: URLSearchParams): Promise<object> {
    const unsupported = [...parameters.keys()].find((name) => name.startsWith('Policy'));
    if (unsupported)
      throw invalid(`${unsupported}: the local STS doesn't support session policies`);
    const roleArn = parameter(parameters, 'RoleArn');
    const sessionName = parameter(parameters, 'RoleSessionName');
    const token = parameter(parameters, 'WebIdentityToken');
    const role = [...roles.values()].find(({ arn }) => arn === roleArn);
    const seconds = duration(parameters, role);

    const claims = await verifyToken(token, provider, keys);
    const tags = sessionTags(claims[TAGS_CLAIM]);
    const issuer = provider.arn.split(':oidc-provider/')[1] ?? '';
    const principal = { type: 'Federated', value: provider.arn } as const;
    // Each action has the condition keys that AWS lists for it, and no others:
    // https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecuritytokenservice.html
    const tagging = {
      'aws:TagKeys': Object.keys(tags),
      ...tagKeys('aws:RequestTag', tags),
    };
    const assuming = {
      ...tagging,
      [`${issuer}:aud`]: [claims.aud].flat().map(String),
      [`${issuer}:sub`]: String(claims.sub),
      'sts:RoleSessionName': sessionName,
    };
    const policies = role ? [role.trustPolicy] : [];
    for (const [action, context] of [
      ['sts:AssumeRoleWithWebIdentity', assuming],
      ...(Object.keys(tags).length > 0 ? [['sts:TagSession', tagging] as const] : []),
    ] as const) {
      const { allowed, explanation } = evaluate(policies, { action, principal, context });
      if (explain && allowed) log(`allowed ${action} of ${roleArn}: ${explanation}`);
      if (allowed) continue;
      const why = role ? explanation : 'there is no such role';
      log(`refused ${action} of ${roleArn} to ${String(claims.sub)}: ${why}`);
      throw new AwsError(403, 'AccessDenied', `Not authorized to perform ${action}`);
    }

    const { name: roleName } = role as Role;
    const expiresAt = Math.floor(Date.now() / 1000 + seconds) * 1000;
    const session = vault.issue({ roleName, sessionName, tags, expiresAt });
    log(`${roleName} assumed for ${seconds} s as ${sessionName}`);
    const { arn, id } = assumedRole(session);
    return {
      Credentials: {
        AccessKeyId: session.accessKeyId,
        SecretAccessKey: session.secretAccessKey,
        SessionToken: session.sessionToken,
        Expiration: new Date(expiresAt).toISOString().replace('.000', ''),
      },
      SubjectFromWebIdentityToken: claims.sub,
      AssumedRoleUser: { AssumedRoleId: id, Arn: arn },
      Audience: [claims.aud].flat()[0],
      Provider: claims.iss,
    };
  }
}

function parameter(parameters: URLSearchParams, name: keyof typeof BOUNDS): string {
  const value = parameters.get(name);
  if (value === null) {
    const message = `The request must contain the parameter ${name}.`;
    throw new AwsError(400, 'MissingParameter', message);
  }
  const [, must] = (BOUNDS[name] as Bounds).find(([holds]) => !holds(value)) ?? [];
  if (!must) return value;
  // STS quotes the value; a token is not repeated.
  const quoted =
    name === 'WebIdentityToken' ? '' : `'${Array.from(value).slice(0, 100).join('')}' `;
  const member = name.charAt(0).toLowerCase() + name.slice(1);
  throw invalid(
    `1 validation error detected: Value ${quoted}at '${member}' failed to satisfy constraint: Member must ${must}`,
  );
}

/** For how many seconds a role is asked for; an hour unless the request says. */
function duration(parameters: URLSearchParams, role: Role | undefined): number {
  const text = parameters.get('DurationSeconds');
  if (text === null) return 3600;
  if (!/^-?\d+$/.test(text)) throw invalid('DurationSeconds must be an integer');
  const seconds = Number(parameter(parameters, 'DurationSeconds'));
  if (!role || seconds <= role.maxSessionSeconds) return seconds;
  throw invalid('The requested DurationSeconds exceeds the MaxSessionDuration set for this role.');
}

const invalid = (message: string): AwsError => new AwsError(400, 'ValidationError', message);

const invalidToken = (message: string): AwsError =>
  new AwsError(400, 'InvalidIdentityToken', message);

async function verifyToken(
  token: string,
  provider: OidcProvider,
  keys: JWTVerifyGetKey,
): Promise<JWTPayload> {
  const { iss, aud } = decodeJwt(token);
  if (iss !== provider.url) {
    throw invalidToken(`No OpenIDConnect provider found in your account for ${String(iss)}`);
  }
  if (![aud].flat().some((audience) => provider.clientIds.includes(String(audience)))) {
    throw invalidToken('Incorrect token audience');
  }
  const { payload } = await jwtVerify(token, keys, {
    algorithms: ALGORITHMS,
    requiredClaims: ['sub', 'iat', 'exp'],
  });
  return payload;
}

/**
 * The provider's signing keys, found as STS finds them: by its discovery document. They are asked for
 * once for all who come within a minute, and again for a key that is not among them.
 */
function providerKeys({ url }: OidcProvider): JWTVerifyGetKey {
  let keys: Promise<JWTVerifyGetKey> | undefined;
  return async (header, token) => {
    try {
      keys ??= discoverKeys(url);
      keys.catch(() => (keys = undefined));
      const find = await keys;
      return await find(header, token);
    } catch (error) {
      if (ABOUT_THE_TOKEN.some((kind) => error instanceof kind)) throw error;
      const message = `Couldn't retrieve verification key from your identity provider`;
      throw new AwsError(400, 'IDPCommunicationError', message);
    }
  };
}

/** What is wrong although the keys have come. */
const ABOUT_THE_TOKEN = [
  errors.JWKSNoMatchingKey,
  errors.JWKSMultipleMatchingKeys,
  errors.JOSENotSupported,
];

async function discoverKeys(url: string): Promise<JWTVerifyGetKey> {
  const signal = AbortSignal.timeout(KEYS_TIMEOUT_MS);
  const discovery = await fetch(`${url}.well-known/openid-configuration`, { signal });
  const { jwks_uri } = (await discovery.json()) as { jwks_uri: string };
  return createRemoteJWKSet(new URL(jwks_uri), {
    timeoutDuration: KEYS_TIMEOUT_MS,
    cacheMaxAge: KEYS_MAX_AGE_MS,
    cooldownDuration: 0,
  });
}

/**
 * The session tags that the token's claim asks for.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html#id_session-tags_adding-assume-role-idp
 */
function sessionTags(claim: unknown): Record<string, string> {
  if (claim === undefined) return {};
  const { principal_tags: tags } = Object(claim) as { principal_tags?: Record<string, unknown> };
  const entries = Object.entries(tags ?? {}).map(([key, values]) => {
    const [value, ...others] = Array.isArray(values) ? (values as unknown[]) : [];
    const isTag = typeof value === 'string' && others.length === 0 && TAG_VALUE.test(value);
    if (isTag && TAG_KEY.test(key)) return [key, value] as const;
    throw invalidToken(
      'A session tag needs a key of 1 to 128 characters and one value of at most 256, of letters, digits, spaces and _.:/=+-@',
    );
  });
  if (typeof tags === 'object' && tags && entries.length <= 50) return Object.fromEntries(entries);
  throw invalidToken('The session tags of the token need a map of at most 50 principal_tags');
}

function awsErrorOf(error: unknown): AwsError {
  if (error instanceof AwsError) return error;
  if (error instanceof SignatureError) {
    return new AwsError(error.status, SIGNATURE_CODES[error.type], error.message);
  }
  if (error instanceof errors.JWTExpired) {
    const now = Math.floor(Date.now() / 1000);
    const message = `Token expired: current date/time ${now} must be before the expiration date/time ${String(error.payload.exp)}`;
    return new AwsError(400, 'ExpiredTokenException', message);
  }
  if (error instanceof errors.JWTInvalid) {
    return invalidToken(
      'The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)',
    );
  }
  if (error instanceof errors.JWTClaimValidationFailed) {
    return invalidToken(`Invalid claim: ${error.claim}`);
  }
  if (error instanceof errors.JOSEError) {
    return invalidToken(`Couldn't verify signature of the token`);
  }
  const message = 'The request processing has failed because of an unknown error';
  return new AwsError(500, 'InternalFailure', message);
}

function xml(content: object): string {
  const elements = Object.entries(content).map(([name, value]: [string, unknown]) => {
    const inner = typeof value === 'object' && value !== null ? xml(value) : escaped(String(value));
    return `<${name}>${inner}</${name}>`;
  });
  return elements.join('');
}

const escaped = (text: string): string =>
  text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd')
    .replace(/[<>&"']/g, (character) => `&#${character.charCodeAt(0)};`);
