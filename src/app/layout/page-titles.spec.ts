import { Component } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { Router, TitleStrategy, provideRouter } from '@angular/router';
import { PageTitles } from './page-titles';

@Component({ template: '' })
class Page {}

describe('The titles of pages', () => {
  let meta: HTMLMetaElement;

  async function go(url: string) {
    await TestBed.inject(Router).navigateByUrl(url);
    return {
      title: document.title,
      description: meta.content,
      announcement: TestBed.inject(PageTitles).announcement(),
    };
  }

  beforeEach(() => {
    meta = document.createElement('meta');
    meta.name = 'description';
    meta.content = 'A pet shop.';
    document.head.append(meta);
    TestBed.configureTestingModule({
      providers: [
        { provide: TitleStrategy, useExisting: PageTitles },
        provideRouter([
          { path: '', pathMatch: 'full', component: Page },
          {
            path: 'sales',
            title: 'Sales',
            data: { description: 'Who bought what.' },
            component: Page,
          },
          {
            path: 'filtered',
            title: ({ queryParamMap }) => queryParamMap.get('type') ?? '',
            runGuardsAndResolvers: 'paramsOrQueryParamsChange',
            component: Page,
          },
        ]),
      ],
    });
  });
  afterEach(() => meta.remove());

  it('name the shop alone on its own page, as index.html describes it', async () => {
    expect(await go('/')).toEqual({
      title: 'Secured Pets',
      description: 'A pet shop.',
      announcement: '',
    });
  });

  it('name each other page before the shop, with its description', async () => {
    expect(await go('/sales')).toEqual({
      title: 'Sales · Secured Pets',
      description: 'Who bought what.',
      announcement: '',
    });
  });

  it('are announced when the user has moved on, and the shop is described again', async () => {
    await go('/');
    expect((await go('/sales')).announcement).toBe('Sales · Secured Pets');
    expect(await go('/')).toEqual({
      title: 'Secured Pets',
      description: 'A pet shop.',
      announcement: 'Secured Pets',
    });
  });

  it('are not announced when only the choices on a page change', async () => {
    await go('/filtered');
    expect(await go('/filtered?type=cat')).toEqual(
      jasmine.objectContaining({ title: 'cat · Secured Pets', announcement: '' }),
    );
  });
});
