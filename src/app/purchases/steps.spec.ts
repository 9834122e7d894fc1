import { signal } from '@angular/core';
import { inSteps } from './steps';

const numbers = (count: number) => Array.from({ length: count }, (_, i) => i);

describe('A list in steps', () => {
  it('shows a hundred more each time, until all are shown', () => {
    const steps = inSteps(signal(numbers(250)));
    const seen = () => [steps.shown().length, steps.left()];
    expect(seen()).toEqual([100, 150]);
    steps.more();
    expect(seen()).toEqual([200, 50]);
    steps.more();
    expect(seen()).toEqual([250, 0]);
    expect(steps.shown()[249]).toBe(249);
  });

  it('shows all at once for a print', () => {
    const steps = inSteps(signal(numbers(10_000)));
    steps.all();
    expect([steps.shown().length, steps.left()]).toEqual([10_000, 0]);
  });

  it('begins anew with another list', () => {
    const list = signal(numbers(300));
    const steps = inSteps(list);
    steps.more();
    list.set(numbers(301));
    expect(steps.shown().length).toBe(100);
  });

  it('leaves nothing out of a short one', () => {
    const steps = inSteps(signal(numbers(3)));
    expect([steps.shown().length, steps.left()]).toEqual([3, 0]);
  });
});
