import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importApi } from '../src/gateway/api.ts';
import { readOidcProvider, readRoles } from '../src/roles.ts';
import { readTemplate } from '../src/template.ts';

const backend = join(import.meta.dirname, '../../backend');
const options = {
  parameters: { Auth0Domain: 'localhost:4210', Auth0ClientId: 'client', ApiGatewayLogRole: 'keep' },
  addresses: [],
};
const provider = { issuer: 'https://localhost:4210/', clientId: 'client' };

describe('The template as the local cloud reads it', () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'template-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  async function changed(file: 'template.yaml' | 'openapi.yaml', from: string, to: string) {
    for (const name of ['template.yaml', 'openapi.yaml']) {
      const text = await readFile(join(backend, name), 'utf8');
      if (name === file) expect(text).withContext('the change applies').toContain(from);
      await writeFile(join(folder, name), name === file ? text.replace(from, to) : text);
    }
    return readTemplate(join(folder, 'template.yaml'), options);
  }

  it('resolves references, ARNs and outputs', () => {
    const { outputs, resources } = readTemplate(join(backend, 'template.yaml'), options);
    expect(outputs['AdminRoleArn']).toBe('arn:aws:iam::123456789012:role/Auth0ApiRole');
    expect(outputs['ApiUrl']).toBe('https://local.execute-api.us-east-1.amazonaws.com/api');
    const { Environment } = resources.get('PurchasePet')!.properties;
    expect(Environment).toEqual({
      Variables: jasmine.objectContaining({
        TABLE_NAME: 'PetsTable',
        AUTH0_ISSUER: 'https://localhost:4210/',
      }),
    });
  });

  const unknown: [string, 'template.yaml' | 'openapi.yaml', string, string, RegExp][] = [
    [
      'a resource type',
      'template.yaml',
      'AWS::IAM::OIDCProvider',
      'AWS::IAM::SAMLProvider',
      /Auth0Provider: /,
    ],
    ['a property', 'template.yaml', 'MaxSessionDuration', 'Path', /Auth0ApiRole\.Path: /],
    ['an intrinsic function', 'template.yaml', '!GetAtt PetsTable', '!Select PetsTable', /syntax/],
    ['a name', 'template.yaml', '!Ref PetsTable', '!Ref NoTable', /there is no NoTable/],
    ['an attribute', 'template.yaml', 'PetsTable.Arn', 'PetsTable.StreamArn', /StreamArn/],
  ];
  for (const [what, file, from, to, message] of unknown) {
    it(`is refused with its place if it has ${what} that is not known`, async () => {
      await expectAsync(changed(file, from, to)).toBeRejectedWithError(message);
    });
  }

  it('is refused if a property that is not known stands among those that are not read', async () => {
    const change = changed('template.yaml', 'TracingEnabled: true', 'TracingEnable: true');
    await expectAsync(change).toBeRejectedWithError(/PetsApi\.TracingEnable: unknown property/);
  });

  it('does without the resources whose condition does not hold, a role among them', () => {
    const template = readTemplate(join(backend, 'template.yaml'), options);
    expect(template.resources.has('AlarmTopic')).toBeFalse();
    expect(template.resources.has('Auth0Provider')).toBeTrue();
    expect([...readRoles(template).keys()]).toEqual(['Auth0ApiRole', 'Auth0ApiSocialRole']);
  });

  it('is refused for a resource whose condition holds, and that is not known here', () => {
    const parameters = { ...options.parameters, ApiGatewayLogRole: 'create' };
    expect(() =>
      readTemplate(join(backend, 'template.yaml'), { ...options, parameters }),
    ).toThrowError(/ApiGatewayLogRoleOfAccount\.ManagedPolicyArns: unknown property/);
  });

  it('is refused for a condition that nobody declared', async () => {
    const change = changed('template.yaml', 'Condition: CreatesProvider', 'Condition: NoSuchThing');
    await expectAsync(change).toBeRejectedWithError(/Conditions: no NoSuchThing/);
  });

  it('trusts the provider that the account has, where the parameters name one', () => {
    const arn = 'arn:aws:iam::123456789012:oidc-provider/localhost:4210/';
    const read = (ExistingProviderArn: string) =>
      readTemplate(join(backend, 'template.yaml'), {
        ...options,
        parameters: { ...options.parameters, ExistingProviderArn },
      });
    const template = read(arn);
    expect(template.resources.has('Auth0Provider')).toBeFalse();
    expect(readOidcProvider(template, provider)).toEqual({
      arn,
      url: provider.issuer,
      clientIds: ['client'],
    });
    for (const { trustPolicy } of readRoles(template).values()) {
      expect(JSON.stringify(trustPolicy)).toContain(`Federated ${arn}`);
    }
    const other = read('arn:aws:iam::123456789012:oidc-provider/other.eu.auth0.com/');
    expect(() => readOidcProvider(other, provider)).toThrowError(/ExistingProviderArn: expected /);
    expect(() => read(arn.replace(/\/$/, ''))).toThrowError(/ExistingProviderArn.*not allowed/);
  });

  it('is refused if its identity provider could never be updated', async () => {
    const lines = /\n +ThumbprintList: .*/;
    const source = await readFile(join(backend, 'template.yaml'), 'utf8');
    for (const list of ['', '\n      ThumbprintList: [abc]']) {
      const template = await changed('template.yaml', lines.exec(source)![0], list);
      expect(() => readOidcProvider(template, provider)).toThrowError(/ThumbprintList/);
    }
  });

  it('is read where only AWS has something when somebody asks, and refused then', () => {
    const { resources, outputs } = readTemplate(join(backend, 'template.yaml'), options);
    const headers = JSON.stringify(resources.get('SiteHeaders')!.properties);
    expect(headers).toContain(
      "connect-src 'self' https://local.execute-api.us-east-1.amazonaws.com",
    );
    const distribution = JSON.stringify(resources.get('SiteDistribution')!.properties);
    expect(distribution).toContain('"DomainName":"local.execute-api.us-east-1.amazonaws.com"');
    expect(distribution).not.toContain('Aliases');
    expect(() => resources.get('ServerErrors')!.properties).toThrowError(
      /ServerErrors\.Dimensions.*: there is no PetsApi.Stage/,
    );
    expect(outputs['SiteUrl']).toBeUndefined();
  });

  it('is refused without a parameter, and with a value that its pattern forbids', () => {
    const file = join(backend, 'template.yaml');
    const parameters = { Auth0Domain: 'https://tenant/', Auth0ClientId: 'client' };
    expect(() => readTemplate(file, { ...options, parameters })).toThrowError(
      /Parameters\.Auth0Domain: "https:\/\/tenant\/" is not allowed/,
    );
    expect(() => readTemplate(file, { ...options, parameters: {} })).toThrowError(
      /Parameters\.Auth0Domain: no value/,
    );
  });

  it('is refused if a policy has an operator that is not known', async () => {
    const template = await changed('template.yaml', '"StringEquals": {', '"DateEquals": {');
    expect(() => readRoles(template)).toThrowError(/Auth0ApiRole\.AssumeRolePolicyDocument.*Date/);
  });

  it('is refused if no permission lets API Gateway invoke a function', async () => {
    const template = await changed('template.yaml', '/*/GET/pets', '/*/HEAD/pets');
    expect(() => importApi(template)).toThrowError(/\/pets\.get: .*GetPetInfo/);
  });

  it('is refused if its API has another name than the title of the description', async () => {
    const named = await changed(
      'template.yaml',
      'StageName: api',
      'Name: Pets\n      StageName: api',
    );
    expect(() => importApi(named)).toThrowError(/PetsApi\.Name: expected .*"secured-pets"/);
  });

  it('is refused if it throttles a method that there is not', async () => {
    const template = await changed('template.yaml', '/~1pets~1types', '/~1pets~1type');
    expect(() => importApi(template)).toThrowError(
      /MethodSettings: there is no method \/pets\/type /,
    );
  });

  it('is refused if the description has an integration that is not known', async () => {
    const template = await changed('openapi.yaml', 'type: aws_proxy', 'type: http');
    expect(() => importApi(template)).toThrowError(/expected the type aws_proxy or mock/);
  });
});
