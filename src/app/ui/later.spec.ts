import { Component, signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { settled } from '../../testing/sent';
import { Later } from './later';

@Component({ selector: 'app-part', template: 'The part' })
class Part {}

@Component({
  imports: [Later],
  template: `@if (wanted()) {
    <app-later [load]="load" />
  }`,
})
class Page {
  static load: () => Promise<typeof Part>;
  readonly wanted = signal(true);
  readonly load = Page.load;
}

describe('A part of the page that loads later', () => {
  async function open(load: () => Promise<typeof Part>) {
    Page.load = load;
    const fixture = TestBed.createComponent(Page);
    const stable = async () => {
      await settled();
      await fixture.whenStable();
    };
    await stable();
    return { page: fixture.componentInstance, element: fixture.nativeElement as Element, stable };
  }

  it('is there once it is loaded, and goes with its place', async () => {
    const { page, element, stable } = await open(() => Promise.resolve(Part));
    expect(element.querySelector('app-later > app-part')?.textContent).toBe('The part');
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

  it('says that it can’t be loaded, and what to do', async () => {
    const { element } = await open(() => Promise.reject(new Error('offline')));
    expect(element.querySelector('[role=alert]')?.textContent).toContain('could not be loaded');
  });
});
