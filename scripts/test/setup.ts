import { CloudFormationClient, CreateStackCommand } from '@aws-sdk/client-cloudformation';
import { CloudFrontClient, CreateDistributionCommand } from '@aws-sdk/client-cloudfront';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { IAMClient } from '@aws-sdk/client-iam';
import {
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import type { Aws } from '../deploy/aws.ts';
import { emptyBucket } from '../deploy/empty-bucket.ts';
import { root } from '../process.ts';
import { hasOpenssl, serveTls } from './stand-ins/auth0-server.ts';
import type { TlsServer } from './stand-ins/auth0-server.ts';
import { LocalAws, hasMoto } from './stand-ins/aws.ts';
import { Programs } from './stand-ins/programs.ts';
import { LiveSite } from './stand-ins/site.ts';

// A command runs for seconds, on a busy machine for many.
jasmine.DEFAULT_TIMEOUT_INTERVAL = 120_000;

/** Tests that need AWS on this machine; pending, and so counted as skipped, where it can't run. */
export const describeWithAws = hasMoto && hasOpenssl() ? describe : xdescribe;

/** How a command ended and what it printed. */
export interface Ended {
  code: number | null;
  output: string;
}

const REGION = 'eu-west-1';
const SECRET = 'a-secret-key-that-nobody-may-see';

/** An old page: its index.html and the script that it names. */
export const OLD_PAGE = '<!doctype html><script src="main-OLDOLD12.js" type="module"></script>';
const OLD_SITE = { 'index.html': OLD_PAGE, 'main-OLDOLD12.js': 'old()', 'config.json': '{}' };

/**
 * Everything around the commands: AWS (moto), an Auth0 domain, the live site, and stand-ins for the
 * programs that they run. One stack exists, with the old page in its bucket.
 */
export class Setup {
  readonly stack = 'the-shop';
  readonly region = REGION;
  readonly aws: LocalAws;
  readonly programs: Programs;
  readonly site: LiveSite;
  readonly auth0: TlsServer;
  readonly clients: Pick<Aws, 's3' | 'cloudFront' | 'cloudFormation' | 'dynamoDb' | 'iam'>;
  /** What the Auth0 domain answers to the discovery; without an issuer, status 404. */
  readonly domain: { issuer: string | undefined };
  readonly #folder: string;

  static async start(): Promise<Setup> {
    const folder = mkdtempSync(join(tmpdir(), 'deploy-'));
    const aws = await LocalAws.start();
    const clients = clientsOf(aws.url);
    const domain: Setup['domain'] = { issuer: undefined };
    const auth0 = await serveTls(folder, (_, response) => {
      if (domain.issuer === undefined) response.writeHead(404).end();
      else response.end(JSON.stringify(domain));
    });
    const site = await LiveSite.start(clients.s3);
    const setup = new Setup(folder, aws, clients, site, auth0, domain);
    await setup.createStack(setup.stack);
    return setup;
  }

  private constructor(
    folder: string,
    aws: LocalAws,
    clients: Setup['clients'],
    site: LiveSite,
    auth0: TlsServer,
    domain: Setup['domain'],
  ) {
    this.domain = domain;
    this.#folder = folder;
    this.aws = aws;
    this.clients = clients;
    this.site = site;
    this.auth0 = auth0;
    this.programs = new Programs(folder);
  }

  /** A stack with the outputs of backend/template.yaml, as far as moto's CloudFormation goes. */
  async createStack(name: string, otherOutputs: Record<string, string> = {}): Promise<void> {
    this.site.bucket = `${name}-site`;
    const role = 'arn:aws:iam::123456789012:role';
    const outputs = {
      ApiUrl: `${this.site.url}/api`,
      Region: REGION,
      AdminRoleArn: `${role}/Keepers`,
      SocialRoleArn: `${role}/Buyers`,
      Auth0Domain: `https://${this.auth0.domain}`,
      Auth0ClientId: 'app123',
      SiteUrl: this.site.url,
      SiteBucket: { Ref: 'SiteBucket' },
      DistributionId: await this.#createDistribution(),
      Auth0AllowedUrls: this.site.url,
      ...otherOutputs,
    };
    const template = {
      Resources: {
        SiteBucket: {
          Type: 'AWS::S3::Bucket',
          Properties: {
            BucketName: this.site.bucket,
            VersioningConfiguration: { Status: 'Enabled' },
          },
        },
        PetsApi: { Type: 'AWS::ApiGateway::RestApi', Properties: { Name: name } },
        PetsTable: {
          Type: 'AWS::DynamoDB::Table',
          DeletionPolicy: 'Retain',
          Properties: {
            TableName: `${name}-pets`,
            BillingMode: 'PAY_PER_REQUEST',
            DeletionProtectionEnabled: true,
            AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'N' }],
            KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
          },
        },
      },
      Outputs: Object.fromEntries(Object.entries(outputs).map(([key, Value]) => [key, { Value }])),
    };
    await this.clients.cloudFormation.send(
      new CreateStackCommand({ StackName: name, TemplateBody: JSON.stringify(template) }),
    );
  }

  async #createDistribution(): Promise<string> {
    const origin = { Id: 'Site', DomainName: 'site.s3.eu-west-1.amazonaws.com' };
    const { Distribution } = await this.clients.cloudFront.send(
      new CreateDistributionCommand({
        DistributionConfig: {
          CallerReference: String(Date.now()),
          Comment: '',
          Enabled: true,
          Origins: {
            Quantity: 1,
            Items: [{ ...origin, S3OriginConfig: { OriginAccessIdentity: '' } }],
          },
          DefaultCacheBehavior: { TargetOriginId: 'Site', ViewerProtocolPolicy: 'https-only' },
        },
      }),
    );
    return Distribution?.Id ?? '';
  }

  /** Undoes what a test did: all is well again, and the bucket holds the old page. */
  async reset(): Promise<void> {
    this.aws.reset();
    this.programs.reset();
    this.site.reset();
    this.site.bucket = `${this.stack}-site`;
    this.domain.issuer = `https://${this.auth0.domain}/`;
    await emptyBucket(this.clients as Aws, this.site.bucket);
    for (const [Key, Body] of Object.entries(OLD_SITE)) {
      await this.clients.s3.send(new PutObjectCommand({ Bucket: this.site.bucket, Key, Body }));
    }
    this.aws.reset();
  }

  /** Runs `npm run COMMAND` as a newcomer's terminal would, without anybody at it. */
  run(
    command: string,
    args: readonly string[],
    environment: Record<string, string | undefined> = {},
  ): Promise<Ended> & { interrupt: (signal: NodeJS.Signals) => void } {
    const file = join(this.#folder, 'deploy.json');
    const bare = join(this.#folder, 'no-such-file');
    const child = spawn(process.execPath, [join(root, 'scripts', `${command}.ts`), ...args], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH: [this.programs.folder, '/usr/bin', '/bin'].join(delimiter),
        HOME: this.#folder,
        DEPLOY_FILE: file,
        NODE_EXTRA_CA_CERTS: this.auth0.certificate,
        AWS_ENDPOINT_URL: this.aws.url,
        AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE',
        AWS_SECRET_ACCESS_KEY: SECRET,
        AWS_CONFIG_FILE: bare,
        AWS_SHARED_CREDENTIALS_FILE: bare,
        AWS_EC2_METADATA_DISABLED: 'true',
        AWS_MAX_ATTEMPTS: '1',
        ...environment,
      },
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => (output += text));
    }
    const ended = new Promise<Ended>((resolve) => {
      child.once('close', (code) => {
        if (output.includes(SECRET)) throw new Error(`A secret was printed:\n${output}`);
        resolve({ code, output });
      });
    });
    return Object.assign(ended, { interrupt: (signal: NodeJS.Signals) => child.kill(signal) });
  }

  /** `npm run deploy` with all that it needs. */
  deploy(
    args: readonly string[] = [],
    environment: Record<string, string | undefined> = {},
  ): ReturnType<Setup['run']> {
    const given = ['--region', REGION, '--stack-name', this.stack, '--patience', '0'];
    const auth0 = ['--auth0-domain', this.auth0.domain, '--auth0-client-id', 'app123'];
    return this.run('deploy', [...given, ...auth0, '--yes', ...args], environment);
  }

  /** Writes the deploy.json that the commands find. */
  deployFile(content: string): void {
    writeFileSync(join(this.#folder, 'deploy.json'), content);
  }

  noDeployFile(): void {
    rmSync(join(this.#folder, 'deploy.json'), { force: true });
  }

  /** Each file in the bucket with its ETag. */
  async listing(): Promise<Record<string, string>> {
    const command = new ListObjectsV2Command({ Bucket: this.site.bucket });
    const { Contents = [] } = await this.clients.s3.send(command);
    return Object.fromEntries(Contents.map(({ Key = '', ETag = '' }) => [Key, ETag]));
  }

  async read(Key: string): Promise<string | undefined> {
    try {
      const file = await this.clients.s3.send(
        new GetObjectCommand({ Bucket: this.site.bucket, Key }),
      );
      return await file.Body?.transformToString();
    } catch {
      return undefined;
    }
  }

  /** Fails unless visitors get the old page, with the script that it names. */
  async expectOldSiteWhole(): Promise<void> {
    for (const key of ['index.html', 'main-OLDOLD12.js'] as const) {
      expect(await this.read(key))
        .withContext(key)
        .toBe(OLD_SITE[key]);
    }
  }

  async stop(): Promise<void> {
    this.site.stop();
    this.auth0.stop();
    await this.aws.stop();
    rmSync(this.#folder, { recursive: true });
  }
}

function clientsOf(endpoint: string): Setup['clients'] {
  const credentials = { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: SECRET };
  const options = { endpoint, region: REGION, credentials };
  return {
    s3: new S3Client({ ...options, forcePathStyle: true }),
    cloudFront: new CloudFrontClient(options),
    cloudFormation: new CloudFormationClient(options),
    dynamoDb: new DynamoDBClient(options),
    iam: new IAMClient(options),
  };
}
