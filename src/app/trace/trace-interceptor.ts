import type { HttpInterceptorFn, HttpRequest } from '@angular/common/http';
import { inject } from '@angular/core';
import { SIGNATURE, type Signature } from '../aws/signature';
import { LastRequest, type SignatureTrace } from './last-request';
import { withoutSecrets } from './shorten';

/**
 * Keeps the last signed request and its answer for the page that shows the chain. It comes after
 * sigv4Interceptor; an app without that page doesn't need it.
 */
export const traceInterceptor: HttpInterceptorFn = (request, next) => {
  const signature = request.context.get(SIGNATURE);
  return signature
    ? inject(LastRequest).follow(signatureTrace(request, signature), next(request))
    : next(request);
};

function signatureTrace(request: HttpRequest<unknown>, signature: Signature): SignatureTrace {
  const authorization = request.headers.get('Authorization') ?? '';
  const [, signedHeaders = ''] = /SignedHeaders=([^,]+)/.exec(authorization) ?? [];
  return {
    method: request.method,
    path: new URL(request.url).pathname,
    signedHeaders: signedHeaders.split(';'),
    canonicalRequest: withoutSecrets(signature.canonicalRequest),
    stringToSign: withoutSecrets(signature.stringToSign),
    authorization: withoutSecrets(authorization),
  };
}
