import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseDocument, YAMLMap, type CollectionTag, type ScalarTag } from 'yaml';

/** A value of the template that the local cloud does not know how to honor. */
export class UnsupportedTemplate extends Error {
  override readonly name = 'UnsupportedTemplate';

  constructor(place: string, problem: string) {
    super(`template.yaml, ${place}: ${problem}`);
  }
}

/** A resource with its intrinsic functions resolved. */
export interface Resource {
  /** Its logical id. */
  name: string;
  type: string;
  /** Empty for a type that has none here. */
  arn: string;
  properties: Json;
  metadata: Json;
}

/** What the template says, as the local cloud reads it. */
export interface Template {
  /** Without those whose condition doesn't hold. */
  resources: ReadonlyMap<string, Resource>;
  /** Without those that tell of what only AWS has. */
  outputs: Readonly<Record<string, string>>;
  /** The values of its parameters. */
  parameters: Readonly<Record<string, string>>;
}

export interface TemplateOptions {
  parameters: Readonly<Record<string, string>>;
  /** Texts that stand for something else on this machine: an address on AWS → one on localhost. */
  addresses: readonly (readonly [onAws: string, here: string])[];
}

export type Json = Record<string, unknown>;

/** The region and the account that the local cloud plays. */
export const REGION = 'us-east-1';
export const ACCOUNT = '123456789012';

/** The id of the local API, as API Gateway gives each API one. */
export const API_ID = 'local';

const PSEUDO_PARAMETERS = {
  'AWS::AccountId': ACCOUNT,
  'AWS::Partition': 'aws',
  'AWS::Region': REGION,
  'AWS::StackName': 'secured-pets',
  'AWS::URLSuffix': 'amazonaws.com',
};

/**
 * The types of resources that are at work here, with the properties that they may have: those that
 * are honored | those that nobody on this machine would notice, which are not read.
 */
const KNOWN: Readonly<Record<string, string>> = {
  'AWS::Serverless::Api':
    'StageName Name MethodSettings DefinitionBody | OpenApiVersion EndpointConfiguration TracingEnabled Variables AccessLogSetting',
  'AWS::Serverless::Function':
    'Handler CodeUri MemorySize Timeout Environment Policies | Runtime Architectures ReservedConcurrentExecutions Tracing LoggingConfig',
  'AWS::Lambda::Permission': 'Action FunctionName SourceArn | Principal',
  'AWS::DynamoDB::Table':
    'BillingMode AttributeDefinitions KeySchema LocalSecondaryIndexes GlobalSecondaryIndexes | DeletionProtectionEnabled PointInTimeRecoverySpecification SSESpecification',
  'AWS::IAM::OIDCProvider': 'Url ClientIdList ThumbprintList |',
  'AWS::IAM::Role': 'MaxSessionDuration AssumeRolePolicyDocument Policies | Description',
};

/**
 * What only AWS has: the site, logs and alarms. Read when somebody asks for its properties, as the
 * server of the tests in a browser does.
 */
const ONLY_ON_AWS: readonly string[] = [
  'AWS::CloudFront::CachePolicy',
  'AWS::CloudFront::Distribution',
  'AWS::CloudFront::Function',
  'AWS::CloudFront::OriginAccessControl',
  'AWS::CloudFront::ResponseHeadersPolicy',
  'AWS::CloudWatch::Alarm',
  'AWS::Logs::LogGroup',
  'AWS::S3::Bucket',
  'AWS::S3::BucketPolicy',
  'AWS::SNS::Topic',
];

/** An ARN in the local account; IAM and STS have no region. */
export function localArn(service: string, resource: string): string {
  const region = service === 'iam' || service === 'sts' ? '' : REGION;
  return `arn:aws:${service}:${region}:${ACCOUNT}:${resource}`;
}

/** The resources of one type. */
export const ofType = ({ resources }: Template, type: string): Resource[] =>
  [...resources.values()].filter((resource) => resource.type === type);

/** The resource of a type that the template must have exactly one of. */
export function onlyOne(template: Template, type: string): Resource {
  const [resource, ...others] = ofType(template, type);
  if (resource && others.length === 0) return resource;
  throw new UnsupportedTemplate('Resources', `expected exactly one ${type}`);
}

/**
 * Reads a SAM template the way CloudFormation does, as far as this project goes: parameters,
 * conditions, `Globals`, `Ref`, `Fn::Sub`, `Fn::GetAtt`, `Fn::If` and `AWS::Include`.
 *
 * @throws UnsupportedTemplate for everything else, with its place
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
 */
export function readTemplate(file: string, options: TemplateOptions): Template {
  const source = parse(file);
  const declared = asObject(source['Resources']);
  const parameters: Readonly<Record<string, string>> = {
    ...PSEUDO_PARAMETERS,
    ...parametersOf(asObject(source['Parameters']), options.parameters),
  };
  const names = Object.keys(declared).filter((name) => isThere(declared[name]));
  const resources = new Map(names.map((name) => [name, readResource(name)]));
  const onlyOnAws = [...resources.keys()].filter((name) => ONLY_ON_AWS.includes(typeOf(name)));
  const outputs = Object.entries(asObject(source['Outputs']))
    .filter(([, output]) => isThere(output))
    .map(([name, output]) => [name, asObject(output)['Value']] as const)
    .filter(([, value]) => !onlyOnAws.some((name) => JSON.stringify(value).includes(name)))
    .map(([name, value]) => [name, String(resolve(value, `Outputs.${name}`))]);
  return { resources, outputs: Object.fromEntries(outputs) as Record<string, string>, parameters };

  /** Whether the condition of a resource or an output holds; one without a condition is there. */
  function isThere(declaration: unknown): boolean {
    const { Condition } = asObject(declaration);
    return Condition === undefined || holds(String(Condition));
  }

  function holds(name: string): boolean {
    const condition = asObject(source['Conditions'])[name];
    if (condition === undefined) throw new UnsupportedTemplate('Conditions', `no ${name}`);
    return isTrue(condition, `Conditions.${name}`);
  }

  function isTrue(condition: unknown, place: string): boolean {
    const [[intrinsic, argument] = []] = Object.entries(asObject(condition));
    const list = Array.isArray(argument) ? (argument as unknown[]) : [];
    const [one, other] = list;
    if (intrinsic === 'Fn::Not') return !isTrue(one, place);
    if (intrinsic === 'Fn::And') return list.every((part) => isTrue(part, place));
    if (intrinsic !== 'Fn::Equals') throw new UnsupportedTemplate(place, 'unknown condition');
    return String(resolve(one, place)) === String(resolve(other, place));
  }

  function readResource(name: string): Resource {
    const { Properties, Metadata } = asObject(declared[name]);
    const type = typeOf(name);
    const resource = { name, type, arn: arnOf(name), metadata: asObject(Metadata) };
    if (ONLY_ON_AWS.includes(type)) {
      const read = () => asObject(resolve(Properties, name));
      return Object.defineProperty(resource as Resource, 'properties', { get: read });
    }
    const known = KNOWN[type]?.split(' ');
    if (!known) throw new UnsupportedTemplate(name, `unknown resource type ${type}`);
    const globals = asObject(source['Globals'])[type.replace('AWS::Serverless::', '')];
    const given = Object.entries(asObject(merged(globals, Properties)));
    const unknown = given.find(([property]) => !known.includes(property));
    if (unknown) throw new UnsupportedTemplate(`${name}.${unknown[0]}`, 'unknown property');
    const honored = known.slice(0, known.indexOf('|'));
    const properties = given.filter(([property]) => honored.includes(property));
    return { ...resource, properties: asObject(resolve(Object.fromEntries(properties), name)) };
  }

  function typeOf(name: string): string {
    return String(asObject(declared[name])['Type']);
  }

  function resolve(value: unknown, place: string): unknown {
    if (typeof value === 'string') return localized(value);
    if (Array.isArray(value)) return value.map((item, i) => resolve(item, `${place}[${i}]`));
    if (!isObject(value)) return value;
    const entries = Object.entries(value);
    const intrinsic = entries.find(([key]) => key === 'Ref' || key.startsWith('Fn::'));
    if (intrinsic && entries.length === 1) return call(...intrinsic, place);
    if (intrinsic) throw new UnsupportedTemplate(place, `${intrinsic[0]} must be the only key`);
    const resolved = entries
      .map(([key, one]) => [key, resolve(one, `${place}.${key}`)] as const)
      .filter(([, one]) => one !== undefined);
    return Object.fromEntries(resolved);
  }

  function call(intrinsic: string, argument: unknown, place: string): unknown {
    const { Name, Parameters } = asObject(argument);
    if (intrinsic === 'Fn::Transform' && Name === 'AWS::Include') {
      return resolve(parse(join(dirname(file), String(asObject(Parameters)['Location']))), place);
    }
    const list = Array.isArray(argument) ? (argument as unknown[]) : [];
    if (intrinsic === 'Fn::If') {
      const [condition, yes, no] = list;
      return resolve(holds(String(condition)) ? yes : no, place);
    }
    const text = String(intrinsic === 'Fn::Sub' && list.length === 2 ? list[0] : argument);
    if (intrinsic === 'Ref' && text === 'AWS::NoValue') return undefined;
    if (intrinsic === 'Ref') return localized(reference(text, place));
    if (intrinsic === 'Fn::GetAtt') return attribute(text, place);
    if (intrinsic !== 'Fn::Sub' || (typeof argument !== 'string' && list.length !== 2)) {
      throw new UnsupportedTemplate(place, `${intrinsic} is not supported in this form`);
    }
    const values = asObject(resolve(list[1], place));
    const substituted = text.replace(/\$\{([^}]+)\}/g, (_, variable: string) => {
      if (variable.startsWith('!')) return `\${${variable.slice(1)}}`;
      if (Object.hasOwn(values, variable)) return String(values[variable]);
      return variable.includes('.') ? attribute(variable, place) : reference(variable, place);
    });
    return localized(substituted);
  }

  function reference(name: string, place: string): string {
    const parameter = parameters[name];
    if (parameter !== undefined) return parameter;
    if (!Object.hasOwn(declared, name)) {
      throw new UnsupportedTemplate(place, `there is no ${name}`);
    }
    const type = typeOf(name);
    if (type === 'AWS::Serverless::Api') return API_ID;
    return type === 'AWS::IAM::OIDCProvider' ? arnOf(name) : name;
  }

  function attribute(text: string, place: string): string {
    const arn = text.endsWith('.Arn') && arnOf(text.slice(0, -'.Arn'.length));
    if (arn) return arn;
    if (ONLY_ON_AWS.includes(typeOf(text.split('.')[0] ?? ''))) return text;
    throw new UnsupportedTemplate(place, `${text} is unknown`);
  }

  function arnOf(name: string): string {
    switch (typeOf(name)) {
      case 'AWS::Serverless::Function':
        return localArn('lambda', `function:${name}`);
      case 'AWS::DynamoDB::Table':
        return localArn('dynamodb', `table/${name}`);
      case 'AWS::IAM::Role':
        return localArn('iam', `role/${name}`);
      case 'AWS::IAM::OIDCProvider': {
        const { Url } = asObject(asObject(declared[name])['Properties']);
        return localArn('iam', `oidc-provider/${String(resolve(Url, name)).split('://')[1]}`);
      }
      default:
        return '';
    }
  }

  function localized(text: string): string {
    return options.addresses.reduce((result, [aws, here]) => result.replaceAll(aws, here), text);
  }
}

function parametersOf(declared: Json, given: Readonly<Record<string, string>>) {
  const values = Object.entries(declared).map(([name, declaration]) => {
    const { Default, AllowedPattern = '.*' } = asObject(declaration);
    const value = given[name] ?? Default;
    if (value === undefined) throw new UnsupportedTemplate(`Parameters.${name}`, 'no value');
    if (new RegExp(`^(?:${String(AllowedPattern)})$`).test(String(value))) {
      return [name, String(value)];
    }
    throw new UnsupportedTemplate(`Parameters.${name}`, `"${String(value)}" is not allowed`);
  });
  return Object.fromEntries(values) as Record<string, string>;
}

/** SAM merges `Globals` with a resource's own properties: maps by key, the own value wins. */
function merged(globals: unknown, own: unknown): unknown {
  if (!isObject(globals) || !isObject(own)) return own ?? globals;
  const keys = Object.keys({ ...globals, ...own });
  return Object.fromEntries(keys.map((key) => [key, merged(globals[key], own[key])]));
}

/** CloudFormation's short tags, as the long form that they stand for. */
const shortTags: ScalarTag[] = [
  { tag: '!Ref', resolve: (text) => ({ Ref: text }) },
  { tag: '!Sub', resolve: (text) => ({ 'Fn::Sub': text }) },
  { tag: '!GetAtt', resolve: (text) => ({ 'Fn::GetAtt': text }) },
];

const listTags = ['If', 'Equals', 'Not', 'And', 'Sub'].map((name): CollectionTag => ({
  tag: `!${name}`,
  collection: 'seq',
  resolve: (list) => {
    const long = new YAMLMap();
    long.set(`Fn::${name}`, list);
    return long;
  },
}));

function parse(file: string): Json {
  const customTags = [...shortTags, ...listTags];
  const document = parseDocument(readFileSync(file, 'utf8'), { customTags });
  const [problem] = [...document.errors, ...document.warnings];
  if (problem) throw new UnsupportedTemplate('syntax', problem.message);
  return asObject(document.toJS());
}

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const asObject = (value: unknown): Json => (isObject(value) ? value : {});
