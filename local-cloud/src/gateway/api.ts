import { METHODS } from 'node:http';
import { Ajv, type ValidateFunction } from 'ajv';
import { evaluate } from '../iam/evaluate.ts';
import { parsePolicy } from '../iam/policy.ts';
import {
  API_ID,
  localArn,
  ofType,
  onlyOne,
  UnsupportedTemplate,
  type Json,
  type Template,
} from '../template.ts';
import type { Throttle } from './throttle.ts';

/** A method of the API, as API Gateway sees it after the import. */
export interface Method {
  httpMethod: string;
  /** The resource, such as `/pets/{petId}`. */
  resource: string;
  operationId: string;
  /** Whether it is guarded by IAM (`AWS_IAM`). */
  signed: boolean;
  /** Its own limits; those of the stage, which other methods share, if undefined. */
  throttle: Throttle | undefined;
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
  /** The limits that all methods share which have none of their own. */
  throttle: Throttle;
  methods: readonly Method[];
  /** The status of throttled calls. */
  throttledStatus: number;
  /** Headers of API Gateway's own answers. */
  gatewayHeaders: Readonly<
    Record<'DEFAULT_4XX' | 'DEFAULT_5XX' | 'THROTTLED', Record<string, string>>
  >;
}

interface Parameter {
  in: 'header' | 'path' | 'query';
  name: string;
  required?: boolean;
}

/** What is read of the OpenAPI document. */
interface Description {
  info: { title: unknown };
  paths: Record<string, { parameters?: Parameter[] } & Record<string, Operation>>;
  components: { securitySchemes: Record<string, Json> };
  'x-amazon-apigateway-request-validator'?: string;
  'x-amazon-apigateway-request-validators'?: Record<string, Json>;
  'x-amazon-apigateway-gateway-responses'?: Record<string, Response>;
}

interface Operation {
  operationId: string;
  security?: Json[];
  parameters?: Parameter[];
  requestBody?: { content: Record<string, { schema: { $ref?: string } }> };
  'x-amazon-apigateway-integration'?: Json & { responses?: Record<string, Response> };
}

type Response = Json & { responseParameters?: Record<string, string> };

/** How long an integration may take unless the description says less. */
const DEFAULT_TIMEOUT_MS = 29_000;

/** The ARN that IAM decides about when a method is called. */
export const methodArn = (stage: string, httpMethod: string, path: string): string =>
  localArn('execute-api', `${API_ID}/${stage}/${httpMethod}${path}`);

/**
 * Imports the API of the template, as API Gateway does.
 *
 * @throws UnsupportedTemplate for an extension that is not known here, and for a method whose
 *   function doesn't let API Gateway invoke it (on AWS each call would end in a 500)
 */
export function importApi(template: Template): Api {
  const { name, properties } = onlyOne(template, 'AWS::Serverless::Api');
  const description = properties['DefinitionBody'] as Description;
  const { Name: apiName, StageName, MethodSettings } = properties;
  const { title } = description.info;
  const stage = String(StageName);
  const unsupported = (place: string, problem: string) =>
    new UnsupportedTemplate(`${name}.${place}`, problem);

  // API Gateway's import leaves these two out of request validation.
  // https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html
  const ajv = new Ajv({ strict: false, multipleOfPrecision: 6 });
  ajv.removeKeyword('minItems').removeKeyword('maxItems').addSchema(description, 'api');

  const validator = description['x-amazon-apigateway-request-validator'];
  const validated = description['x-amazon-apigateway-request-validators']?.[String(validator)];
  if (!validated?.['validateRequestBody'] || !validated['validateRequestParameters']) {
    throw unsupported('DefinitionBody', 'expected a request validator of body and parameters');
  }
  // An import names the API by its title, at some times: what looks for its metrics by name would
  // find nothing. https://github.com/hashicorp/terraform-provider-aws/issues/10766
  if (apiName !== undefined && apiName !== title) {
    throw unsupported('Name', `expected the title of the description, "${String(title)}"`);
  }
  const responses = description['x-amazon-apigateway-gateway-responses'];
  const { '/* *': throttle, ...throttles } = importThrottles(MethodSettings);
  if (!throttle) throw unsupported('MethodSettings', 'expected the throttling of /* and *');
  const methods = Object.entries(description.paths).flatMap(
    ([resource, { parameters, ...verbs }]) =>
      Object.entries(verbs).map(([verb, one]) => {
        const all = [...(parameters ?? []), ...(one.parameters ?? [])];
        return importMethod(verb, resource, { ...one, parameters: all });
      }),
  );
  const known = methods.map(({ resource, httpMethod }) => `${resource} ${httpMethod}`);
  const unknown = Object.keys(throttles).find((method) => !known.includes(method));
  if (unknown) throw unsupported('MethodSettings', `there is no method ${unknown}`);
  return {
    stage,
    throttle,
    methods,
    throttledStatus: Number(responses?.['THROTTLED']?.['statusCode'] ?? 429),
    gatewayHeaders: {
      DEFAULT_4XX: literals(responses?.['DEFAULT_4XX'], 'gatewayresponse.header.'),
      DEFAULT_5XX: literals(responses?.['DEFAULT_5XX'], 'gatewayresponse.header.'),
      THROTTLED: literals(
        responses?.['THROTTLED'] ?? responses?.['DEFAULT_4XX'],
        'gatewayresponse.header.',
      ),
    },
  };

  function importMethod(verb: string, resource: string, operation: Operation): Method {
    const place = `DefinitionBody.paths.${resource}.${verb}`;
    const httpMethod = verb.toUpperCase();
    const { operationId, security = [], parameters = [], requestBody } = operation;
    if (!METHODS.includes(httpMethod) || !/^(\/([\w-]+|\{\w+\}))+$/.test(resource)) {
      throw unsupported(place, 'expected an HTTP method of a path such as /pets/{petId}');
    }
    const path = resource.replace(/\{\w+\}/g, '*');
    const models = Object.entries(requestBody?.content ?? {}).map(([type, { schema }]) => {
      const model = schema.$ref && ajv.getSchema(`api${schema.$ref}`);
      if (model) return [type, model] as const;
      throw unsupported(place, 'expected a reference to a model as the body');
    });
    return {
      httpMethod,
      resource,
      operationId,
      signed: security.flatMap(Object.keys).some(isSigV4),
      throttle: throttles[`${resource} ${httpMethod}`],
      requiredParameters: parameters.filter(({ required }) => required),
      models: new Map(models),
      integration: importIntegration(operation, place, methodArn(stage, httpMethod, path)),
    };
  }

  function isSigV4(scheme: string): boolean {
    const { securitySchemes } = description.components;
    if (securitySchemes[scheme]?.['x-amazon-apigateway-authtype'] === 'awsSigv4') return true;
    throw unsupported(`DefinitionBody.securitySchemes.${scheme}`, 'expected awsSigv4');
  }

  function importIntegration(
    { 'x-amazon-apigateway-integration': integration }: Operation,
    place: string,
    arn: string,
  ): Integration {
    const { type, uri, timeoutInMillis = DEFAULT_TIMEOUT_MS, responses } = integration ?? {};
    if (type === 'mock') {
      const answer = responses?.['default'];
      const headers = literals(answer, 'method.response.header.');
      return { type, status: Number(answer?.['statusCode']), headers };
    }
    if (type !== 'aws_proxy') throw unsupported(place, 'expected the type aws_proxy or mock');
    const [, functionName = ''] = /:function:([^/]+)\/invocations$/.exec(String(uri)) ?? [];
    if (!mayInvoke(template, functionName, arn)) {
      const problem = `no AWS::Lambda::Permission lets API Gateway invoke ${functionName}`;
      throw unsupported(place, problem);
    }
    return { type, functionName, timeoutMs: Number(timeoutInMillis) };
  }

  /** Header mappings whose values are literals: `"'text'"`. */
  function literals(response: Response | undefined, prefix: string): Record<string, string> {
    const headers = Object.entries(response?.responseParameters ?? {}).map(([target, source]) => {
      const [, text] = /^'(.*)'$/.exec(source) ?? [];
      if (target.startsWith(prefix) && text !== undefined) {
        return [target.slice(prefix.length), text];
      }
      throw unsupported(`DefinitionBody, ${target}`, 'only literal headers are supported');
    });
    return Object.fromEntries(headers) as Record<string, string>;
  }

  /** Limits by resource and method, such as `/pets GET`; `/* *` are those of the stage. */
  function importThrottles(settings: unknown): Record<string, Throttle> {
    const entries = ((settings ?? []) as Json[]).map((setting) => {
      const { ThrottlingRateLimit, ThrottlingBurstLimit, ...where } = setting;
      const { ResourcePath, HttpMethod, ...others } = where;
      const throttle = { rate: Number(ThrottlingRateLimit), burst: Number(ThrottlingBurstLimit) };
      const isThrottle = throttle.rate > 0 && throttle.burst > 0;
      if (!isThrottle || Object.keys(others).length > 0) {
        throw unsupported('MethodSettings', 'expected throttling alone, by rate and burst');
      }
      const resource = String(ResourcePath).replace(/^\/~1/, '/').replaceAll('~1', '/');
      return [`${resource} ${String(HttpMethod)}`, throttle];
    });
    return Object.fromEntries(entries) as Record<string, Throttle>;
  }
}

/** Whether the template's permissions let API Gateway invoke a function for a method. */
function mayInvoke(template: Template, functionName: string, resource: string): boolean {
  const permissions = ofType(template, 'AWS::Lambda::Permission')
    .filter(({ properties }) => properties['FunctionName'] === functionName)
    .map(({ name, properties: { Action, SourceArn } }) => {
      const Statement = { Effect: 'Allow', Action, Resource: SourceArn };
      return parsePolicy({ Version: '2012-10-17', Statement }, name);
    });
  return evaluate(permissions, { action: 'lambda:InvokeFunction', resource, context: {} }).allowed;
}

/** The method that a request is for: fixed segments win over parameters, for any HTTP method. */
export function matchMethod({ methods }: Api, httpMethod: string, path: string) {
  const matches = methods.flatMap((method) => {
    const pattern = method.resource.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)');
    const match = new RegExp(`^${pattern}$`).exec(path);
    return match ? [{ method, pathParameters: decoded(match.groups) }] : [];
  });
  const fixed = matches.find(({ method }) => method.resource === path) ?? matches[0];
  return matches.find(
    ({ method }) => method.resource === fixed?.method.resource && method.httpMethod === httpMethod,
  );
}

function decoded(segments: Record<string, string> = {}): Record<string, string> {
  try {
    const entries = Object.entries(segments);
    const values = entries.map(([name, segment]) => [name, decodeURIComponent(segment)]);
    return Object.fromEntries(values) as Record<string, string>;
  } catch {
    return segments;
  }
}
