import { TestBed } from '@angular/core/testing';
import { PageFocus } from './page-focus';

describe('The focus', () => {
  const page = document.createElement('div');
  let focus: PageFocus;
  const focused = () => document.activeElement?.id;

  beforeEach(() => {
    page.innerHTML = '<button id="first"></button><button id="second"></button>';
    document.body.append(page);
    focus = TestBed.inject(PageFocus);
  });
  afterEach(() => page.remove());

  it('moves on, once the page is drawn, when what had it is gone', () => {
    page.querySelector<HTMLElement>('#first')?.focus();
    focus.moveTo('#second');
    page.querySelector('#first')?.remove();
    TestBed.tick();
    expect(focused()).toBe('second');
  });

  it('stays where it is otherwise, unless it is to move always', () => {
    page.querySelector<HTMLElement>('#first')?.focus();
    focus.moveTo('#second');
    TestBed.tick();
    expect(focused()).toBe('first');
    focus.moveTo('#second', { always: true });
    TestBed.tick();
    expect(focused()).toBe('second');
  });

  it('goes to the first of its like in sight when there is nothing to move to', () => {
    page.querySelector<HTMLElement>('#first')?.focus();
    focus.moveTo('#third', { like: '#second' });
    page.querySelector('#first')?.remove();
    TestBed.tick();
    expect(focused()).toBe('second');
  });

  it('stays where it is when there is nothing to move to', () => {
    page.querySelector<HTMLElement>('#first')?.focus();
    focus.moveTo('#third', { always: true });
    TestBed.tick();
    expect(focused()).toBe('first');
  });
});
