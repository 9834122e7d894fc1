import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { readLocalTemplate } from '../../local-cloud/src/cloud.ts';
import { readBehaviors, readHeaders } from '../../local-cloud/src/distribution.ts';
import { importApi } from '../../local-cloud/src/gateway/api.ts';
import { onlyOne } from '../../local-cloud/src/template.ts';
import { siteConfig } from '../../scripts/deploy/site-config.ts';

interface Declared {
  Type: string;
  Properties: Record<string, unknown>;
  Condition?: string;
  DependsOn?: string;
  DeletionPolicy?: string;
  UpdateReplacePolicy?: string;
}

interface Statement {
  Effect: string;
  Principal: unknown;
  Action: string;
  Condition: Record<string, object>;
}

const text = readFileSync(join(import.meta.dirname, '../template.yaml'), 'utf8');
/** The template as it is written; intrinsic functions are their arguments. */
const source = parse(text, { logLevel: 'silent' }) as {
  Globals: { Function: Record<string, unknown> };
  Resources: Record<string, Declared>;
  Outputs: Record<string, unknown>;
};
/** The description as it is written. */
const openapi = parse(readFileSync(join(import.meta.dirname, '../openapi.yaml'), 'utf8')) as {
  info: { title: unknown };
  paths: Record<string, Record<string, { security?: unknown[] }>>;
};
const template = readLocalTemplate({
  ports: { page: 1, auth0: 2, sts: 3, api: 4, dynamodb: 5 },
});

const ofType = (type: string): [name: string, declared: Declared][] =>
  Object.entries(source.Resources).filter(([, { Type }]) => Type === type);
const propertiesOf = (type: string) =>
  ofType(type).map(([, { Properties }]) => Properties) as [Record<string, unknown>];

describe('The template', () => {
  it('has no YAML aliases, which CloudFormation refuses', () => {
    expect(text).not.toMatch(/[:-] [&*][a-z]/i);
  });
});

describe('The identity provider', () => {
  const [[, provider] = [, undefined]] = ofType('AWS::IAM::OIDCProvider');

  it('has a thumbprint, without which IAM refuses every later update', () => {
    expect(provider?.Properties['ThumbprintList']).toEqual([
      jasmine.stringMatching(/^[0-9a-f]{40}$/),
    ]);
  });

  it('is made only where the account has none', () => {
    expect(provider?.Condition).toBe('CreatesProvider');
  });
});

describe('The trust policies', () => {
  // https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecuritytokenservice.html
  const tagging = ['aws:RequestTag/role', 'aws:TagKeys'];
  const documented: Record<string, string[]> = {
    'sts:AssumeRoleWithWebIdentity': ['localhost:2/:aud', 'sts:RoleSessionName', ...tagging],
    'sts:TagSession': tagging,
  };

  for (const name of ['Auth0ApiRole', 'Auth0ApiSocialRole']) {
    it(`of ${name} ask of each action only what AWS gives it`, () => {
      const { properties } = template.resources.get(name)!;
      const document = JSON.parse(String(properties['AssumeRolePolicyDocument'])) as {
        Statement: Statement[];
      };
      const actions = document.Statement.map(({ Action }) => Action);
      expect(actions).toEqual(Object.keys(documented));
      for (const { Action, Condition } of document.Statement) {
        const keys = Object.values(Condition).flatMap(Object.keys);
        expect(keys.sort()).toEqual(documented[Action]!.sort());
      }
      // IAM's least.
      expect(properties['MaxSessionDuration']).toBe(3600);
    });
  }
});

describe('The API', () => {
  const [api] = propertiesOf('AWS::Serverless::Api');

  it('has one name, by which both alarms look for it', () => {
    expect(api['Name']).toBeUndefined();
    expect(openapi.info.title).toEqual({ 'Fn::Sub': '${AWS::StackName}' });
    for (const alarm of ['ServerErrors', 'SlowAnswers']) {
      const { Dimensions } = source.Resources[alarm]!.Properties;
      expect(Dimensions).toEqual([
        { Name: 'ApiName', Value: 'AWS::StackName' },
        { Name: 'Stage', Value: 'PetsApi.Stage' },
      ]);
    }
  });

  it('requires no header, of which API Gateway knows one spelling and HTTP/2 another', () => {
    expect(JSON.stringify(openapi)).not.toMatch(/"in":"header"[^}]*"required":true/);
  });

  it('throttles each method that anyone may call by itself, lower than all others together', () => {
    const { methods, throttle } = importApi(template);
    for (const method of methods) {
      const what = `${method.httpMethod} ${method.resource}`;
      if (method.signed) expect(method.throttle).withContext(what).toBeUndefined();
      else expect(method.throttle?.rate).withContext(what).toBeLessThan(throttle.rate);
    }
  });
});

describe('The setting for logs', () => {
  const [[name, setting] = [, undefined]] = ofType('AWS::ApiGateway::Account');

  it('waits for its role, and for the table, which gives IAM the time to spread the role', () => {
    expect(setting?.Properties['CloudWatchRoleArn']).toBe('ApiGatewayLogRoleOfAccount.Arn');
    expect(setting?.DependsOn).toBe('PetsTable');
  });

  it('is there before the stage that needs it', () => {
    const [api] = propertiesOf('AWS::Serverless::Api');
    expect(JSON.stringify(api['Variables'])).toContain(`"${name}"`);
  });
});

describe('What outlives the stack', () => {
  const retained = Object.entries(source.Resources).filter(
    ([, { DeletionPolicy }]) => DeletionPolicy === 'Retain',
  );

  it('is the table, the identity provider, and the account’s setting with its role', () => {
    expect(retained.map(([name]) => name)).toEqual([
      'ApiGatewayLogRoleOfAccount',
      'ApiGatewayLogs',
      'PetsTable',
      'Auth0Provider',
    ]);
  });

  it('has no name of its own, at which a second attempt would fail', () => {
    for (const [name, { Properties }] of retained) {
      const names = Object.keys(Properties).filter((key) => /^(Table|Role)?Name$|^Url$/.test(key));
      // The second attempt is told of the provider: ExistingProviderArn.
      expect(names)
        .withContext(name)
        .toEqual(name === 'Auth0Provider' ? ['Url'] : []);
    }
  });
});

describe('The bucket of the site', () => {
  const [bucket] = propertiesOf('AWS::S3::Bucket');
  const [policy] = propertiesOf('AWS::S3::BucketPolicy');
  const { Statement: statements } = policy['PolicyDocument'] as { Statement: Statement[] };

  it('is the only one, private, encrypted and versioned', () => {
    expect(ofType('AWS::S3::Bucket').length).toBe(1);
    expect(bucket['PublicAccessBlockConfiguration']).toEqual({
      BlockPublicAcls: true,
      BlockPublicPolicy: true,
      IgnorePublicAcls: true,
      RestrictPublicBuckets: true,
    });
    expect(JSON.stringify(bucket['BucketEncryption'])).toContain('AES256');
    expect(bucket['VersioningConfiguration']).toEqual({ Status: 'Enabled' });
    expect(bucket['WebsiteConfiguration']).toBeUndefined();
  });

  it('refuses every call without TLS', () => {
    expect(statements).toContain(
      jasmine.objectContaining({
        Effect: 'Deny',
        Principal: '*',
        Action: 's3:*',
        Condition: { Bool: { 'aws:SecureTransport': false } },
      }),
    );
  });

  it('is read by the distribution alone', () => {
    const allowed = statements.filter(({ Effect }) => Effect === 'Allow');
    expect(allowed.map(({ Action }) => Action)).toEqual(['s3:GetObject', 's3:ListBucket']);
    for (const { Principal, Condition } of allowed) {
      expect(Principal).toEqual({ Service: 'cloudfront.amazonaws.com' });
      expect(JSON.stringify(Condition)).toContain('distribution/${SiteDistribution}');
    }
  });
});

describe('The distribution', () => {
  const config = propertiesOf('AWS::CloudFront::Distribution')[0]['DistributionConfig'] as Record<
    string,
    unknown
  >;
  const behaviors = config['CacheBehaviors'] as Record<string, unknown>[];

  it('speaks TLS only, HTTP/2 and 3, and compresses', () => {
    expect(config['HttpVersion']).toBe('http2and3');
    for (const behavior of [config['DefaultCacheBehavior'], ...behaviors]) {
      expect(behavior).toEqual(
        jasmine.objectContaining({ AllowedMethods: ['GET', 'HEAD'], Compress: true }),
      );
      const { ViewerProtocolPolicy } = behavior as Record<string, unknown>;
      expect(ViewerProtocolPolicy).toMatch(/^(redirect-to-https|https-only)$/);
    }
  });

  it('replaces no error by a page, and keeps none by itself', () => {
    const responses = config['CustomErrorResponses'] as object[];
    expect(responses).toEqual(
      [404, 414, 500, 501, 502, 503, 504].map((ErrorCode) => ({
        ErrorCode,
        ErrorCachingMinTTL: 0,
      })),
    );
  });

  it('answers the public reads of the description, each kept by exactly its parameters', () => {
    const { properties } = onlyOne(template, 'AWS::Serverless::Api');
    const { paths } = properties['DefinitionBody'] as {
      paths: Record<string, { get?: { security: object[]; parameters?: { name: string }[] } }>;
    };
    const reads = Object.entries(paths).filter(([, { get }]) => get?.security.length === 0);
    expect(readBehaviors(template).map(({ path, cache }) => [path, cache.parameters])).toEqual(
      reads.map(([path, { get }]) => [
        `/${String(properties['StageName'])}${path}`,
        get?.parameters?.map(({ name }) => name) ?? [],
      ]),
    );
  });

  it('gives up on the API within 10 seconds, and reaches it by TLS only', () => {
    const [, api] = config['Origins'] as [unknown, Record<string, number>];
    const {
      CustomOriginConfig: custom,
      ConnectionAttempts,
      ConnectionTimeout,
    } = api as unknown as {
      CustomOriginConfig: Record<string, unknown>;
      ConnectionAttempts: number;
      ConnectionTimeout: number;
    };
    expect(custom['OriginProtocolPolicy']).toBe('https-only');
    const attempt = ConnectionTimeout + Number(custom['OriginReadTimeout']);
    expect(ConnectionAttempts * attempt).toBeLessThanOrEqual(10);
  });

  it('lets browsers keep no answer of the API', () => {
    for (const { headers } of readBehaviors(template)) {
      expect(headers).toContain(['Cache-Control', 'no-store']);
    }
  });

  it('gets an error from API Gateway over the rate, so that visitors see the last list', () => {
    expect(importApi(template).throttledStatus).toBe(503);
  });
});

describe('The Content-Security-Policy', () => {
  const [, policy = ''] = readHeaders(template, 'SiteHeaders')[0] ?? [];
  const directives = new Map(
    policy.split(';').map((one) => {
      const [name = '', ...sources] = one.trim().split(/\s+/);
      return [name, sources];
    }),
  );

  it('lets scripts come from the site alone, none of them inline or made of text', () => {
    expect(directives.get('default-src')).toEqual(["'none'"]);
    expect(directives.get('script-src')).toEqual(["'self'"]);
    expect(directives.get('worker-src')).toEqual(["'self'"]);
    expect(directives.get('require-trusted-types-for')).toEqual(["'script'"]);
    expect(directives.get('trusted-types')).toEqual(['default']);
    expect(policy).not.toMatch(/unsafe-eval|unsafe-hashes|\*|data:|blob:/);
  });

  it('lets the page call the API, STS and Auth0, and nobody else', () => {
    expect(directives.get('connect-src')).toEqual([
      "'self'",
      'http://localhost:4',
      'http://localhost:3',
      'http://localhost:2',
    ]);
    expect(directives.get('frame-src')).toEqual(['http://localhost:2']);
    const onAws = /connect-src 'self' (?<hosts>[^;]+);/.exec(text)?.groups?.['hosts'];
    expect(onAws?.split(/\s+/)).toEqual([
      'https://${PetsApi}.execute-api.${AWS::Region}.${AWS::URLSuffix}',
      'https://sts.${AWS::Region}.${AWS::URLSuffix}',
      'https://${Auth0Domain}',
    ]);
  });

  it('lets nobody frame the page or lead its forms elsewhere', () => {
    expect(directives.get('frame-ancestors')).toEqual(["'none'"]);
    expect(directives.get('form-action')).toEqual(["'none'"]);
    expect(directives.get('base-uri')).toEqual(["'self'"]);
  });
});

describe('The logs', () => {
  const [api] = propertiesOf('AWS::Serverless::Api');

  it('of every function and of the API are kept for 14 days', () => {
    expect(source.Globals.Function['LoggingConfig']).toEqual({ LogGroup: 'FunctionLogs' });
    for (const own of propertiesOf('AWS::Serverless::Function')) {
      expect(own['LoggingConfig']).toBeUndefined();
    }
    expect(ofType('AWS::Logs::LogGroup').map(([name]) => name)).toEqual([
      'FunctionLogs',
      'ApiLogs',
    ]);
    for (const group of propertiesOf('AWS::Logs::LogGroup')) {
      expect(group['RetentionInDays']).toBe(14);
    }
  });

  it('of the API are JSON and hold no header, body, query string or address', () => {
    const { Format } = api['AccessLogSetting'] as { Format: string };
    const line = JSON.parse(Format) as Record<string, string>;
    expect(line['status']).toBe('$context.status');
    for (const value of Object.values(line)) {
      expect(value).toMatch(
        /^\$context\.(request(Id|TimeEpoch)|xrayTraceId|httpMethod|resourcePath|status|error\.responseType|identity\.userArn|(response|integration)Latency|responseLength)$/,
      );
    }
    const [settings] = api['MethodSettings'] as [Record<string, unknown>];
    expect(settings['DataTraceEnabled']).toBeUndefined();
    expect(settings['LoggingLevel']).toBeUndefined();
  });

  it('are joined by traces of API and functions', () => {
    expect(api['TracingEnabled']).toBeTrue();
    expect(source.Globals.Function['Tracing']).toBe('Active');
  });
});

describe('The alarms', () => {
  const alarms = ofType('AWS::CloudWatch::Alarm');

  it('watch server errors, throttles and the slowest answers, and reach the topic', () => {
    expect(alarms.map(([name]) => name)).toEqual(['ServerErrors', 'Throttles', 'SlowAnswers']);
    for (const [, { Properties }] of alarms) {
      expect(Properties['AlarmActions']).toEqual(['HasAlarmEmail', ['AlarmTopic'], 'AWS::NoValue']);
      expect(Properties['TreatMissingData']).toBe('notBreaching');
    }
    expect(source.Resources['SlowAnswers']?.Properties['ExtendedStatistic']).toBe('p99');
  });

  it('watch every function for throttles', () => {
    const metrics = JSON.stringify(source.Resources['Throttles']?.Properties['Metrics']);
    for (const [name] of ofType('AWS::Serverless::Function')) {
      expect(metrics).toContain(`"Value":"${name}"`);
    }
  });
});

describe('The table', () => {
  it('can be restored, is encrypted, and outlives the stack', () => {
    const [[, table] = [, undefined]] = ofType('AWS::DynamoDB::Table');
    expect(table?.DeletionPolicy).toBe('Retain');
    expect(table?.UpdateReplacePolicy).toBe('Retain');
    expect(table?.Properties).toEqual(
      jasmine.objectContaining({
        DeletionProtectionEnabled: true,
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        SSESpecification: { SSEEnabled: true },
      }),
    );
  });
});

describe('The outputs', () => {
  it('make a config.json without what only a deployment needs', () => {
    const names = ['SiteUrl', 'SiteBucket', 'DistributionId', 'Auth0AllowedUrls'];
    for (const name of names) expect(source.Outputs[name]).withContext(name).toBeDefined();
    const others = Object.fromEntries(names.map((name) => [name, name]));
    const config = JSON.parse(siteConfig({ ...template.outputs, ...others })) as object;
    expect(config).toEqual({
      apiUrl: 'http://localhost:4/api',
      region: 'us-east-1',
      adminRoleArn: 'arn:aws:iam::123456789012:role/Auth0ApiRole',
      socialRoleArn: 'arn:aws:iam::123456789012:role/Auth0ApiSocialRole',
      auth0Domain: 'http://localhost:2',
      auth0ClientId: 'secured-pets-local',
    });
  });

  it('make none if one is missing, and say which', () => {
    const { ApiUrl: _, ...rest } = template.outputs;
    expect(() => siteConfig(rest)).toThrow(
      jasmine.objectContaining({ why: jasmine.stringContaining('apiUrl: expected ') }),
    );
  });
});
