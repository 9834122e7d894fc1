import type { APIGatewayProxyEvent } from 'aws-lambda';
import type { Validator, Violation } from '../api/validators.cjs';
import { HttpError } from './http-error.ts';

/**
 * The body of a request as the type that its schema describes.
 *
 * API Gateway has checked it only if the content type was `application/json`, so everything is
 * checked here.
 *
 * @throws HttpError 400 that says what is wrong with it
 */
export function parseBody<T>(event: APIGatewayProxyEvent, validator: Validator<T>): T {
  const text = event.isBase64Encoded
    ? Buffer.from(event.body ?? '', 'base64').toString()
    : (event.body ?? '');
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    throw new HttpError(400, 'The body must be JSON.');
  }
  if (validator(body)) return body;
  throw refusal(validator.errors?.[0], 'The body');
}

/**
 * The path and query parameters of a request as the type that their schemas describe, with their
 * defaults. Parameters that the API does not know are ignored.
 *
 * All of them come as texts. Where the schema misses a number, a boolean or a list, the text is read
 * as one.
 *
 * @throws HttpError 400 that names the parameter
 */
export function parseParameters<T>(event: APIGatewayProxyEvent, validator: Validator<T>): T {
  const repeated = Object.entries(event.multiValueQueryStringParameters ?? {}).filter(
    ([, sent = []]) => sent.length > 1,
  );
  const values: Record<string, unknown> = {
    ...event.queryStringParameters,
    // A list, which is what no schema of a single value takes.
    ...Object.fromEntries(repeated),
    ...event.pathParameters,
  };
  while (!validator(values)) {
    const [violation] = validator.errors ?? [];
    const [name = ''] = violation?.instancePath.slice(1).split('/') ?? [];
    if (repeated.some(([sent]) => sent === name)) {
      throw new HttpError(400, `${name} must be given only once.`);
    }
    const value = read(values[name], violation);
    if (value === undefined) throw refusal(violation, 'The request');
    values[name] = value;
  }
  return values;
}

/** A header of a request, whatever the case in which its name came (RFC 9110, section 5.1). */
export function headerOf(event: APIGatewayProxyEvent, name: string): string | undefined {
  const [, value] =
    Object.entries(event.headers).find(([sent]) => sent.toLowerCase() === name.toLowerCase()) ?? [];
  return value;
}

/**
 * Binary fractions can't tell 0.01 from its neighbors, so `multipleOf` is checked with a margin by
 * the schema and without one here: the price must be the number that its two decimals make.
 *
 * @throws HttpError 400
 */
export function checkWholeCents(price: number, name = 'price'): void {
  if (Math.round(price * 100) / 100 !== price) throw new HttpError(400, wholeCents(name));
}

/** A text as what a schema misses: a number, a boolean or a list; undefined if it is none. */
function read(text: unknown, missed: Violation | undefined): unknown {
  if (typeof text !== 'string' || missed?.keyword !== 'type') return undefined;
  const type = missed.params['type'];
  if (type === 'integer' && isInteger(text)) return Number(text);
  if (type === 'number' && /^-?\d{1,16}(\.\d{1,16})?$/.test(text)) return Number(text);
  if (type === 'boolean' && /^(true|false)$/.test(text)) return text === 'true';
  // The API has lists of integers only. What is none stays a text, which the schema refuses.
  if (type === 'array') return text.split(',').map((one) => (isInteger(one) ? Number(one) : one));
  return undefined;
}

const isInteger = (text: string): boolean => /^-?\d{1,16}$/.test(text);

const refusal = (violation: Violation | undefined, whole: string): HttpError =>
  new HttpError(400, violation ? sentence(violation, whole) : `${whole} is not valid.`);

const wholeCents = (name: string): string => `${name} must be in whole cents, for example 4.99.`;

const TYPES: Record<string, string> = {
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  string: 'text',
  array: 'a list',
  object: 'an object',
};

function sentence({ instancePath, keyword, params, message }: Violation, whole: string): string {
  const name =
    instancePath
      .slice(1)
      .replace(/\/(\d+)/g, '[$1]')
      .replaceAll('/', '.') || whole;
  switch (keyword) {
    case 'required':
      return `${name} lacks "${String(params['missingProperty'])}".`;
    case 'additionalProperties':
      return `${name} has an unknown property "${Array.from(String(params['additionalProperty'])).slice(0, 40).join('')}".`;
    case 'pattern':
      return `${name} must be visible text without control characters, direction overrides or halves of characters.`;
    case 'maxLength':
      return `${name} must have at most ${String(params['limit'])} code points. An emoji can have several.`;
    case 'enum':
      return `${name} must be one of ${(params['allowedValues'] as string[]).join(', ')}.`;
    case 'type':
      return `${name} must be ${TYPES[String(params['type'])]}.`;
    case 'multipleOf':
      return wholeCents(name);
    case 'uniqueItems':
      return `${name} must not repeat a value.`;
    default:
      return `${name} ${message ?? 'is not valid'}.`;
  }
}
