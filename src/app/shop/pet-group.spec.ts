import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { FakeIdentity } from '../../testing/fake-identity';
import { until } from '../../testing/sent';
import { pet } from '../../testing/shop-api';
import { KnownSales } from './known-sales';
import { PetGroup } from './pet-group';
import { DEFAULT_QUERY } from './pet-query';

/** Waits until the last card is drawn, too. */
const allDrawn = (drawn: () => number) => until(() => drawn() === pets.length || undefined);
const pets = Array.from({ length: 30 }, (_, index) => pet(30 - index));

describe('A group of pets', () => {
  async function open() {
    TestBed.configureTestingModule({
      providers: [
        provideRouter([]),
        new FakeIdentity().provider(),
        { provide: KnownSales, useValue: { view: (one: object) => ({ ...one, mine: false }) } },
      ],
    });
    const fixture = TestBed.createComponent(PetGroup);
    const set = (name: string, value: unknown) => fixture.componentRef.setInput(name, value);
    set('pets', pets);
    set('query', DEFAULT_QUERY);
    set('start', 48);
    set('size', -1);
    set('near', true);
    const element = fixture.nativeElement as HTMLElement;
    const drawn = () => element.querySelectorAll('app-pet-card').length;
    fixture.detectChanges();
    const counts = [drawn()];
    const observer = new MutationObserver(() => counts.push(drawn()));
    observer.observe(element, { childList: true, subtree: true });
    const places = element.querySelectorAll('[role=listitem]').length;
    await allDrawn(drawn);
    observer.disconnect();
    return { fixture, set, drawn, counts, places };
  }

  it('draws a few cards at a time, each in its place', async () => {
    const { counts, places } = await open();
    expect(places).toBe(30);
    expect(counts.at(-1)).toBe(30);
    const increments = counts.map((count, index) => count - (counts[index - 1] ?? 0));
    expect(Math.max(...increments)).toBeLessThan(10);
  });

  it('draws a changed list at once, and one of another query anew', async () => {
    const { fixture, set, drawn } = await open();
    set('pets', [...pets.slice(1), pet(31)]);
    fixture.detectChanges();
    expect(drawn()).toBe(30);
    set('query', { ...DEFAULT_QUERY, type: 'dog' });
    fixture.detectChanges();
    expect(drawn()).toBe(0);
    await allDrawn(drawn);
  });

  it('draws nothing far from the viewport', async () => {
    const { fixture, set, drawn } = await open();
    set('near', false);
    fixture.detectChanges();
    expect(drawn()).toBe(0);
  });
});
