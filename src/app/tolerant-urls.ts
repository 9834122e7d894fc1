import { Service } from '@angular/core';
import { DefaultUrlSerializer, type UrlTree } from '@angular/router';

/** How an address is read, until one can be. What never can be is an address of no page. */
const readings: readonly ((url: string) => string)[] = [
  (url) => url,
  (url) => url.replace(/%(?![\da-f]{2})/gi, '%25'),
  (url) => url.replaceAll('%', '%25'),
];

/**
 * Also reads badly encoded addresses: a "%" that encodes nothing stands for itself. The router alone
 * would show the first page instead.
 */
@Service()
export class TolerantUrls extends DefaultUrlSerializer {
  override parse(url: string): UrlTree {
    for (const read of readings) {
      try {
        return super.parse(read(url));
      } catch {
        continue;
      }
    }
    const path = encodeURIComponent(url.slice(1)).replaceAll('(', '%28').replaceAll(')', '%29');
    return super.parse(`/${path}`);
  }
}
