import { Location } from '@angular/common';
import { Component } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { Router, RouterOutlet, provideRouter } from '@angular/router';
import { settled, until } from '../../testing/sent';
import { ScrollMemory } from './scroll-memory';

@Component({ template: '<div style="height: 5000px"></div>' })
class TallPage {}

@Component({ imports: [RouterOutlet], template: '<router-outlet />' })
class Frame {}

describe('The scroll position', () => {
  const at = (top: number) =>
    until(() => (Math.abs(scrollY - top) < 1 ? true : undefined)).then(() => scrollY);
  const go = (url: string) => TestBed.inject(Router).navigateByUrl(url);

  beforeEach(async () => {
    TestBed.configureTestingModule({
      providers: [provideRouter(['', 'other'].map((path) => ({ path, component: TallPage })))],
    });
    const frame = TestBed.createComponent(Frame);
    document.body.append(frame.nativeElement as HTMLElement);
    TestBed.inject(ScrollMemory);
    TestBed.inject(Router).initialNavigation();
    await go('/');
    await frame.whenStable();
    scrollTo(0, 1200);
  });
  afterEach(() => {
    history.scrollRestoration = 'auto';
    scrollTo(0, 0);
  });

  it('is the top on a new page, and where it was on going back and forward', async () => {
    await go('/other');
    expect(await at(0)).toBe(0);
    scrollTo(0, 700);
    TestBed.inject(Location).back();
    expect(await at(1200)).toBe(1200);
    TestBed.inject(Location).forward();
    expect(await at(700)).toBe(700);
  });

  it('stays when only the choices on a page change', async () => {
    await go('/?type=cat');
    await settled();
    expect(scrollY).toBe(1200);
  });
});
