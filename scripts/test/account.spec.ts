import {
  CreateOpenIDConnectProviderCommand,
  DeleteOpenIDConnectProviderCommand,
} from '@aws-sdk/client-iam';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseDocument } from 'yaml';
import { root } from '../process.ts';
import { Setup, describeWithAws } from './setup.ts';
import type { AwsCall } from './stand-ins/aws.ts';

describeWithAws('npm run deploy, in an account that is not empty,', () => {
  let setup: Setup;

  beforeAll(async () => (setup = await Setup.start()));
  beforeEach(() => setup.reset());
  afterAll(() => setup.stop());

  /** The parameters with which SAM deployed. */
  const parameters = () =>
    setup.programs
      .calls()
      .find((call) => call.startsWith('sam deploy'))
      ?.split('--parameter-overrides ')[1]
      ?.split(' ');

  const listsResources = ({ action }: AwsCall) => action === 'ListStackResources';

  /** Lets the stack have one more resource. */
  const owning = (id: string) => (body: string) =>
    body.replace(
      '<StackResourceSummaries>',
      `<StackResourceSummaries><member><LogicalResourceId>Its</LogicalResourceId><PhysicalResourceId>${id}</PhysicalResourceId><ResourceStatus>CREATE_COMPLETE</ResourceStatus></member>`,
    );

  describe('with a provider for the Auth0 domain,', () => {
    let arn = '';

    /** The audiences that were added to it. */
    const added = () =>
      setup.aws.calls
        .filter(({ action }) => action === 'AddClientIDToOpenIDConnectProvider')
        .map(({ body }) => new URLSearchParams(body))
        .map((given) => [given.get('OpenIDConnectProviderArn'), given.get('ClientID')]);

    beforeEach(async () => {
      const { OpenIDConnectProviderArn = '' } = await setup.clients.iam.send(
        new CreateOpenIDConnectProviderCommand({
          Url: `https://${setup.auth0.domain}/`,
          ClientIDList: ['another-app'],
          ThumbprintList: ['f'.repeat(40)],
        }),
      );
      arn = OpenIDConnectProviderArn;
    });
    afterEach(() =>
      setup.clients.iam.send(
        new DeleteOpenIDConnectProviderCommand({ OpenIDConnectProviderArn: arn }),
      ),
    );

    it('uses it, and lets it take tokens for this application too', async () => {
      const { code, output } = await setup.deploy();
      expect(code).withContext(output).toBe(0);
      expect(output).toContain(`using the account's provider ${arn}`);
      expect(parameters()).toContain(`ExistingProviderArn=${arn}`);
      expect(added()).toEqual([[arn, 'app123']]);
    });

    it('changes nothing of it in a dry run, and says what it would do', async () => {
      const { code, output } = await setup.deploy(['--dry-run']);
      expect(code).withContext(output).toBe(0);
      expect(output).toContain('aws iam add-client-id-to-open-id-connect-provider');
      expect(added()).toEqual([]);
    });

    it('leaves a provider that is its own to CloudFormation', async () => {
      setup.aws.rewrite(listsResources, owning(arn));
      const { code, output } = await setup.deploy();
      expect(code).withContext(output).toBe(0);
      expect(parameters()).toContain('ExistingProviderArn=""');
      expect(added()).toEqual([]);
    });
  });

  describe("with a role for API Gateway's logs,", () => {
    const role = 'arn:aws:iam::123456789012:role/SomebodyElses';
    beforeEach(() => (setup.aws.logRole = role));

    it('keeps it', async () => {
      const { output } = await setup.deploy();
      expect(output).toContain(`API Gateway keeps its log role ${role}`);
      expect(parameters()).toContain('ApiGatewayLogRole=keep');
    });

    it('leaves one that is its own to CloudFormation', async () => {
      setup.aws.rewrite(listsResources, owning('SomebodyElses'));
      await setup.deploy();
      expect(parameters()).toContain('ApiGatewayLogRole=create');
    });

    it('does what a parameter says, whatever is there', async () => {
      await setup.deploy(['--template-parameters', 'ApiGatewayLogRole=create']);
      expect(parameters()?.filter((one) => one.startsWith('ApiGatewayLogRole'))).toEqual([
        'ApiGatewayLogRole=create',
      ]);
    });
  });

  it('gives SAM no parameter that the template does not know', async () => {
    await setup.deploy(['--alarm-email', 'ops@example.com', '--monthly-budget', '25']);
    expect(parameters()).toContain('AlarmEmail=ops@example.com');
    const template = parseDocument(readFileSync(join(root, 'backend/template.yaml'), 'utf8'), {
      logLevel: 'silent',
    }).toJS() as { Parameters: object };
    const known = Object.keys(template.Parameters);
    const unknown = parameters()?.filter((one) => !known.includes(one.split('=')[0] ?? ''));
    expect(unknown).toEqual([]);
  });

  it('sets a budget by a stack in us-east-1, since not every region can have one', async () => {
    const { code, output } = await setup.deploy([
      ...['--alarm-email', 'ops@example.com', '--monthly-budget', '25'],
    ]);
    expect(code).withContext(output).toBe(0);
    const call = setup.programs.calls().find((one) => one.includes('budget.yaml'));
    expect(call).toContain('--region us-east-1');
    expect(call).toContain('MonthlyBudget=25 AlarmEmail=ops@example.com');
  });

  it('sets no budget of which nobody would hear', async () => {
    const { code, output } = await setup.deploy(['--monthly-budget', '25']);
    expect(code).not.toBe(0);
    expect(output).toContain("monthlyBudget is set, but alarmEmail isn't.");
  });

  it('says what it found at the live site', async () => {
    const { output } = await setup.deploy();
    expect(output).toContain(`${setup.stack}, as the alarms expect`);
    expect(output).toContain('the API over HTTP/1.1 without TLS');
    expect(output).toContain(`API and STS may be called from ${setup.site.url}`);
  });

  it('says that the alarms watch an API of another name', async () => {
    setup.aws.rewrite(
      ({ path }) => path.startsWith('/restapis/'),
      (body) => body.replace('"the-shop"', '"Secured Pets"'),
    );
    const { code, output } = await setup.deploy();
    expect(code).toBe(1);
    expect(output).toContain('is named Secured Pets, but the alarms look for the-shop.');
  });

  it('ends well while the name of the shop is not in the DNS, and says what is to be done', async () => {
    await setup.createStack('own-domain', {
      SiteUrl: 'https://pets.example.invalid',
      DistributionDomain: 'd123.cloudfront.net',
    });
    const { code, output } = await setup.deploy(['--stack-name', 'own-domain']);
    expect(code).withContext(output).toBe(0);
    expect(output).toContain('pets.example.invalid  CNAME  d123.cloudfront.net');
    expect(output).toContain('Then run npm run deploy again');
    expect(output).toContain('npm run deploy:auth0 -- --site-url https://pets.example.invalid');
  });
});
