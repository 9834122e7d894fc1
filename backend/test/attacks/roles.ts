import type { Credentials, Someone } from '../../../local-cloud/testing/local-shop.ts';
import { sessionOf } from '../../../local-cloud/testing/visitor.ts';
import { refusals } from './attack.ts';
import type { Attack } from './attack.ts';
import type { Outcome } from './outcome.ts';
import { credentialsIn } from './setup.ts';
import type { Setup } from './setup.ts';

const { stsDenied, stsToken, accessDenied, unknownCredentials, invalidSignature } = refusals;
const TAGS = 'https://aws.amazon.com/tags';

type Role = 'adminRoleArn' | 'socialRoleArn';

const as = (setup: Setup, who: Someone, role: Role, more = ''): Promise<Outcome> =>
  setup.sts(
    who.idToken,
    { RoleArn: setup.shop.config[role]!, RoleSessionName: sessionOf(who.idToken) },
    more,
  );

/** What Eve adds to a request for her own role or, if that is what she asks for, the keeper's. */
const additions: [string, string][] = [
  ['a tag', '&Tags.member.1.Key=role&Tags.member.1.Value=admin'],
  ['a transitive tag', '&TransitiveTagKeys.member.1=role'],
  ['a managed policy', '&PolicyArns.member.1.arn=arn:aws:iam::aws:policy/AdministratorAccess'],
  [
    'a policy that allows everything',
    `&Policy=${encodeURIComponent(
      '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}',
    )}`,
  ],
  ['a source identity', '&SourceIdentity=admin'],
  ['another provider', '&ProviderId=www.amazon.com'],
  ['members of every object', '&__proto__=polluted&constructor.prototype.polluted=1'],
  ['the keeper’s role a second time', '&RoleArn=arn:aws:iam::123456789012:role/Auth0ApiRole'],
];

const added = additions.flatMap(([what, more]): Attack[] => [
  {
    name: `a buyer asks for the keeper’s role with ${what}`,
    refused: /^403 AccessDenied$|^400 /,
    attempt: (setup) => as(setup, setup.eve, 'adminRoleArn', more),
  },
  {
    name: `a buyer does a keeper’s work after asking for the own role with ${what}`,
    refused: /^403 AccessDenied|^400 /,
    attempt: async (setup) => setup.misuse(await as(setup, setup.eve, 'socialRoleArn', more)),
  },
]);

/** Parameters of one request for Ann's role, changed. */
const asked: [string, Record<string, string>, string | RegExp][] = [
  ['under the name of another session', { RoleSessionName: 'auth0-keeper' }, stsDenied],
  ['under a pattern for a session name', { RoleSessionName: 'amazon-*' }, '400 ValidationError'],
  ['of another account', { RoleArn: 'arn:aws:iam::999999999999:role/Auth0ApiRole' }, stsDenied],
  [
    'by a pattern',
    { RoleArn: 'arn:aws:iam::123456789012:role/*' },
    /^40[03] (AccessDenied|Validation)/,
  ],
  ['for twelve hours', { DurationSeconds: '43200' }, '400 ValidationError'],
  ['forever', { DurationSeconds: '999999999999' }, '400 ValidationError'],
  ['for a negative time', { DurationSeconds: '-1' }, '400 ValidationError'],
  ['by an action that needs no token', { Action: 'AssumeRole' }, /^40[03] /],
  ['by an action that gives a session', { Action: 'GetSessionToken' }, /^40[03] /],
];

const requested = asked.map(([how, changes, refused]): Attack => ({
  name: `a role is asked for ${how}`,
  refused,
  attempt: (setup) => setup.sts(setup.ann.idToken, changes),
}));

/** Tags in a token of the provider, as a broken Action could set them. */
const tags: [string, Record<string, unknown>, string][] = [
  ['a department', { department: ['all'] }, stsDenied],
  ['the role in another case', { Role: ['admin'] }, stsDenied],
  ['the member of every object', JSON.parse('{"__proto__": ["x"]}') as never, stsDenied],
  ['an empty list', { role: [] }, stsToken],
  ['two roles', { role: ['social', 'admin'] }, stsToken],
  ['a role that is a text', { role: 'social' }, stsToken],
  [
    'fifty more',
    Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`t${i}`, ['x']])),
    stsToken,
  ],
  ['a key of 129 characters', { ['k'.repeat(129)]: ['x'] }, stsToken],
  ['a value of 257 characters', { role: ['r'.repeat(257)] }, stsToken],
];

const tagged = tags.map(([what, extra, refused]): Attack => ({
  name: `a token with ${what} among its tags`,
  refused,
  attempt: (setup) => {
    const { principal_tags } = setup.forge.claims[TAGS] as { principal_tags: object };
    const claim = { principal_tags: { ...principal_tags, ...extra } };
    return setup.sts(setup.forge.token({ claims: { [TAGS]: claim } }));
  },
}));

type Mix = [
  how: string,
  mix: (eve: Credentials, keeper: Credentials) => Partial<Credentials>,
  refused: string,
];

/** A session token of which one bit is another, somewhere in its seal or in what it seals. */
function flippedAt(index: number): Mix {
  const flip = ({ sessionToken }: Credentials): Partial<Credentials> => {
    const bytes = Buffer.from(sessionToken, 'base64');
    bytes.writeUInt8(bytes.readUInt8(index) ^ 1, index);
    return { sessionToken: bytes.toString('base64') };
  };
  return [`her token with a bit of byte ${index} flipped`, flip, unknownCredentials];
}

/** Credentials that Eve puts together from her own, the keeper's and guesses. */
const mixed: Mix[] = [
  [
    'her key with the keeper’s token',
    (_, { sessionToken }) => ({ sessionToken }),
    unknownCredentials,
  ],
  [
    'the keeper’s key with her token',
    (_, { accessKeyId }) => ({ accessKeyId }),
    unknownCredentials,
  ],
  [
    'the keeper’s key and token with her secret',
    (_, { accessKeyId, sessionToken }) => ({ accessKeyId, sessionToken }),
    invalidSignature,
  ],
  [
    'the keeper’s key and token with an empty secret',
    (_, { accessKeyId, sessionToken }) => ({ accessKeyId, sessionToken, secretAccessKey: '' }),
    invalidSignature,
  ],
  [
    'her token cut short',
    ({ sessionToken }) => ({ sessionToken: sessionToken.slice(0, -8) }),
    unknownCredentials,
  ],
  ...[0, 13, 28, 45, 60, 300].map(flippedAt),
  [
    'her token followed by the keeper’s',
    (eve, keeper) => ({ sessionToken: `${eve.sessionToken}, ${keeper.sessionToken}` }),
    unknownCredentials,
  ],
  ['her token in place of the key', ({ sessionToken }) => ({ accessKeyId: sessionToken }), '^403 '],
  [
    'a token of her own',
    () => ({ sessionToken: Buffer.alloc(400).toString('base64') }),
    unknownCredentials,
  ],
  ['no token', () => ({ sessionToken: '' }), unknownCredentials],
  [
    'a function’s key',
    () => ({ accessKeyId: 'ASIALOCALUPDATEPETINFO', sessionToken: '' }),
    unknownCredentials,
  ],
];

const mixes = mixed.map(([what, mix, refused]): Attack => ({
  name: `a request signed with ${what}`,
  refused: refused.startsWith('^') ? new RegExp(refused) : refused,
  attempt: (setup) => {
    const { eve, keeper } = setup;
    const credentials = { ...eve.credentials, ...mix(eve.credentials, keeper.credentials) };
    return setup.api({ method: 'DELETE', target: '/api/pets/1' }, { ...eve, credentials });
  },
}));

export const roleAttacks: readonly Attack[] = [
  {
    name: 'a buyer asks for the keeper’s role',
    refused: stsDenied,
    attempt: (setup) => as(setup, setup.eve, 'adminRoleArn'),
  },
  {
    name: 'a keeper asks for the buyers’ role',
    refused: stsDenied,
    attempt: (setup) => as(setup, setup.keeper, 'socialRoleArn'),
  },
  {
    name: 'a buyer asks for the own role under a keeper’s session name',
    refused: stsDenied,
    attempt: (setup) => {
      const RoleSessionName = sessionOf(setup.keeper.idToken);
      return setup.sts(setup.eve.idToken, { RoleSessionName });
    },
  },
  {
    name: 'a buyer asks for the own role under another buyer’s session name, and then the own',
    refused: stsDenied,
    attempt: (setup) =>
      setup.sts(setup.eve.idToken, {}, `&RoleSessionName=${sessionOf(setup.eve.idToken)}`),
  },
  {
    name: 'a buyer with the keeper’s address asks for the keeper’s role',
    refused: stsDenied,
    attempt: async (setup) =>
      as(setup, await setup.shop.buyer('admin@example.com'), 'adminRoleArn'),
  },
  {
    name: 'a buyer does a keeper’s work with the role’s tags made transitive',
    refused: accessDenied,
    attempt: async (setup) => {
      const { principal_tags } = setup.forge.claims[TAGS] as { principal_tags: object };
      const claim = { principal_tags, transitive_tag_keys: ['role'] };
      return setup.misuse(await setup.sts(setup.forge.token({ claims: { [TAGS]: claim } })));
    },
  },
  {
    name: 'a buyer uses credentials that a policy of their own made worthless',
    refused: /^403 AccessDenied|^400 /,
    attempt: async (setup) => {
      const policy =
        '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"*","Resource":"*"}]}';
      const granted = await as(
        setup,
        setup.eve,
        'socialRoleArn',
        `&Policy=${encodeURIComponent(policy)}`,
      );
      const credentials = credentialsIn(granted.body);
      return credentials
        ? setup.purchases(setup.eve.idToken, { ...setup.eve, credentials })
        : granted;
    },
  },
  ...added,
  ...requested,
  ...tagged,
  ...mixes,
];
