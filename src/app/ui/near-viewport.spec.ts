import { Component, signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { until } from '../../testing/sent';
import { NearViewport } from './near-viewport';

/** Two parts, far apart when `gap` is large, in pixels. */
@Component({
  imports: [NearViewport],
  styles: '[data-test] { contain-intrinsic-block-size: auto 77px; }',
  template: `
    <div data-test="top" [appNearViewport]="true" #top="nearViewport">
      @if (top.isNear()) {
        <button style="display: block; height: 123px">top</button>
      }
    </div>
    <div [style.height.px]="gap()"></div>
    <div data-test="bottom" [appNearViewport]="false" #bottom="nearViewport">
      @if (bottom.isNear()) {
        <button style="display: block; height: 123px">bottom</button>
      }
    </div>
  `,
})
class List {
  readonly gap = signal(100_000);
}

describe('A part of a long list', () => {
  async function open() {
    const fixture = TestBed.createComponent(List);
    const element = fixture.nativeElement as HTMLElement;
    document.body.append(element);
    await fixture.whenStable();
    const box = (name: string) => element.querySelector<HTMLElement>(`[data-test=${name}]`)!;
    const isDrawn = (name: string) => box(name).querySelector('button') !== null;
    const becomes = (name: string, drawn: boolean) =>
      until(() => (isDrawn(name) === drawn ? true : undefined));
    return { fixture, box, isDrawn, becomes };
  }

  afterEach(() => scrollTo(0, 0));

  it('is drawn near the viewport only, and as high as before elsewhere', async () => {
    const list = await open();
    expect([list.isDrawn('top'), list.isDrawn('bottom')]).toEqual([true, false]);
    list.box('bottom').scrollIntoView();
    await list.becomes('bottom', true);
    await list.becomes('top', false);
    expect(list.box('top').offsetHeight).toBe(123);
  });

  it('is as high as its style says before it was ever drawn', async () => {
    const list = await open();
    expect(list.isDrawn('bottom')).toBeFalse();
    expect(list.box('bottom').offsetHeight).toBe(77);
  });

  it('stays while the focus is in it', async () => {
    const list = await open();
    list.box('top').querySelector('button')?.focus();
    list.box('bottom').scrollIntoView();
    await list.becomes('bottom', true);
    expect(list.isDrawn('top')).toBeTrue();
    expect(document.activeElement).toBe(list.box('top').querySelector('button'));
    (document.activeElement as HTMLElement).blur();
    await list.becomes('top', false);
  });

  it('is drawn when it comes near without scrolling', async () => {
    const list = await open();
    list.fixture.componentInstance.gap.set(0);
    await list.becomes('bottom', true);
    expect(list.isDrawn('top')).toBeTrue();
  });
});
