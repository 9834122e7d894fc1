import { Service } from '@angular/core';
import { DefaultUrlSerializer, type UrlTree } from '@angular/router';

/**
 * Also reads badly encoded addresses: every "%" in them stands for itself. The router alone would show
 * the first page instead.
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
