import { DescribeTableCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import {
  AttachRolePolicyCommand,
  CreateRoleCommand,
  GetRoleCommand,
  CreatePolicyCommand,
} from '@aws-sdk/client-iam';
import { ListBucketsCommand } from '@aws-sdk/client-s3';
import { Setup, describeWithAws } from './setup.ts';

describeWithAws('npm run destroy', () => {
  let setup: Setup;

  beforeEach(async () => {
    setup = await Setup.start();
    await setup.reset();
  });
  afterEach(() => setup.stop());

  const destroy = (...args: string[]) =>
    setup.run('destroy', ['--region', setup.region, '--stack-name', setup.stack, ...args]);

  const hasTable = async () => {
    const command = new DescribeTableCommand({ TableName: `${setup.stack}-pets` });
    return await setup.clients.dynamoDb.send(command).then(
      () => true,
      () => false,
    );
  };

  const hasBucket = async () => {
    const { Buckets = [] } = await setup.clients.s3.send(new ListBucketsCommand({}));
    return Buckets.some(({ Name }) => Name === setup.site.bucket);
  };

  it('removes the stack and the page, keeps the table and says so', async () => {
    const { code, output } = await destroy('--yes');
    expect(code).withContext(output).toBe(0);
    expect(await hasBucket()).toBeFalse();
    expect(output).toContain('The stack the-shop is gone.');
    expect(output).toContain('The table the-shop-pets is kept');
    // moto's CloudFormation deletes what has DeletionPolicy: Retain; here only our own calls count.
    const own = setup.aws.calls.filter(({ action }) => (action ?? '').endsWith('Table'));
    expect(own).toEqual([]);
  });

  it('deletes the table only when the name of the stack is typed as well', async () => {
    const wrong = await destroy('--yes', '--delete-data', '--confirm', 'the-shup');
    expect(wrong.code).toBe(2);
    expect(wrong.output).toContain(`"the-shup" is not the stack's name.`);
    const none = await destroy('--yes', '--delete-data');
    expect(none.code).toBe(2);
    expect(none.output).toContain('No name was typed.');
    expect(await hasTable()).toBeTrue();
    await setup.expectOldSiteWhole();

    const { code, output } = await destroy('--delete-data', '--confirm', setup.stack);
    expect(code).withContext(output).toBe(0);
    expect(await hasTable()).toBeFalse();
  });

  it('does nothing unasked', async () => {
    const { code, output } = await destroy();
    expect(code).toBe(2);
    expect(output).toContain('Give --yes.');
    await setup.expectOldSiteWhole();
  });

  it('changes nothing in a dry run, and says what would go and what would stay', async () => {
    const { code, output } = await destroy('--dry-run');
    expect(code).withContext(output).toBe(0);
    expect(output).toContain('bucket the-shop-site with the page');
    expect(output).toContain('table the-shop-pets: kept');
    expect(await hasTable()).toBeTrue();
    await setup.expectOldSiteWhole();
  });

  it('says that what others may use stays', async () => {
    const part = (id: string, physical: string, type: string) =>
      `<member><LogicalResourceId>${id}</LogicalResourceId><PhysicalResourceId>${physical}</PhysicalResourceId><ResourceType>${type}</ResourceType><ResourceStatus>CREATE_COMPLETE</ResourceStatus></member>`;
    const provider = 'arn:aws:iam::123456789012:oidc-provider/my-shop.eu.auth0.com/';
    setup.aws.rewrite(
      ({ action }) => action === 'ListStackResources',
      (body) =>
        body.replace(
          '<StackResourceSummaries>',
          `<StackResourceSummaries>${part('Auth0Provider', provider, 'AWS::IAM::OIDCProvider')}${part('ApiGatewayLogRoleOfAccount', 'the-role', 'AWS::IAM::Role')}`,
        ),
    );
    const { output } = await destroy('--dry-run');
    expect(output).toContain(`identity provider ${provider}: kept`);
    expect(output).toContain("role the-role for API Gateway's logs: kept");
  });

  it('says that there is no such stack', async () => {
    const { code, output } = await setup.run('destroy', [
      ...['--region', setup.region, '--stack-name', 'another', '--yes'],
    ]);
    expect(code).toBe(1);
    expect(output).toContain('There is no stack another in eu-west-1.');
  });

  describe('after a first creation that was rolled back,', () => {
    const RoleName = 'the-shop-ApiGatewayLogRoleOfAccount-1';
    const hasRole = () =>
      setup.clients.iam.send(new GetRoleCommand({ RoleName })).then(
        () => true,
        () => false,
      );

    beforeEach(async () => {
      const { Role } = await setup.clients.iam.send(
        new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: '{}' }),
      );
      // moto has none of AWS's own policies.
      const { Policy } = await setup.clients.iam.send(
        new CreatePolicyCommand({
          PolicyName: 'AmazonAPIGatewayPushToCloudWatchLogs',
          PolicyDocument: JSON.stringify({
            Version: '2012-10-17',
            Statement: [{ Effect: 'Allow', Action: 'logs:*', Resource: '*' }],
          }),
        }),
      );
      const PolicyArn = Policy?.Arn;
      await setup.clients.iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
      setup.aws.logRole = Role?.Arn;
      const role = `<member><LogicalResourceId>ApiGatewayLogRoleOfAccount</LogicalResourceId><PhysicalResourceId>${RoleName}</PhysicalResourceId><ResourceType>AWS::IAM::Role</ResourceType><ResourceStatus>DELETE_SKIPPED</ResourceStatus></member>`;
      setup.aws.rewrite(
        ({ action }) => action === 'DescribeStacks' || action === 'ListStackResources',
        (body) =>
          body
            .replace('<StackStatus>CREATE_COMPLETE', '<StackStatus>ROLLBACK_COMPLETE')
            .replace('<StackResourceSummaries>', `<StackResourceSummaries>${role}`),
      );
    });

    it('clears the empty table and the role that it left, and the setting that names the role', async () => {
      const { code, output } = await destroy('--yes');
      expect(code).withContext(output).toBe(0);
      expect(output).toContain('table the-shop-pets: deleted, since it is empty');
      const actions = setup.aws.calls.map(({ action }) => action);
      expect(actions).toContain('DeleteTable');
      expect(actions.indexOf('DeleteTable')).toBeLessThan(actions.indexOf('DeleteStack'));
      expect(await hasRole()).toBeFalse();
      expect(setup.aws.logRole).toBeUndefined();
    });

    it('keeps a table with a pet in it', async () => {
      await setup.clients.dynamoDb.send(
        new PutItemCommand({ TableName: 'the-shop-pets', Item: { id: { N: '1' } } }),
      );
      const { code, output } = await destroy('--yes');
      expect(code).withContext(output).toBe(0);
      expect(output).toContain('table the-shop-pets: kept');
      expect(setup.aws.calls.some(({ action }) => action === 'DeleteTable')).toBeFalse();
    });

    it("keeps somebody else's role in the setting", async () => {
      setup.aws.logRole = 'arn:aws:iam::123456789012:role/SomebodyElses';
      await destroy('--yes');
      expect(setup.aws.logRole).toBe('arn:aws:iam::123456789012:role/SomebodyElses');
    });
  });
});
