import { HttpParams, type HttpHeaders, type HttpRequest } from '@angular/common/http';
import { AwsV4Signer } from 'aws4fetch';
import { SIGNATURE } from './signature';
import type { AwsCredentials } from './sts';

/**
 * Signs a request for API Gateway with Signature Version 4. What is signed is what is sent: the
 * address as it is parsed, the body as text and its type are fixed in the request that comes back.
 * It follows no redirect, so that neither signature nor session token go anywhere else.
 *
 * @throws TypeError if the body is neither JSON nor text, which has no fixed form to sign.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/create-signed-request.html
 */
export async function sign(
  request: HttpRequest<unknown>,
  url: URL,
  region: string,
  credentials: AwsCredentials,
  now: Date,
): Promise<HttpRequest<unknown>> {
  const body = request.serializeBody();
  if (body !== null && typeof body !== 'string') {
    throw new TypeError('Only a request whose body is JSON or text can be signed.');
  }
  let headers = request.headers;
  if (!headers.has('Accept')) headers = headers.set('Accept', 'application/json, text/plain, */*');
  const contentType = request.detectContentTypeHeader();
  if (!headers.has('Content-Type') && contentType !== null) {
    headers = headers.set('Content-Type', contentType);
  }
  const signer = new AwsV4Signer({
    method: request.method,
    url: url.href,
    headers: pairs(headers),
    ...(body !== null && { body }),
    service: 'execute-api',
    region,
    accessKeyId: credentials.accessKeyId,
    secretAccessKey: credentials.secretAccessKey,
    sessionToken: credentials.sessionToken,
    datetime: now.toISOString().replace(/[:-]|\.\d{3}/g, ''),
  });
  const signed = await signer.sign();
  signed.headers.forEach((value, name) => (headers = headers.set(name, value)));
  const signature = {
    canonicalRequest: await signer.canonicalString(),
    stringToSign: await signer.stringToSign(),
  };
  return request.clone({
    url: signed.url.href,
    params: new HttpParams(),
    headers,
    body,
    context: request.context.set(SIGNATURE, signature),
    redirect: 'error',
    credentials: 'omit',
  });
}

const pairs = (headers: HttpHeaders): [string, string][] =>
  headers.keys().map((name) => [name, headers.getAll(name)?.join(', ') ?? '']);
