import { CreateStackCommand } from '@aws-sdk/client-cloudformation';
import { Setup, describeWithAws } from './setup.ts';
import type { AwsCall } from './stand-ins/aws.ts';

describeWithAws('npm run deploy, when a step fails,', () => {
  let setup: Setup;

  beforeAll(async () => (setup = await Setup.start()));
  beforeEach(() => setup.reset());
  afterAll(() => setup.stop());

  const upload = (key: RegExp) => (call: AwsCall) =>
    call.method === 'PUT' && key.test(call.path) && !call.path.includes('tagging');
  const denied = { code: 'AccessDenied', message: 'not authorized to perform this' };

  /** Says what, why and what to do, without a stack, and has left the old page whole. */
  async function expectFailure(
    run: ReturnType<Setup['run']>,
    ...texts: readonly (string | RegExp)[]
  ): Promise<void> {
    const { code, output } = await run;
    expect(code).withContext(output).toBe(1);
    for (const text of [/Failed: {2}\S/, /Why: {5}\S/, /Fix: {5}\S/, /State: {3}\S/, ...texts]) {
      expect(output).toMatch(text);
    }
    expect(output).not.toMatch(/^ +at /m);
    await setup.expectOldSiteWhole();
  }

  const changed = () =>
    setup.aws.calls.filter(
      ({ method, action }) =>
        method !== 'GET' && !/^(GetCallerIdentity|DescribeStacks|List\w+)$/.test(action ?? ''),
    );

  describe('before anything is changed,', () => {
    afterEach(() => {
      expect(changed()).toEqual([]);
      expect(setup.programs.calls().filter((call) => call.startsWith('sam deploy'))).toEqual([]);
    });

    it('says that SAM is missing and how to install it', async () => {
      setup.programs.remove('sam');
      await expectFailure(setup.deploy(), "sam can't be run", 'pipx install aws-sam-cli');
      setup.programs.restore('sam');
    });

    it('says that SAM is too old', async () => {
      setup.programs.reset({ version: 'SAM CLI, version 1.149.3' });
      await expectFailure(setup.deploy(), 'too old', 'needs 1.150 or newer');
    });

    it('says that there are no credentials and how to give them', async () => {
      const none = { AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: undefined };
      await expectFailure(setup.deploy([], none), 'Could not load credentials', 'aws configure');
    });

    it('says that AWS does not know the credentials', async () => {
      const what = { code: 'InvalidClientTokenId', message: 'The security token is invalid.' };
      setup.aws.trouble(({ action }) => action === 'GetCallerIdentity', what);
      await expectFailure(setup.deploy(), 'InvalidClientTokenId', "doesn't know these credentials");
    });

    it('says that the credentials have expired', async () => {
      const what = { code: 'ExpiredToken', message: 'The security token is expired.' };
      setup.aws.trouble(({ action }) => action === 'GetCallerIdentity', what);
      await expectFailure(setup.deploy(), 'ExpiredToken', 'Renew the credentials');
    });

    it('says that AWS does not answer', async () => {
      const nowhere = { AWS_ENDPOINT_URL: 'http://127.0.0.1:9' };
      await expectFailure(
        setup.deploy([], nowhere),
        'Check the AWS credentials in eu-west-1',
        'online',
      );
    });

    it('says that a domain has no discovery document', async () => {
      setup.domain.issuer = undefined;
      await expectFailure(setup.deploy(), "isn't the domain of an Auth0 tenant", 'status 404');
    });

    it('says that the issuer is another, be it only for the slash', async () => {
      setup.domain.issuer = `https://${setup.auth0.domain}`;
      const { domain } = setup.auth0;
      await expectFailure(
        setup.deploy(),
        `names the issuer https://${domain};`,
        `https://${domain}/.`,
      );
    });

    it('says that the stack cannot be looked up', async () => {
      setup.aws.trouble(({ action }) => action === 'DescribeStacks', denied);
      await expectFailure(
        setup.deploy(),
        'Check the stack the-shop',
        'AccessDenied',
        'administrator',
      );
    });

    for (const program of ['sam build', 'ng build']) {
      it(`says that ${program} failed, with what it printed`, async () => {
        setup.programs.reset({ fails: program });
        await expectFailure(
          setup.deploy(),
          `${program} failed`,
          `this is why ${program} fails`,
          'Nothing was changed.',
        );
      });
    }
  });

  it('says that sam deploy failed, and has not touched the page', async () => {
    setup.programs.reset({ fails: 'sam deploy' });
    await expectFailure(
      setup.deploy(),
      'sam deploy --stack-name',
      'this is why',
      'has not been touched',
    );
    expect(setup.aws.calls.some(upload(/./))).toBeFalse();
  });

  it('says that the stack is not one of the template', async () => {
    const Resources = { Topic: { Type: 'AWS::SNS::Topic' } };
    await setup.clients.cloudFormation.send(
      new CreateStackCommand({ StackName: 'another', TemplateBody: JSON.stringify({ Resources }) }),
    );
    const other = ['--stack-name', 'another'];
    await expectFailure(setup.deploy(other), 'not made from this template', 'SiteBucket');
  });

  for (const [name, key] of [
    ['an asset', /\/(main|styles)-[\w-]{8}\.\w+/],
    ['config.json', /\/config\.json/],
    ['index.html', /\/index\.html/],
  ] as const) {
    it(`says that ${name} could not be uploaded, and visitors still get the old page`, async () => {
      setup.aws.trouble(upload(key), denied);
      await expectFailure(
        setup.deploy(),
        /(Upload the assets to|Put the new page in place in) the-shop-site/,
        'AccessDenied: not authorized',
        'still get the old page',
      );
    });
  }

  it('goes on where it failed when it is run again', async () => {
    setup.aws.trouble(upload(/\/index\.html/), denied);
    await setup.deploy();
    setup.aws.reset();
    const { code, output } = await setup.deploy();
    expect(code).withContext(output).toBe(0);
  });

  describe('after the new page is in place,', () => {
    async function expectNewPage(
      run: ReturnType<Setup['run']>,
      ...texts: readonly string[]
    ): Promise<void> {
      const { code, output } = await run;
      expect(code).withContext(output).toBe(1);
      for (const text of [...texts, 'The new page is in place.']) expect(output).toContain(text);
      expect(await setup.read('index.html')).toContain('<app-root>');
      expect(await setup.read('main-OLDOLD12.js')).toBe('old()');
    }

    it('says that the files of former releases could not be looked after', async () => {
      setup.aws.trouble(({ path }) => path.includes('tagging'), denied);
      await expectNewPage(setup.deploy(), 'Clean up the files of earlier releases', 'AccessDenied');
    });

    it('says that CloudFront took no invalidation', async () => {
      setup.aws.trouble(({ path }) => path.includes('/invalidation'), denied);
      await expectNewPage(setup.deploy(), 'Clear the old page from CloudFront', 'AccessDenied');
    });

    it('says that visitors still see the old page', async () => {
      setup.site.stale = 'old';
      await expectNewPage(setup.deploy(), "isn't as it should be", 'still shows the old page');
    });

    it('says that browsers would keep the list', async () => {
      setup.site.listCaching = 's-maxage=5, stale-while-revalidate=10';
      await expectNewPage(
        setup.deploy(),
        '/api/pets: its cache-control is s-maxage=5, stale-while-revalidate=10, but must match no-store',
      );
    });

    it('says that somebody without a signature can change the list', async () => {
      setup.site.unsignedStatus = 200;
      await expectNewPage(setup.deploy(), 'without a signature its status is 200, not 403');
    });
  });

  describe('when a browser may not do what the page does,', () => {
    it('says which header the API does not let a page send', async () => {
      setup.site.allowedHeaders = 'Authorization,Content-Type,X-Amz-Date,X-Id-Token';
      const { code, output } = await setup.deploy();
      expect(code).toBe(1);
      expect(output).toMatch(/OPTIONS \S+\/pets\S*: a page may not send x-amz-security-token/);
    });

    it('says that STS does not answer a page', async () => {
      setup.aws.trouble(({ method }) => method === 'OPTIONS', denied);
      const { code, output } = await setup.deploy();
      expect(code).toBe(1);
      expect(output).toContain(`OPTIONS ${setup.aws.url}: its status is 403`);
    });
  });

  describe('interrupted in the middle of the upload,', () => {
    const interrupt = async (signal: NodeJS.Signals) => {
      setup.aws.trouble(upload(/\/chunk-/), 'silence');
      const run = setup.deploy();
      while (!setup.aws.calls.some(upload(/\/chunk-/))) {
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      run.interrupt(signal);
      return await run;
    };

    for (const [how, signal] of [
      ['Ctrl-C', 'SIGINT'],
      ['its terminal was closed', 'SIGHUP'],
    ] as const) {
      it(`says what it leaves, after ${how}, and visitors still get the old page`, async () => {
        const { code, output } = await interrupt(signal);
        expect(code).toBe(130);
        expect(output).toContain('Interrupted. Visitors still get the old page');
        await setup.expectOldSiteWhole();
      });
    }

    it('leaves the old page when it is killed, and can be run again', async () => {
      await interrupt('SIGKILL');
      await setup.expectOldSiteWhole();
      setup.aws.reset();
      const { code, output } = await setup.deploy();
      expect(code).withContext(output).toBe(0);
    });
  });
});
