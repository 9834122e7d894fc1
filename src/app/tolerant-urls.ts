import { Service } from '@angular/core';
import { DefaultUrlSerializer, type UrlTree } from '@angular/router';

/**
 * Reads addresses that are not well encoded, too: every "%" in them stands for itself. The router
 * alone would show its first page in their place.
 */
@Service()
export class TolerantUrls extends DefaultUrlSerializer {
  override parse(url: string): UrlTree {
    try {
      return super.parse(url);
    } catch {
      return super.parse(url.replaceAll('%', '%25'));
    }
  }
}
