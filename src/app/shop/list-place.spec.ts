import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { ListPlace } from './list-place';
import { DEFAULT_QUERY } from './pet-query';

const dogs = { ...DEFAULT_QUERY, type: 'dog' };

describe('The place in the list', () => {
  let pets: HTMLElement;
  let navigation: jasmine.Spy;

  /** As the page has it when it starts. */
  function start(): ListPlace {
    TestBed.resetTestingModule();
    TestBed.configureTestingModule({ providers: [provideRouter([])] });
    return TestBed.inject(ListPlace);
  }
  const pet = (id: number) => pets.querySelector<HTMLElement>(`[data-pet="${id}"]`)!;

  beforeEach(() => {
    pets = document.createElement('div');
    for (const id of [3, 2, 1]) {
      const one = document.createElement('div');
      one.dataset['pet'] = String(id);
      one.tabIndex = -1;
      one.style.height = '3000px';
      one.append(document.createElement('button'));
      pets.append(one);
    }
    document.body.append(pets);
    navigation = spyOn(performance, 'getEntriesByType').and.returnValue([
      { type: 'back_forward' } as PerformanceNavigationTiming,
    ]);
  });
  afterEach(() => {
    pets.remove();
    sessionStorage.clear();
    scrollTo(0, 0);
  });

  it('is that of the pet with the focus, and how many pets were loaded', () => {
    pet(2).querySelector('button')?.focus();
    const top = Math.round(pet(2).getBoundingClientRect().top);
    start().keep(dogs, 250);
    (document.activeElement as HTMLElement).blur();
    scrollTo(0, 0);
    const place = start();
    expect(place.of(DEFAULT_QUERY)).toBeUndefined();
    const found = place.of(dogs)!;
    expect(found.count).toBe(250);
    place.restore(found);
    expect(Math.round(pet(2).getBoundingClientRect().top)).toBe(top);
    expect(document.activeElement).toBe(pet(2));
    expect(place.of(dogs)).toBeUndefined();
  });

  it('is that of the first pet in sight, if the list has the same or another height above it', () => {
    scrollTo(0, pet(1).offsetTop - 100);
    start().keep(DEFAULT_QUERY, 50);
    scrollTo(0, 0);
    pet(3).style.height = '100px';
    const place = start();
    place.restore(place.of(DEFAULT_QUERY)!);
    expect(Math.round(pet(1).getBoundingClientRect().top)).toBe(100);
    expect(document.activeElement).toBe(document.body);
  });

  it('is none where nobody has gone anywhere, and once the user has moved on', () => {
    start().keep(DEFAULT_QUERY, 50);
    expect(start().of(DEFAULT_QUERY)).toBeUndefined();
    scrollTo(0, 4000);
    start().keep(DEFAULT_QUERY, 50);
    scrollTo(0, 700);
    const place = start();
    place.restore(place.of(DEFAULT_QUERY)!);
    expect(scrollY).toBe(700);
  });

  it('is forgotten by who comes anew', () => {
    scrollTo(0, 4000);
    start().keep(DEFAULT_QUERY, 50);
    navigation.and.returnValue([{ type: 'navigate' } as PerformanceNavigationTiming]);
    expect(start().of(DEFAULT_QUERY)).toBeUndefined();
    navigation.and.returnValue([{ type: 'reload' } as PerformanceNavigationTiming]);
    expect(start().of(DEFAULT_QUERY)).toBeUndefined();
  });

  it('is none where the browser keeps nothing', () => {
    spyOn(Storage.prototype, 'setItem').and.throwError(new DOMException('', 'QuotaExceededError'));
    spyOn(Storage.prototype, 'getItem').and.throwError(new DOMException('', 'SecurityError'));
    scrollTo(0, 4000);
    start().keep(DEFAULT_QUERY, 50);
    expect(start().of(DEFAULT_QUERY)).toBeUndefined();
  });
});
