import {
  HttpTestingController,
  provideHttpClientTesting,
  type TestRequest,
} from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { Router, provideRouter } from '@angular/router';
import { settled, sent } from '../../testing/sent';
import { Search, type Address } from './search';

const types = ['cat', 'caterpillar', 'dog', 'polecat'];

describe('The search', () => {
  async function open(address: Address = { isShop: true, type: '' }) {
    const fixture = TestBed.createComponent(Search);
    const element = fixture.nativeElement as HTMLElement;
    document.body.append(element);
    fixture.componentRef.setInput('address', address);
    await fixture.whenStable();
    const go = spyOn(TestBed.inject(Router), 'navigate').and.resolveTo(true);
    const field = () => element.querySelector('input')!;
    return {
      field,
      go: () => go.calls.allArgs().map(([, extras]) => extras),
      visit: async (next: Address) => {
        fixture.componentRef.setInput('address', next);
        await fixture.whenStable();
      },
      submit: () => element.querySelector<HTMLElement>('.search-button')?.click(),
      options: () =>
        [...element.querySelectorAll('[role=option]')].map((o) => o.textContent.trim()),
      option: (index: number) => element.querySelectorAll<HTMLElement>('[role=option]')[index],
      type: async (text: string) => {
        field().value = text;
        field().dispatchEvent(new InputEvent('input', { bubbles: true }));
        await settled();
      },
      press: async (key: string) => {
        const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true });
        field().dispatchEvent(event);
        await settled();
        return event.defaultPrevented;
      },
      /** Focuses the field, and has the API answer with the types. */
      suggest: async (answer: (request: TestRequest) => void) => {
        // The browser sends it only to a window that has the focus.
        field().dispatchEvent(new FocusEvent('focus'));
        answer(await sent(TestBed.inject(HttpTestingController)));
        await settled();
      },
    };
  }
  const flushed = (request: TestRequest) => request.flush(types);

  beforeEach(() => {
    TestBed.configureTestingModule({ providers: [provideHttpClientTesting(), provideRouter([])] });
  });

  it('keeps the other choices of the shop page, and none of another page', async () => {
    const search = await open();
    await search.type(' cat ');
    search.submit();
    await search.visit({ isShop: false, type: '' });
    await search.type('dog');
    search.submit();
    expect(search.go()).toEqual([
      { queryParams: { type: 'cat' }, queryParamsHandling: 'merge', scroll: 'manual' },
      { queryParams: { type: 'dog' }, queryParamsHandling: 'replace', scroll: 'after-transition' },
    ]);
  });

  it('drops the type when the field is emptied', async () => {
    const search = await open({ isShop: true, type: 'cat' });
    await search.type('  ');
    search.submit();
    expect(search.go()).toEqual([
      { queryParams: { type: null }, queryParamsHandling: 'merge', scroll: 'manual' },
    ]);
  });

  it('shows the type of the address, and that of the next, whatever was typed', async () => {
    const search = await open({ isShop: true, type: 'cat' });
    expect(search.field().value).toBe('cat');
    await search.type('do');
    await search.visit({ isShop: true, type: '' });
    expect(search.field().value).toBe('');
  });

  it('keeps what is typed while other choices change', async () => {
    const search = await open({ isShop: true, type: 'cat' });
    await search.type('do');
    await search.visit({ isShop: true, type: 'cat' });
    expect(search.field().value).toBe('do');
  });

  it('shows all types as soon as it is empty', async () => {
    for (const hasSuggestions of [false, true]) {
      TestBed.resetTestingModule();
      TestBed.configureTestingModule({
        providers: [provideHttpClientTesting(), provideRouter([])],
      });
      const search = await open({ isShop: true, type: 'cat' });
      if (hasSuggestions) await search.suggest(flushed);
      await search.type('');
      expect(search.go().map((extras) => extras?.queryParams)).toEqual([{ type: null }]);
    }
  });

  it('finds a type by its plural, however it is written', async () => {
    const search = await open();
    await search.suggest(flushed);
    for (const text of ['Dogs', 'unicorns']) {
      await search.type(text);
      search.submit();
    }
    expect(search.go().map((extras) => extras?.queryParams)).toEqual([
      { type: 'dog' },
      { type: 'unicorns' },
    ]);
  });

  it('suggests the types of the shop, and searches for the chosen one', async () => {
    const search = await open();
    await search.suggest(flushed);
    await search.type('cat');
    expect(search.options()).toEqual(['cat', 'caterpillar', 'polecat']);
    await search.press('ArrowDown');
    await search.press('ArrowDown');
    await search.press('Enter');
    expect(search.field().value).toBe('caterpillar');
    expect(search.options()).toEqual([]);
    await search.type('pole');
    search.option(0)?.click();
    await settled();
    expect(search.go().map((extras) => extras?.queryParams)).toEqual([
      { type: 'caterpillar' },
      { type: 'polecat' },
    ]);
  });

  it('shows all types by the arrow key, and goes away by Escape', async () => {
    const search = await open();
    await search.suggest(flushed);
    await search.press('ArrowDown');
    expect(search.options()).toEqual(types);
    await search.press('Escape');
    expect(search.options()).toEqual([]);
  });

  it('leaves the Enter key to the form, and searches for what is typed, unless a suggestion is chosen', async () => {
    const search = await open();
    await search.suggest(flushed);
    for (const text of ['unicorn', 'cat', 'do', '']) {
      await search.type(text);
      expect(await search.press('Enter'))
        .withContext(text)
        .toBeFalse();
    }
    expect(search.field().value).toBe('');
    await search.type('do');
    await search.press('ArrowDown');
    expect(await search.press('Enter')).toBeTrue();
    expect(search.field().value).toBe('dog');
  });

  it('keeps the field, what is typed, the focus and the selection when suggestions arrive', async () => {
    const search = await open();
    search.field().focus();
    await search.type('dogs');
    search.field().setSelectionRange(1, 3);
    await search.suggest(flushed);
    expect(document.activeElement).toBe(search.field());
    expect(search.field().getAttribute('role')).toBe('combobox');
    expect(search.field().value).toBe('dogs');
    expect([search.field().selectionStart, search.field().selectionEnd]).toEqual([1, 3]);
  });

  it('is a plain field when the API has no types', async () => {
    const search = await open();
    await search.suggest((request) =>
      request.flush({ message: 'no' }, { status: 403, statusText: 'Forbidden' }),
    );
    await search.press('ArrowDown');
    await search.type('cat');
    expect(search.options()).toEqual([]);
    expect(await search.press('Enter')).toBeFalse();
  });
});
