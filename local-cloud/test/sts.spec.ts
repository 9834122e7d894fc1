import {
  AssumeRoleWithWebIdentityCommand,
  GetCallerIdentityCommand,
  InvalidIdentityTokenException,
  STSClient,
} from '@aws-sdk/client-sts';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { SessionVault } from '../src/credentials.ts';
import { parsePolicy } from '../src/iam/policy.ts';
import { createSts } from '../src/sts.ts';
import { LocalShop } from '../testing/local-shop.ts';
import type { Credentials, Someone } from '../testing/local-shop.ts';
import { sessionOf } from '../testing/visitor.ts';

describe('The local STS', () => {
  let shop: LocalShop;
  let keeper: Someone;
  let buyer: Someone;

  beforeAll(async () => {
    shop = await LocalShop.open();
    [keeper, buyer] = await Promise.all([shop.keeper(), shop.buyer()]);
  });
  afterAll(() => shop.close());

  async function ask(changes: Record<string, string | undefined> = {}, method = 'POST') {
    const parameters = {
      Action: 'AssumeRoleWithWebIdentity',
      Version: '2011-06-15',
      RoleArn: shop.config['adminRoleArn'],
      RoleSessionName: sessionOf(keeper.idToken),
      WebIdentityToken: keeper.idToken,
      ...changes,
    };
    const sent = Object.entries(parameters).filter(([, value]) => value !== undefined);
    const query = new URLSearchParams(sent as [string, string][]);
    const endpoint = shop.config['stsEndpoint']!;
    const answer = await (method === 'POST'
      ? fetch(endpoint, { method, body: query })
      : fetch(`${endpoint}/?${query.toString()}`));
    const text = await answer.text();
    const value = (name: string): string | undefined =>
      new RegExp(`<${name}>([^<]*)</${name}>`).exec(text)?.[1];
    return { status: answer.status, text, value, headers: answer.headers };
  }

  for (const method of ['POST', 'GET']) {
    it(`gives temporary credentials for the role of the token by ${method}`, async () => {
      const { status, text, value } = await ask({}, method);
      expect(status).toBe(200);
      expect(text).toContain('xmlns="https://sts.amazonaws.com/doc/2011-06-15/"');
      expect(value('AccessKeyId')).toMatch(/^ASIA[A-Z2-7]{16}$/);
      expect(value('SecretAccessKey')).toHaveSize(40);
      expect(value('Arn')).toMatch(
        /^arn:aws:sts::123456789012:assumed-role\/Auth0ApiRole\/auth0-[\w-]+$/,
      );
      expect(value('Provider')).toBe(`${shop.config['auth0Domain']!}/`);
      expect(value('Audience')).toBe(shop.config['auth0ClientId']);
      expect(value('SubjectFromWebIdentityToken')).toMatch(/^auth0\|/);
      const life = Date.parse(value('Expiration')!) - Date.now();
      expect(Math.round(life / 60_000)).toBe(60);
    });
  }

  it('refuses another role, and another session name, than the token says', async () => {
    for (const changes of [
      { WebIdentityToken: buyer.idToken, RoleSessionName: sessionOf(buyer.idToken) },
      { RoleSessionName: sessionOf(buyer.idToken) },
      { RoleArn: shop.config['socialRoleArn']! },
      { RoleArn: 'arn:aws:iam::123456789012:role/NoSuchRole' },
    ]) {
      const { status, value } = await ask(changes);
      expect([status, value('Code'), value('Message')]).toEqual([
        403,
        'AccessDenied',
        'Not authorized to perform sts:AssumeRoleWithWebIdentity',
      ]);
    }
  });

  const [header, claims, signature] = ['eyJhbGciOiJSUzI1NiJ9', 'e30', 'AAAA'];
  const refused: [string, Record<string, string | undefined>, number, string][] = [
    ['no token at all', { WebIdentityToken: 'nonsense' }, 400, 'InvalidIdentityToken'],
    [
      'a token of an unknown issuer',
      { WebIdentityToken: `${header}.${claims}.${signature}` },
      400,
      'InvalidIdentityToken',
    ],
    ['a missing role', { RoleArn: undefined }, 400, 'MissingParameter'],
    ['a role that is too short', { RoleArn: 'arn' }, 400, 'ValidationError'],
    ['a session name with a space', { RoleSessionName: 'a b' }, 400, 'ValidationError'],
    ['a session name of one character', { RoleSessionName: 'a' }, 400, 'ValidationError'],
    ['899 seconds', { DurationSeconds: '899' }, 400, 'ValidationError'],
    ['more seconds than the role allows', { DurationSeconds: '3601' }, 400, 'ValidationError'],
    ['seconds that are no number', { DurationSeconds: 'an hour' }, 400, 'ValidationError'],
    ['no action', { Action: undefined }, 400, 'MissingAction'],
    ['an unknown action', { Action: 'DeleteEverything' }, 400, 'InvalidAction'],
  ];
  for (const [what, changes, status, code] of refused) {
    it(`answers ${what} with ${code}`, async () => {
      const answer = await ask(changes);
      expect([answer.status, answer.value('Code')]).toEqual([status, code]);
      expect(answer.value('RequestId')).toBe(answer.headers.get('x-amzn-requestid')!);
    });
  }

  it('refuses a token whose claims were changed', async () => {
    const [head, body, sign] = buyer.idToken.split('.') as [string, string, string];
    const forged = JSON.parse(Buffer.from(body, 'base64url').toString()) as Record<string, unknown>;
    forged['https://aws.amazon.com/tags'] = { principal_tags: { role: ['admin'] } };
    const token = `${head}.${Buffer.from(JSON.stringify(forged)).toString('base64url')}.${sign}`;
    const { status, value } = await ask({ WebIdentityToken: token });
    expect([status, value('Code')]).toEqual([400, 'InvalidIdentityToken']);
  });

  describe('asked who signs (GetCallerIdentity)', () => {
    const identity = (credentials: Credentials) => {
      const { region, stsEndpoint } = shop.config as { region: string; stsEndpoint: string };
      const sts = new STSClient({ region, endpoint: stsEndpoint, credentials, maxAttempts: 1 });
      return sts.send(new GetCallerIdentityCommand());
    };

    it('names the assumed role and its session', async () => {
      const { Account, Arn, UserId } = await identity(keeper.credentials);
      const session = sessionOf(keeper.idToken);
      expect(Account).toBe('123456789012');
      expect(Arn).toBe(`arn:aws:sts::123456789012:assumed-role/Auth0ApiRole/${session}`);
      expect(UserId).toMatch(new RegExp(`^AROA[0-9A-F]{17}:${session}$`));
    });

    it('refuses a wrong secret key, and a key with another token', async () => {
      const { secretAccessKey, sessionToken } = buyer.credentials;
      for (const [change, name] of [
        [{ secretAccessKey }, 'SignatureDoesNotMatch'],
        [{ sessionToken }, 'InvalidClientTokenId'],
      ] as const) {
        await expectAsync(identity({ ...keeper.credentials, ...change })).toBeRejectedWith(
          jasmine.objectContaining({ name }),
        );
      }
    });

    it('refuses who does not sign', async () => {
      const { status, value } = await ask({ Action: 'GetCallerIdentity' });
      expect([status, value('Code')]).toEqual([403, 'MissingAuthenticationToken']);
    });
  });

  it('refuses in classes that the SDK knows', async () => {
    type Config = Record<'region' | 'stsEndpoint' | 'adminRoleArn', string>;
    const { region, stsEndpoint, adminRoleArn } = shop.config as Config;
    const credentials = { accessKeyId: 'none', secretAccessKey: 'none' };
    const sts = new STSClient({ region, endpoint: stsEndpoint, credentials, maxAttempts: 1 });
    const request = { RoleArn: adminRoleArn, RoleSessionName: 'ab', WebIdentityToken: 'nonsense' };
    await expectAsync(sts.send(new AssumeRoleWithWebIdentityCommand(request))).toBeRejectedWith(
      jasmine.any(InvalidIdentityTokenException),
    );
    const own = { ...request, WebIdentityToken: keeper.idToken };
    await expectAsync(sts.send(new AssumeRoleWithWebIdentityCommand(own))).toBeRejectedWith(
      jasmine.objectContaining({ name: 'AccessDenied' }),
    );
  });

  describe('with a trust policy of one statement for both actions', () => {
    const audience = 'localhost/:aud';
    for (const [key, value] of [
      ['sts:RoleSessionName', '${aws:RequestTag/session}'],
      [audience, 'secured-pets-local'],
    ] as const) {
      it(`refuses to tag the session for the lack of ${key}`, async () => {
        const statement = {
          Effect: 'Allow',
          Principal: { Federated: 'arn:aws:iam::123456789012:oidc-provider/localhost/' },
          Action: ['sts:AssumeRoleWithWebIdentity', 'sts:TagSession'],
          Condition: { StringEquals: { 'aws:RequestTag/role': 'admin', [key]: value } },
        };
        const name = 'Old';
        const arn = 'arn:aws:iam::123456789012:role/Old-Role-Name';
        const policy = { Version: '2012-10-17', Statement: statement };
        const trustPolicy = parsePolicy(policy, 'Old.AssumeRolePolicyDocument');
        const lines: string[] = [];
        const sts = createServer(
          createSts({
            provider: {
              arn: statement.Principal.Federated,
              url: `${shop.config['auth0Domain']!}/`,
              clientIds: [shop.config['auth0ClientId']!],
            },
            roles: new Map([
              [name, { name, arn, maxSessionSeconds: 3600, trustPolicy, policies: [] }],
            ]),
            vault: new SessionVault(),
            explain: true,
            log: (line) => lines.push(line),
          }),
        ).listen(0, 'localhost');
        await once(sts, 'listening');
        try {
          const body = new URLSearchParams({
            Action: 'AssumeRoleWithWebIdentity',
            RoleArn: arn,
            RoleSessionName: sessionOf(keeper.idToken),
            WebIdentityToken: keeper.idToken,
          });
          const { port } = sts.address() as AddressInfo;
          const answer = await fetch(`http://localhost:${port}/`, { method: 'POST', body });
          expect(answer.status).toBe(403);
          expect(await answer.text()).toContain('Not authorized to perform sts:TagSession');
        } finally {
          sts.close();
        }
        expect(lines[0]).toContain('allowed sts:AssumeRoleWithWebIdentity');
        expect(lines[1]).toContain('refused sts:TagSession');
        expect(lines[1]).toContain(`${key} expects`);
        expect(lines[1]).toContain('the request has nothing');
      });
    }
  });

  describe('asks the provider for its keys', () => {
    let provider: Server;
    let sts: Server;
    let asked: string[];
    let publicKeys: object[];
    let isAway: boolean;
    const urlOf = (server: Server) => `http://localhost:${(server.address() as AddressInfo).port}/`;

    /** A new key of the provider's, and what makes a token with it. */
    async function newKey(kid: string) {
      const { publicKey, privateKey } = await generateKeyPair('RS256');
      const jwk = { ...(await exportJWK(publicKey)), kid, alg: 'RS256', use: 'sig' };
      const token = () =>
        new SignJWT({})
          .setProtectedHeader({ alg: 'RS256', kid })
          .setIssuer(urlOf(provider))
          .setAudience('client')
          .setSubject('someone')
          .setIssuedAt()
          .setExpirationTime('1h')
          .sign(privateKey);
      return { jwk, token };
    }

    /** The code of the refusal: no token here may assume a role, which is asked after its signature. */
    async function refusal(token: string): Promise<string | undefined> {
      const parameters = {
        Action: 'AssumeRoleWithWebIdentity',
        RoleArn: 'arn:aws:iam::123456789012:role/Nobody',
        RoleSessionName: 'someone',
        WebIdentityToken: token,
      };
      const answer = await fetch(urlOf(sts), {
        method: 'POST',
        body: new URLSearchParams(parameters),
      });
      return /<Code>([^<]*)/.exec(await answer.text())?.[1];
    }
    const TAKEN = 'AccessDenied';

    beforeEach(async () => {
      asked = [];
      publicKeys = [];
      isAway = false;
      provider = createServer(({ url = '' }, response) => {
        asked.push(url);
        if (isAway) return void response.destroy();
        const isKeys = url === '/keys';
        const answer = isKeys ? { keys: publicKeys } : { jwks_uri: `${urlOf(provider)}keys` };
        response.end(JSON.stringify(answer));
      }).listen(0, 'localhost');
      await once(provider, 'listening');
      sts = createServer(
        createSts({
          provider: {
            arn: 'arn:aws:iam::1:oidc-provider/x/',
            url: urlOf(provider),
            clientIds: ['client'],
          },
          roles: new Map(),
          vault: new SessionVault(),
          explain: false,
          log: () => undefined,
        }),
      ).listen(0, 'localhost');
      await once(sts, 'listening');
    });
    afterEach(() => {
      for (const server of [provider, sts]) {
        server.closeAllConnections();
        server.close();
      }
    });

    it('once for all who come at the same time and after', async () => {
      const { jwk, token } = await newKey('first');
      publicKeys = [jwk];
      const tokens = await Promise.all(Array.from({ length: 20 }, token));
      expect(new Set(await Promise.all(tokens.map(refusal)))).toEqual(new Set([TAKEN]));
      expect(await refusal(await token())).toBe(TAKEN);
      expect(asked).toEqual(['/.well-known/openid-configuration', '/keys']);
    });

    it('again for a key that is not among them', async () => {
      const [first, second] = [await newKey('first'), await newKey('second')];
      publicKeys = [first.jwk];
      expect(await refusal(await first.token())).toBe(TAKEN);
      expect(await refusal(await second.token())).toBe('InvalidIdentityToken');
      publicKeys = [first.jwk, second.jwk];
      expect(await refusal(await second.token())).toBe(TAKEN);
    });

    it('again after it was away, and takes what it knows in the meantime', async () => {
      const [first, second] = [await newKey('first'), await newKey('second')];
      publicKeys = [first.jwk, second.jwk];
      isAway = true;
      expect(await refusal(await first.token())).toBe('IDPCommunicationError');
      isAway = false;
      publicKeys = [first.jwk];
      expect(await refusal(await first.token())).toBe(TAKEN);
      isAway = true;
      expect(await refusal(await second.token())).toBe('IDPCommunicationError');
      expect(await refusal(await first.token())).toBe(TAKEN);
    });
  });

  it('escapes what it quotes', async () => {
    const { text } = await ask({ Action: '<script>' });
    expect(text).not.toContain('<script>');
  });

  it('says in its log why a trust policy refused', async () => {
    await ask({ WebIdentityToken: buyer.idToken });
    expect(shop.log.join('\n')).toMatch(
      /refused sts:AssumeRoleWithWebIdentity .*aws:RequestTag\/role/,
    );
  });
});
