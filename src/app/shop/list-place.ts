import { DOCUMENT, Service, inject, signal } from '@angular/core';
import { Router } from '@angular/router';
import { isLoginCallback } from '../auth/identity';
import { readStored, store } from '../ui/stored';
import { isSameQuery, paramsOf, petQueryFrom, type PetQuery } from './pet-query';

/** In the tab's storage: where the user was when the page was left. */
const LEFT = 'shop.place';

/** A place in a list. */
interface Place {
  /** The query of the list, as the address writes it. */
  readonly query: string;
  /** How many of its pets were loaded. */
  readonly count: number;
  /** How far the page was scrolled, in pixels. */
  readonly scrollY: number;
  /** The pet with the focus, or else the first one in sight. */
  readonly petId: number;
  /** How far below the top of the viewport that pet stood, in pixels. */
  readonly top: number;
  /** What had the focus, as a selector. */
  readonly focus: string | undefined;
}

/**
 * Remembers where in the list a user was who left the page and is back: by a reload, by the browser's
 * Back without its page cache, or from a login, completed or not. The list, the scroll position and the
 * focus are then as they were.
 */
@Service()
export class ListPlace {
  private readonly document = inject(DOCUMENT);
  private readonly left = signal(
    inject(Router).lastSuccessfulNavigation() ? undefined : takeLeft(),
  );

  private lastFocused: Element | undefined;

  /** The place to which the user comes back in the list of a query. It is there until `restore`. */
  of(query: PetQuery): Place | undefined {
    const place = this.left();
    const isOf = place && isSameQuery(query, petQueryFrom(new URLSearchParams(place.query)));
    return isOf ? place : undefined;
  }

  /** An element has got the focus. */
  focused(element: EventTarget | null): void {
    this.lastFocused = element instanceof Element ? element : undefined;
  }

  /** Keeps the place in a list with this many pets loaded, when the page is left. */
  keep(query: PetQuery, count: number): void {
    const { activeElement, body, defaultView } = this.document;
    const scrollY = defaultView?.scrollY ?? 0;
    // Chromium takes the focus away before it leaves the page.
    const active = activeElement === body ? this.lastFocused : activeElement;
    const focused = active?.closest<HTMLElement>('[data-pet]');
    const pet = focused ?? this.firstInSight();
    if (!pet || (scrollY === 0 && !focused)) return;
    const petId = Number(pet.dataset['pet']);
    const isAtLogin = active?.closest('app-login-button');
    const place: Place = {
      query: new URLSearchParams(paramsOf(query)).toString(),
      count,
      scrollY,
      petId,
      top: pet.getBoundingClientRect().top,
      focus: focused ? selectorOf(petId) : isAtLogin ? 'app-login-button button' : undefined,
    };
    store('sessionStorage', LEFT, JSON.stringify(place));
  }

  /** Goes to a place in a list that is drawn, unless the user has moved on. */
  restore({ scrollY, petId, top, focus }: Place): void {
    this.left.set(undefined);
    const { activeElement, body, defaultView } = this.document;
    if (scrollY > 0 && defaultView?.scrollY === 0) {
      const pet = this.document.querySelector(selectorOf(petId));
      const target = pet ? pet.getBoundingClientRect().top - top : scrollY;
      defaultView.scrollTo({ top: target, behavior: 'instant' });
    }
    if (focus && (!activeElement || activeElement === body)) {
      this.document.querySelector<HTMLElement>(focus)?.focus({ preventScroll: true });
    }
  }

  private firstInSight(): HTMLElement | undefined {
    const pets = this.document.querySelectorAll<HTMLElement>('[data-pet]');
    return [...pets].find((pet) => pet.getBoundingClientRect().bottom > 0);
  }
}

const selectorOf = (petId: number): string => `[data-pet="${petId}"]`;

/** The place where the page was left, if the user is back and not on a new visit. */
function takeLeft(): Place | undefined {
  const [navigation] = performance.getEntriesByType('navigation');
  const isNew = (navigation as PerformanceNavigationTiming | undefined)?.type === 'navigate';
  const left = readStored('sessionStorage', LEFT);
  store('sessionStorage', LEFT, null);
  const isBack = left && (!isNew || isLoginCallback(location.search));
  return isBack ? (JSON.parse(left) as Place) : undefined;
}
