import { signal } from '@angular/core';
import { shownRows } from './shown-rows';

const numbers = (count: number) => Array.from({ length: count }, (_, i) => i);

describe('The shown rows of a list', () => {
  it('are a hundred more each time, until all are shown', () => {
    const shown = shownRows(signal(numbers(250)));
    const seen = () => [shown.rows().length, shown.hiddenCount()];
    expect(seen()).toEqual([100, 150]);
    shown.more();
    expect(seen()).toEqual([200, 50]);
    shown.more();
    expect(seen()).toEqual([250, 0]);
    expect(shown.rows()[249]).toBe(249);
    expect(shown.isLong()).toBeTrue();
  });

  it('are all at once for a print', () => {
    const shown = shownRows(signal(numbers(10_000)));
    shown.all();
    expect([shown.rows().length, shown.hiddenCount()]).toEqual([10_000, 0]);
  });

  it('begin anew with another list', () => {
    const list = signal(numbers(300));
    const shown = shownRows(list);
    shown.more();
    list.set(numbers(301));
    expect(shown.rows().length).toBe(100);
  });

  it('are all of a short one', () => {
    const shown = shownRows(signal(numbers(3)));
    expect([shown.rows().length, shown.hiddenCount(), shown.isLong()]).toEqual([3, 0, false]);
  });
});
