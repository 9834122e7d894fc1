import { Component, signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { settled } from '../../testing/sent';
import { Lazy } from './lazy';

@Component({ selector: 'app-part', template: 'The part' })
class Part {}

@Component({
  imports: [Lazy],
  template: `@if (wanted()) {
    <app-lazy [load]="load" />
  }`,
})
class Page {
  static load: () => Promise<typeof Part>;
  readonly wanted = signal(true);
  readonly load = Page.load;
}

describe('A part of the page that loads late', () => {
  async function open(load: () => Promise<typeof Part>) {
    Page.load = load;
    const fixture = TestBed.createComponent(Page);
    const element = fixture.nativeElement as Element;
    document.body.append(element);
    const stable = async () => {
      await settled();
      await fixture.whenStable();
    };
    await settled();
    return { page: fixture.componentInstance, element, stable };
  }

  it('is there once it is loaded, and goes with its place', async () => {
    const { page, element, stable } = await open(() => Promise.resolve(Part));
    await stable();
    expect(element.querySelector('app-lazy > app-part')?.textContent).toBe('The part');
    page.wanted.set(false);
    await stable();
    expect(element.textContent.trim()).toBe('');
  });

  it('does not come when it is no longer wanted', async () => {
    let arrive: (type: typeof Part) => void = () => undefined;
    const { page, element, stable } = await open(
      () => new Promise((resolve) => (arrive = resolve)),
    );
    page.wanted.set(false);
    await stable();
    arrive(Part);
    await stable();
    expect(element.textContent.trim()).toBe('');
  });

  it('comes by itself when the network is back', async () => {
    const load = jasmine.createSpy().and.rejectWith(new TypeError('Failed to fetch'));
    const { element, stable } = await open(load);
    await stable();
    expect(element.querySelector('[role=alert]')).not.toBeNull();
    load.and.resolveTo(Part);
    window.dispatchEvent(new Event('online'));
    await stable();
    expect(element.textContent.trim()).toBe('The part');
  });

  it('says that it can’t be loaded, and comes when it is tried again', async () => {
    const load = jasmine.createSpy().and.rejectWith(new TypeError('Failed to fetch'));
    const { element, stable } = await open(load);
    await stable();
    expect(element.querySelector('[role=alert]')?.textContent).toContain('couldn’t be loaded');
    let arrive: (type: typeof Part) => void = () => undefined;
    load.and.returnValue(new Promise((resolve) => (arrive = resolve)));
    const button = element.querySelector('button')!;
    button.focus();
    button.click();
    await settled();
    expect(button.textContent.trim()).toBe('Loading…');
    arrive(Part);
    await stable();
    expect(document.activeElement?.localName).toBe('app-lazy');
    expect(element.querySelector('[role=alert]')).toBeNull();
    expect(element.querySelector('app-part')?.textContent).toBe('The part');
    expect(load).toHaveBeenCalledTimes(2);
  });
});
