import { Ajv } from 'ajv';
import type { ValidateFunction } from 'ajv';
import { evaluate, parsePolicy } from '../iam/policy.ts';
import { ofType } from '../roles.ts';
import { API_ID, PSEUDO_PARAMETERS, UnsupportedTemplate } from '../template.ts';
import type { Template } from '../template.ts';
import type { Throttle } from './throttle.ts';

/** A method of the API, as API Gateway sees it after the import. */
export interface Method {
  httpMethod: string;
  /** The resource, such as `/pets/{petId}`. */
  resource: string;
  operationId: string;
  /** Whether it is guarded by IAM (`AWS_IAM`). */
  signed: boolean;
  /** Required parameters as API Gateway checks them: that they are there. */
  requiredParameters: readonly Parameter[];
  /** Models by content type. */
  models: ReadonlyMap<string, ValidateFunction>;
  integration: Integration;
}

export interface ProxyIntegration {
  type: 'aws_proxy';
  functionName: string;
  timeoutMs: number;
}

export type Integration =
  ProxyIntegration | { type: 'mock'; status: number; headers: Readonly<Record<string, string>> };

/** The imported API. */
export interface Api {
  stage: string;
  /** Undefined: as the account allows, which is more than one machine does. */
  throttle: Throttle | undefined;
  methods: readonly Method[];
  /** Headers of API Gateway's own answers. */
  gatewayHeaders: Readonly<Record<'DEFAULT_4XX' | 'DEFAULT_5XX', Record<string, string>>>;
}

type Json = Record<string, unknown>;

interface Parameter {
  in: 'header' | 'path' | 'query';
  name: string;
  required?: boolean;
}

/** How long an integration may take unless the description says less. */
const DEFAULT_TIMEOUT_MS = 29_000;

const HTTP_METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch'];

/** The ARN that IAM decides about when a method is called. */
export const methodArn = (stage: string, httpMethod: string, path: string): string =>
  `arn:aws:execute-api:${PSEUDO_PARAMETERS['AWS::Region']}:${PSEUDO_PARAMETERS['AWS::AccountId']}` +
  `:${API_ID}/${stage}/${httpMethod}${path}`;

/**
 * Imports the API of the template, as API Gateway does.
 *
 * @throws UnsupportedTemplate for an extension that is not known here, and for a method whose
 *   function doesn't let API Gateway invoke it (on AWS each call would end in a 500)
 */
export function importApi(template: Template): Api {
  const [[id, api] = ['', undefined], ...others] = ofType(
    template.resources,
    'AWS::Serverless::Api',
  );
  if (!api || others.length > 0) throw new UnsupportedTemplate('Resources', 'expected one API');
  const document = api.properties['DefinitionBody'] as Json;
  const place = `${id}.DefinitionBody`;
  const stage = String(api.properties['StageName']);
  const validates = validators(document, place);
  const components = document['components'] as { schemas: Json; securitySchemes: Json };
  const ajv = new Ajv({ strict: false, multipleOfPrecision: 6 });
  ajv.addSchema({ $id: 'api', components: { schemas: importedModels(components.schemas) } });

  const methods: Method[] = [];
  for (const [resource, item] of Object.entries(document['paths'] as Record<string, Json>)) {
    for (const [verb, operation] of Object.entries(item)) {
      if (!HTTP_METHODS.includes(verb)) continue;
      const method = importMethod(verb.toUpperCase(), resource, operation as Json, item);
      assertInvocable(template, stage, method, `${place}.paths.${resource}.${verb}`);
      methods.push(method);
    }
  }
  const responses = (document['x-amazon-apigateway-gateway-responses'] ?? {}) as Json;
  return {
    stage,
    throttle: importThrottle(api.properties['MethodSettings'], `${id}.MethodSettings`),
    methods,
    gatewayHeaders: {
      DEFAULT_4XX: gatewayHeaders(responses['DEFAULT_4XX']),
      DEFAULT_5XX: gatewayHeaders(responses['DEFAULT_5XX']),
    },
  };

  function importMethod(httpMethod: string, resource: string, operation: Json, item: Json): Method {
    const parameters = [
      item['parameters'] ?? [],
      operation['parameters'] ?? [],
    ].flat() as Parameter[];
    const { content = {} } = (operation['requestBody'] ?? {}) as { content?: Record<string, Json> };
    const security = (operation['security'] ?? document['security'] ?? []) as Json[];
    return {
      httpMethod,
      resource,
      operationId: String(operation['operationId']),
      signed: security.flatMap(Object.keys).some(isSigV4),
      requiredParameters: validates.parameters ? parameters.filter(({ required }) => required) : [],
      models: new Map(
        Object.entries(validates.body ? content : {}).map(([type, { schema }]) => [
          type,
          ajv.compile(within(schema as Json)),
        ]),
      ),
      integration: importIntegration(
        operation['x-amazon-apigateway-integration'] as Json,
        `${place}.paths.${resource}.${httpMethod.toLowerCase()}`,
      ),
    };
  }

  function isSigV4(name: string): boolean {
    const scheme = components.securitySchemes[name] as Json | undefined;
    if (scheme?.['x-amazon-apigateway-authtype'] === 'awsSigv4') return true;
    throw new UnsupportedTemplate(`${place}.securitySchemes.${name}`, 'expected awsSigv4');
  }
}

/** The throttling of the whole stage; settings of single methods are not known here. */
function importThrottle(settings: unknown, place: string): Throttle | undefined {
  if (settings === undefined) return undefined;
  const [all, ...others] = settings as Json[];
  const { ResourcePath, HttpMethod, ThrottlingRateLimit, ThrottlingBurstLimit, ...unknown } =
    all ?? {};
  const isWhole = ResourcePath === '/*' && HttpMethod === '*' && others.length === 0;
  if (!isWhole || Object.keys(unknown).length > 0) {
    throw new UnsupportedTemplate(place, 'expected the throttling of /* and * alone');
  }
  return { rate: Number(ThrottlingRateLimit), burst: Number(ThrottlingBurstLimit) };
}

/** The method that a request is for: fixed segments win over parameters, for any HTTP method. */
export function matchMethod(
  { methods }: Api,
  httpMethod: string,
  path: string,
): { method: Method; pathParameters: Record<string, string> } | undefined {
  const segments = path.split('/');
  const fits = (resource: string): boolean => {
    const pattern = resource.split('/');
    return (
      pattern.length === segments.length &&
      pattern.every((part, i) => part === segments[i] || (isParameter(part) && segments[i] !== ''))
    );
  };
  const resources = [...new Set(methods.map(({ resource }) => resource))].filter(fits);
  const resource = resources.find((one) => !one.includes('{')) ?? resources[0];
  const method = methods.find((one) => one.resource === resource && one.httpMethod === httpMethod);
  if (!method) return undefined;
  const pathParameters: Record<string, string> = {};
  for (const [i, part] of method.resource.split('/').entries()) {
    if (isParameter(part)) pathParameters[part.slice(1, -1)] = decoded(segments[i] ?? '');
  }
  return { method, pathParameters };
}

const isParameter = (segment: string): boolean => /^\{\w+\}$/.test(segment);

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

function validators(document: Json, place: string): { body: boolean; parameters: boolean } {
  const name = document['x-amazon-apigateway-request-validator'];
  if (name === undefined) return { body: false, parameters: false };
  const all = document['x-amazon-apigateway-request-validators'] as Record<string, Json>;
  const validator = all[String(name)];
  if (!validator) throw new UnsupportedTemplate(place, `no request validator ${String(name)}`);
  return {
    body: validator['validateRequestBody'] === true,
    parameters: validator['validateRequestParameters'] === true,
  };
}

/**
 * API Gateway's import leaves `minItems` and `maxItems` out of request validation.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html
 */
const importedModels = (schemas: Json): Json =>
  JSON.parse(
    JSON.stringify(schemas, (key, value: unknown) =>
      key === 'minItems' || key === 'maxItems' ? undefined : value,
    ),
  ) as Json;

const within = (schema: Json): Json =>
  JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"api#/')) as Json;

function importIntegration(integration: Json | undefined, place: string): Integration {
  const at = `${place}.x-amazon-apigateway-integration`;
  if (integration?.['type'] === 'aws_proxy') {
    const [, functionName] =
      /:function:([^/]+)\/invocations$/.exec(String(integration['uri'])) ?? [];
    if (!functionName) throw new UnsupportedTemplate(`${at}.uri`, 'expected the ARN of a function');
    const { timeoutInMillis = DEFAULT_TIMEOUT_MS } = integration;
    return { type: 'aws_proxy', functionName, timeoutMs: Number(timeoutInMillis) };
  }
  if (integration?.['type'] === 'mock') {
    const responses = integration['responses'] as Record<string, Json>;
    const { statusCode, responseParameters = {} } = responses['default'] ?? {};
    return {
      type: 'mock',
      status: Number(statusCode),
      headers: literals(responseParameters as Json, 'method.response.header.', at),
    };
  }
  throw new UnsupportedTemplate(at, 'expected the type aws_proxy or mock');
}

function gatewayHeaders(response: unknown): Record<string, string> {
  const { responseParameters = {} } = (response ?? {}) as { responseParameters?: Json };
  return literals(responseParameters, 'gatewayresponse.header.', 'gateway-responses');
}

/** Header mappings whose values are literals: `"'text'"`. */
function literals(parameters: Json, prefix: string, place: string): Record<string, string> {
  return Object.fromEntries(
    Object.entries(parameters).map(([target, source]) => {
      const [, text] = /^'(.*)'$/.exec(String(source)) ?? [];
      if (!target.startsWith(prefix) || text === undefined) {
        throw new UnsupportedTemplate(`${place}.${target}`, 'only literal headers are supported');
      }
      return [target.slice(prefix.length), text];
    }),
  );
}

function assertInvocable(template: Template, stage: string, method: Method, place: string): void {
  if (method.integration.type !== 'aws_proxy') return;
  const { functionName } = method.integration;
  const path = method.resource.replace(/\{\w+\}/g, '*');
  const permissions = ofType(template.resources, 'AWS::Lambda::Permission')
    .filter(([, { properties }]) => properties['FunctionName'] === functionName)
    .map(([id, { properties }]) => {
      const { Action, SourceArn: Resource } = properties;
      const statement = { Effect: 'Allow', Action, Resource };
      return parsePolicy({ Version: '2012-10-17', Statement: [statement] }, id);
    });
  const { allowed } = evaluate(permissions, {
    action: 'lambda:InvokeFunction',
    resource: methodArn(stage, method.httpMethod, path),
    context: {},
  });
  if (!allowed) {
    const problem = `no AWS::Lambda::Permission lets API Gateway invoke ${functionName}`;
    throw new UnsupportedTemplate(place, problem);
  }
}
