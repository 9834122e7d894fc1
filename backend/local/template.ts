import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parseDocument } from 'yaml';
import type { ScalarTag } from 'yaml';

/** A value of the template that the local cloud does not know how to honour. */
export class UnsupportedTemplate extends Error {
  override readonly name = 'UnsupportedTemplate';

  constructor(place: string, problem: string) {
    super(`template.yaml, ${place}: ${problem}`);
  }
}

/** A resource with its intrinsic functions resolved. */
export interface Resource {
  type: string;
  properties: Record<string, unknown>;
  metadata: Record<string, unknown>;
}

/** What the template says, as the local cloud reads it. */
export interface Template {
  resources: ReadonlyMap<string, Resource>;
  outputs: Readonly<Record<string, string>>;
  /** The ARN of a resource by its logical id, which is also its name here. */
  arnOf: (id: string) => string;
}

export interface TemplateOptions {
  parameters: Readonly<Record<string, string>>;
  /** Texts that stand for something else on this machine: an address on AWS → one on localhost. */
  addresses: readonly (readonly [onAws: string, here: string])[];
}

/** Of every type that the template may use: its properties, and what `Ref` of it gives. */
const KNOWN: Record<string, { properties: readonly string[]; ref: 'name' | 'arn' | 'apiId' }> = {
  'AWS::Serverless::Api': {
    properties: [
      ...['StageName', 'OpenApiVersion', 'EndpointConfiguration', 'MethodSettings'],
      'DefinitionBody',
    ],
    ref: 'apiId',
  },
  'AWS::Serverless::Function': {
    properties: [
      ...['Handler', 'Runtime', 'Architectures', 'CodeUri', 'MemorySize', 'Timeout'],
      ...['Environment', 'Policies'],
    ],
    ref: 'name',
  },
  'AWS::Lambda::Permission': {
    properties: ['Action', 'FunctionName', 'Principal', 'SourceArn'],
    ref: 'name',
  },
  'AWS::DynamoDB::Table': {
    properties: [
      ...['BillingMode', 'PointInTimeRecoverySpecification', 'AttributeDefinitions', 'KeySchema'],
      'GlobalSecondaryIndexes',
    ],
    ref: 'name',
  },
  'AWS::IAM::OIDCProvider': { properties: ['Url', 'ClientIdList'], ref: 'arn' },
  'AWS::IAM::Role': {
    properties: ['Description', 'MaxSessionDuration', 'AssumeRolePolicyDocument', 'Policies'],
    ref: 'name',
  },
};

/** The account, region and partition that the local cloud plays. */
export const PSEUDO_PARAMETERS = {
  'AWS::AccountId': '123456789012',
  'AWS::Partition': 'aws',
  'AWS::Region': 'us-east-1',
  'AWS::URLSuffix': 'amazonaws.com',
} as const;

/** The id of the local API, as API Gateway gives each API one. */
export const API_ID = 'local';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type JsonObject = { [key: string]: Json };

/**
 * Reads a SAM template the way CloudFormation does, as far as this project goes: parameters,
 * `Globals`, `Ref`, `Fn::Sub`, `Fn::GetAtt` and `AWS::Include`.
 *
 * @throws UnsupportedTemplate for everything else, with its place
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
 */
export async function readTemplate(file: string, options: TemplateOptions): Promise<Template> {
  const source = parse(await readFile(file, 'utf8'));
  const parameters = checkParameters(asObject(source['Parameters']), options.parameters);
  const declared = asObject(source['Resources']);
  const types = new Map(
    Object.entries(declared).map(([id, resource]) => [id, String(asObject(resource)['Type'])]),
  );
  const resources = new Map<string, Resource>();

  for (const [id, declaration] of Object.entries(declared)) {
    const { Type, Properties, Metadata } = asObject(declaration);
    const known = KNOWN[String(Type)];
    if (!known) throw new UnsupportedTemplate(id, `unknown resource type ${String(Type)}`);
    const globals =
      Type === 'AWS::Serverless::Function' ? asObject(asObject(source['Globals'])['Function']) : {};
    const own = withGlobals(globals, asObject(Properties));
    const unknown = Object.keys(own).find((property) => !known.properties.includes(property));
    if (unknown) throw new UnsupportedTemplate(`${id}.${unknown}`, 'unknown property');
    resources.set(id, {
      type: String(Type),
      properties: (await resolve(own, id)) as Record<string, unknown>,
      metadata: asObject(Metadata),
    });
  }

  const outputs: Record<string, string> = {};
  for (const [name, output] of Object.entries(asObject(source['Outputs']))) {
    outputs[name] = String(await resolve(asObject(output)['Value'] ?? null, `Outputs.${name}`));
  }
  return { resources, outputs, arnOf: (id) => arnOf(id, 'Resources') };

  async function resolve(value: Json, place: string): Promise<Json> {
    if (typeof value === 'string') return localise(value);
    if (Array.isArray(value)) {
      return Promise.all(value.map((item, index) => resolve(item, `${place}[${index}]`)));
    }
    if (value === null || typeof value !== 'object') return value;
    const [first, ...others] = Object.keys(value);
    if (first !== undefined && (first === 'Ref' || first.startsWith('Fn::'))) {
      if (others.length > 0) throw new UnsupportedTemplate(place, `${first} beside other keys`);
      return intrinsic(first, value[first] ?? null, place);
    }
    const entries = Object.entries(value).map(
      async ([key, inner]) => [key, await resolve(inner, `${place}.${key}`)] as const,
    );
    return Object.fromEntries(await Promise.all(entries));
  }

  async function intrinsic(name: string, argument: Json, place: string): Promise<Json> {
    switch (name) {
      case 'Ref':
        return localise(reference(String(argument), place));
      case 'Fn::GetAtt': {
        const [id = '', attribute = ''] = Array.isArray(argument) ? argument.map(String) : [];
        return attributeOf(id, attribute, place);
      }
      case 'Fn::Sub':
        if (typeof argument !== 'string') break;
        return localise(
          argument.replace(/\$\{([^}]+)\}/g, (_, variable: string) => {
            if (variable.startsWith('!')) return `\${${variable.slice(1)}}`;
            const [id = '', attribute] = variable.split('.');
            return attribute ? attributeOf(id, attribute, place) : reference(id, place);
          }),
        );
      case 'Fn::Transform': {
        const { Name, Parameters } = asObject(argument);
        if (Name !== 'AWS::Include') break;
        const location = join(dirname(file), String(asObject(Parameters)['Location']));
        return resolve(parse(await readFile(location, 'utf8')), place);
      }
    }
    throw new UnsupportedTemplate(place, `${name} is not supported in this form`);
  }

  function reference(name: string, place: string): string {
    if (name in PSEUDO_PARAMETERS) return PSEUDO_PARAMETERS[name as keyof typeof PSEUDO_PARAMETERS];
    const parameter = parameters[name];
    if (parameter !== undefined) return parameter;
    const known = KNOWN[types.get(name) ?? ''];
    if (!known) throw new UnsupportedTemplate(place, `nothing is called ${name}`);
    return { name, apiId: API_ID, arn: known.ref === 'arn' ? arnOf(name, place) : '' }[known.ref];
  }

  function attributeOf(id: string, attribute: string, place: string): string {
    if (attribute !== 'Arn') throw new UnsupportedTemplate(place, `${id}.${attribute} is unknown`);
    return arnOf(id, place);
  }

  function arnOf(id: string, place: string): string {
    const { 'AWS::AccountId': account, 'AWS::Region': region } = PSEUDO_PARAMETERS;
    switch (types.get(id)) {
      case 'AWS::Serverless::Function':
        return `arn:aws:lambda:${region}:${account}:function:${id}`;
      case 'AWS::DynamoDB::Table':
        return `arn:aws:dynamodb:${region}:${account}:table/${id}`;
      case 'AWS::IAM::Role':
        return `arn:aws:iam::${account}:role/${id}`;
      case 'AWS::IAM::OIDCProvider': {
        const { Url } = asObject(asObject(declared[id])['Properties']);
        const pattern = typeof Url === 'string' ? Url : String(asObject(Url)['Fn::Sub']);
        const url = pattern.replace(/\$\{(\w+)\}/g, (_, name: string) => reference(name, place));
        return `arn:aws:iam::${account}:oidc-provider/${url.replace('https://', '')}`;
      }
      default:
        throw new UnsupportedTemplate(place, `${id} has no ARN`);
    }
  }

  function localise(text: string): string {
    return options.addresses.reduce((result, [aws, here]) => result.replaceAll(aws, here), text);
  }
}

function checkParameters(declared: JsonObject, given: Readonly<Record<string, string>>) {
  const values: Record<string, string> = {};
  for (const [name, declaration] of Object.entries(declared)) {
    const { Default, AllowedPattern = '.*' } = asObject(declaration);
    const value = given[name] ?? Default;
    if (value === undefined) throw new UnsupportedTemplate(`Parameters.${name}`, 'no value');
    if (!new RegExp(`^(?:${String(AllowedPattern)})$`).test(String(value))) {
      throw new UnsupportedTemplate(`Parameters.${name}`, `"${String(value)}" is not allowed`);
    }
    values[name] = String(value);
  }
  const unknown = Object.keys(given).find((name) => !(name in declared));
  if (unknown) throw new UnsupportedTemplate(`Parameters.${unknown}`, 'not declared');
  return values;
}

/** SAM merges the `Globals` of a function with its own properties: maps by key, the own one wins. */
function withGlobals(globals: JsonObject, own: JsonObject): JsonObject {
  const merged = { ...globals, ...own };
  for (const [key, value] of Object.entries(globals)) {
    const inner = own[key];
    if (isObject(value) && isObject(inner)) merged[key] = withGlobals(value, inner);
  }
  return merged;
}

/** CloudFormation's short tags, as the long form that they stand for. */
const shortTags: ScalarTag[] = [
  { tag: '!Ref', resolve: (text) => ({ Ref: text }) },
  { tag: '!Sub', resolve: (text) => ({ 'Fn::Sub': text }) },
  { tag: '!GetAtt', resolve: (text) => ({ 'Fn::GetAtt': text.split('.') }) },
];

function parse(text: string): JsonObject {
  const document = parseDocument(text, { customTags: shortTags });
  const [problem] = [...document.errors, ...document.warnings];
  if (problem) throw new UnsupportedTemplate('syntax', problem.message);
  return asObject(document.toJS() as Json);
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function asObject(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {};
}
