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
  private path: string | undefined;
  private readonly moved = signal('');

  /** The title of the page the user has moved to, to be read out; empty for the first page. */
  readonly announcement = this.moved.asReadonly();

  override updateTitle(snapshot: RouterStateSnapshot): void {
    let route = snapshot.root;
    while (route.firstChild) route = route.firstChild;
    const description = route.data['description'] as string | undefined;
    if (this.meta) this.meta.content = description ?? this.ofShop ?? '';
    this.document.title = pageTitle(this.buildTitle(snapshot));
    const [path] = snapshot.url.split(/[?#]/, 1);
    // The browser reads out the first title itself, and the shop page reads out its filter.
    if (this.path !== undefined && this.path !== path) this.moved.set(this.document.title);
    this.path = path;
  }
}
