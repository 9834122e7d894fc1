import { GetInvalidationCommand, ListInvalidationsCommand } from '@aws-sdk/client-cloudfront';
import {
  GetObjectTaggingCommand,
  HeadObjectCommand,
  PutObjectTaggingCommand,
} from '@aws-sdk/client-s3';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../process.ts';
import { Setup, describeWithAws } from './setup.ts';

const built = join(root, 'dist/secured-pets/browser');

describeWithAws('npm run deploy', () => {
  let setup: Setup;

  beforeAll(async () => (setup = await Setup.start()));
  beforeEach(() => setup.reset());
  afterAll(() => setup.stop());

  const put = (key: string) => (call: { method: string; path: string }) =>
    call.method === 'PUT' && call.path.startsWith(`/${setup.site.bucket}/${key}`);

  const head = (Key: string) =>
    setup.clients.s3.send(new HeadObjectCommand({ Bucket: setup.site.bucket, Key }));

  const tags = async (Key: string) => {
    const file = { Bucket: setup.site.bucket, Key };
    return (await setup.clients.s3.send(new GetObjectTaggingCommand(file))).TagSet;
  };

  it('puts the new page in place, tells the address and what Auth0 must allow', async () => {
    const { code, output } = await setup.deploy();
    expect(code).withContext(output).toBe(0);
    const page = readFileSync(join(built, 'index.html'), 'utf8');
    expect(await setup.read('index.html')).toBe(page);
    expect(output).toContain('account 123456789012');
    expect(output).toContain(`Secured Pets is at ${setup.site.url}`);
    for (const name of ['Callback URLs', 'Logout URLs', 'Web Origins']) {
      expect(output).toMatch(new RegExp(`Allowed ${name} +${setup.site.url}`));
    }
  });

  it('runs SAM with the change set, the stack, the region and the parameters', async () => {
    await setup.deploy(['--template-parameters', 'AlarmEmail=ops@example.com']);
    expect(setup.programs.calls()).toEqual([
      'sam --version',
      'sam build',
      'ng build',
      `sam deploy --stack-name ${setup.stack} --region ${setup.region} --no-confirm-changeset --parameter-overrides Auth0Domain=${setup.auth0.domain} Auth0ClientId=app123 ExistingProviderArn="" ApiGatewayLogRole=create AlarmEmail=ops@example.com`,
    ]);
  });

  it('makes config.json of the outputs that the page knows, and of no other', async () => {
    await setup.deploy();
    expect(JSON.parse((await setup.read('config.json')) ?? '')).toEqual({
      apiUrl: `${setup.site.url}/api`,
      region: setup.region,
      adminRoleArn: 'arn:aws:iam::123456789012:role/Keepers',
      socialRoleArn: 'arn:aws:iam::123456789012:role/Buyers',
      auth0Domain: `https://${setup.auth0.domain}`,
      auth0ClientId: 'app123',
    });
  });

  it('uploads every asset first, then config.json, then index.html', async () => {
    await setup.deploy();
    const uploaded = setup.aws.calls.filter(put('')).map(({ path }) => path.split('/')[2] ?? '');
    const puts = uploaded.filter((name) => !name.includes('tagging'));
    expect(puts.length).toBeGreaterThan(20);
    expect(puts.slice(-2).map((name) => name.split('?')[0])).toEqual(['config.json', 'index.html']);
    expect(puts.slice(0, -2).some((name) => /index\.html|config\.json/.test(name))).toBeFalse();
  });

  it('gives each file its content type and says how long it may be kept', async () => {
    await setup.deploy();
    const types: Record<string, string> = {
      html: 'text/html; charset=utf-8',
      js: 'text/javascript; charset=utf-8',
      css: 'text/css; charset=utf-8',
      json: 'application/json; charset=utf-8',
      svg: 'image/svg+xml; charset=utf-8',
    };
    for (const key of Object.keys(await setup.listing())) {
      if (key === 'main-OLDOLD12.js') continue;
      const { ContentType, CacheControl } = await head(key);
      const extension = key.split('.').at(-1) ?? '';
      if (extension in types) expect(ContentType).withContext(key).toBe(types[extension]);
      const hashed = /^(main|chunk|styles)-.{8}\.(js|css)$/.test(key);
      const expected = hashed ? 'public, max-age=31536000, immutable' : 'no-cache';
      expect(CacheControl).withContext(key).toBe(expected);
    }
  });

  it('has CloudFront forget the files that change under their name, and only those', async () => {
    await setup.deploy();
    const { calls } = setup.aws;
    const order = calls.findIndex(({ path }) => path.includes('/invalidation'));
    expect(order).toBeGreaterThan(calls.findIndex(put('index.html')));
    const DistributionId = /distribution\/(\w+)\//.exec(calls[order]?.path ?? '')?.[1] ?? '';
    const { InvalidationList } = await setup.clients.cloudFront.send(
      new ListInvalidationsCommand({ DistributionId }),
    );
    const Id = InvalidationList?.Items?.[0]?.Id ?? '';
    const { Invalidation } = await setup.clients.cloudFront.send(
      new GetInvalidationCommand({ DistributionId, Id }),
    );
    const paths = Invalidation?.InvalidationBatch?.Paths?.Items ?? [];
    expect(paths).toEqual(
      jasmine.arrayContaining(['/', '/index.html', '/config.json', '/pets.svg']),
    );
    expect(paths.some((path) => /main-|chunk-|styles-/.test(path))).toBeFalse();
  });

  it('keeps the files of the page of before, and notes since when nothing uses them', async () => {
    await setup.deploy();
    expect(await setup.read('main-OLDOLD12.js')).toBe('old()');
    const [tag] = (await tags('main-OLDOLD12.js')) ?? [];
    expect(tag?.Key).toBe('replaced');
    expect(Date.parse(tag?.Value ?? '')).toBeGreaterThan(Date.now() - 60_000);
    expect(await tags('index.html')).toEqual([]);
    await setup.deploy();
    expect((await tags('main-OLDOLD12.js'))?.[0]?.Value).toBe(tag?.Value);
  });

  it('deletes a file that nothing has used for 30 days, not one of 29', async () => {
    const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();
    for (const [Key, days] of [
      ['main-OLDOLD12.js', 30.1],
      ['config.json', 30.1],
    ] as const) {
      const Tagging = { TagSet: [{ Key: 'replaced', Value: daysAgo(days) }] };
      const file = { Bucket: setup.site.bucket, Key };
      await setup.clients.s3.send(new PutObjectTaggingCommand({ ...file, Tagging }));
    }
    await setup.deploy();
    expect(await setup.read('main-OLDOLD12.js')).toBeUndefined();
    // It came back with this release.
    expect(await setup.read('config.json')).toContain('apiUrl');
  });

  it('can be run again', async () => {
    await setup.deploy();
    const first = await setup.listing();
    const { code, output } = await setup.deploy();
    expect(code).withContext(output).toBe(0);
    expect(await setup.listing()).toEqual(first);
  });

  it('changes nothing in a dry run, and prints each step with its command', async () => {
    const before = await setup.listing();
    const { code, output } = await setup.deploy(['--dry-run']);
    expect(code).withContext(output).toBe(0);
    expect(await setup.listing()).toEqual(before);
    expect(setup.programs.calls()).toEqual(['sam --version']);
    const harmless = /^(GetCallerIdentity|DescribeStacks|List\w+)$/;
    const calls = setup.aws.calls.filter(({ action }) => !harmless.test(action ?? ''));
    expect(calls.every(({ method }) => method === 'GET')).toBeTrue();
    for (const command of ['sam build', 'ng build', 'sam deploy --stack-name', 'invalidation']) {
      expect(output).toContain(command);
    }
    expect(output).toContain('Dry run: nothing was changed.');
  });

  it('says in a dry run all that would fail, not only the first', async () => {
    setup.programs.reset({ version: 'SAM CLI, version 1.2.0' });
    setup.domain.issuer = undefined;
    const { code, output } = await setup.deploy(['--dry-run']);
    expect(code).toBe(1);
    expect(output).toContain('The AWS SAM CLI is too old.');
    expect(output).toContain(`${setup.auth0.domain} is not the domain of an Auth0 tenant.`);
    expect(output).toContain('2 of the checks failed');
  });
});
