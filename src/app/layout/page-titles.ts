import { DOCUMENT, Service, inject, signal } from '@angular/core';
import { TitleStrategy, type RouterStateSnapshot } from '@angular/router';
import { pageTitle } from '../ui/page-title';

/**
 * Names each page, by its route's `title` and `data.description`, to the title bar, to search
 * engines and to screen readers. A route without them is the shop itself, as index.html describes it.
 */
@Service()
export class PageTitles extends TitleStrategy {
  private readonly document = inject(DOCUMENT);
  private readonly meta = this.document.querySelector<HTMLMetaElement>('meta[name=description]');
  private readonly ofShop = this.meta?.content;
  private announced = '';
  private readonly moved = signal('');

  /** The title of the page to which the user has moved, to be read out; not that of the first. */
  readonly announcement = this.moved.asReadonly();

  override updateTitle(snapshot: RouterStateSnapshot): void {
    let route = snapshot.root;
    while (route.firstChild) route = route.firstChild;
    const description = route.data['description'] as string | undefined;
    if (this.meta) this.meta.content = description ?? this.ofShop ?? '';
    const before = this.announced;
    this.announced = this.document.title = pageTitle(this.buildTitle(snapshot));
    // The browser reads the first title itself.
    if (before && before !== this.announced) this.moved.set(this.announced);
  }
}
