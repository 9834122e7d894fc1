import { Component, signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { until } from '../../testing/sent';
import { Chunk } from './chunk';

/** Two chunks, far apart when `gap` is large, in pixels. */
@Component({
  imports: [Chunk],
  template: `
    <div data-test="top" [appChunk]="items" [appChunkFirst]="true" #top="chunk">
      @if (top.isDrawn()) {
        <button style="display: block; height: 123px">{{ items }}</button>
      }
    </div>
    <div [style.height.px]="gap()"></div>
    <div data-test="bottom" [appChunk]="items" #bottom="chunk">
      @if (bottom.isDrawn()) {
        <button style="display: block; height: 123px">{{ items }}</button>
      }
    </div>
  `,
})
class List {
  readonly items = ['a', 'b'];
  readonly gap = signal(100_000);
}

@Component({
  imports: [Chunk],
  template: `
    <div [appChunk]="list().items" [appChunkOf]="list().name" [appChunkFirst]="true" #chunk="chunk">
      @for (item of list().items; track $index) {
        <b>
          @if ($index < chunk.drawn()) {
            <i>{{ item }}</i>
          }
        </b>
      }
    </div>
  `,
})
class Steps {
  readonly list = signal({ name: 'one', items: Array.from({ length: 30 }, (_, index) => index) });
}

describe('A chunk of a long list', () => {
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

  it('has about its height before it was ever drawn', async () => {
    const list = await open();
    await until(() => (list.box('bottom').offsetHeight === 123 ? true : undefined));
    expect(list.isDrawn('bottom')).toBeFalse();
  });

  it('draws a few items at a time, and those of another list anew', async () => {
    const fixture = TestBed.createComponent(Steps);
    const element = fixture.nativeElement as HTMLElement;
    const drawn = () => element.querySelectorAll('i').length;
    const becomes = (count: number) => until(() => (drawn() === count ? true : undefined));
    fixture.detectChanges();
    expect(element.querySelectorAll('b').length).withContext('places').toBe(30);
    const counts = [drawn()];
    const observer = new MutationObserver(() => counts.push(drawn()));
    observer.observe(element, { childList: true, subtree: true });
    await fixture.whenStable();
    observer.disconnect();
    expect(counts.at(-1)).toBe(30);
    const steps = counts.map((count, index) => count - (counts[index - 1] ?? 0));
    expect(Math.max(...steps))
      .withContext('at a time')
      .toBeLessThan(10);

    const { list } = fixture.componentInstance;
    list.update(({ name, items }) => ({ name, items: [...items.slice(1), 30] }));
    fixture.detectChanges();
    expect(drawn()).withContext('with one item changed').toBe(30);
    list.update(({ items }) => ({ name: 'another', items }));
    fixture.detectChanges();
    expect(drawn()).withContext('of another list').toBe(0);
    await becomes(30);
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
