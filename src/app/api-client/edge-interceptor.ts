import type { HttpInterceptorFn } from '@angular/common/http';
import { inject } from '@angular/core';
import { Identity } from '../auth/identity';
import { SIGNED } from '../aws/signed';
import { CONFIG } from '../config/config';

/**
 * Sends a visitor's reads to the page's own origin, where CloudFront answers from a cache of a few
 * seconds (SiteDistribution in backend/template.yaml). Users who are or may be logged in may just have
 * changed the shop, so they ask the API itself. So does every signed call: SigV4 signs the API's host.
 */
export const edgeInterceptor: HttpInterceptorFn = (request, next) => {
  const { apiUrl } = inject(CONFIG);
  const isPublic = request.url.startsWith(`${apiUrl}/`) && !request.context.get(SIGNED);
  if (!isPublic || inject(Identity).mayBeLoggedIn()) return next(request);
  return next(request.clone({ url: new URL(request.url).pathname }));
};
