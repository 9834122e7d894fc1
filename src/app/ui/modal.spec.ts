import { Component, signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { settled } from '../../testing/sent';
import { Modal } from './modal';

@Component({
  imports: [Modal],
  template: `
    <button id="opener">Open</button>
    @if (shown()) {
      <ng-template appModal="heading" [stay]="stay()" (closed)="shown.set(false)">
        <h2 id="heading">A question</h2>
        <button>Inside</button>
      </ng-template>
    }
  `,
})
class Page {
  readonly shown = signal(false);
  readonly stay = signal(false);
}

describe('A modal dialog', () => {
  async function open() {
    const fixture = TestBed.createComponent(Page);
    const element = fixture.nativeElement as HTMLElement;
    document.body.append(element);
    await fixture.whenStable();
    element.querySelector<HTMLElement>('#opener')?.focus();
    fixture.componentInstance.shown.set(true);
    const stable = async () => {
      await settled();
      await fixture.whenStable();
    };
    await stable();
    return {
      page: fixture.componentInstance,
      dialog: () => document.querySelector<HTMLElement>('[role=dialog]'),
      pressEscape: async () => {
        document.body.dispatchEvent(
          new KeyboardEvent('keydown', { key: 'Escape', keyCode: 27, bubbles: true }),
        );
        await stable();
      },
      clickBeside: async () => {
        document.querySelector<HTMLElement>('.cdk-overlay-backdrop')?.click();
        await stable();
      },
      stable,
    };
  }
  const focused = () => document.activeElement?.textContent;

  it('is modal, has its heading’s name and the focus', async () => {
    const { dialog } = await open();
    expect(dialog()?.getAttribute('aria-modal')).toBe('true');
    expect(dialog()?.getAttribute('aria-labelledby')).toBe('heading');
    expect(focused()).toBe('Inside');
  });

  it('gives the focus back when it is taken away', async () => {
    const { dialog, page, stable } = await open();
    page.shown.set(false);
    await stable();
    expect(dialog()).toBeNull();
    expect(focused()).toBe('Open');
  });

  it('closes on a click beside it, not on one inside', async () => {
    const { clickBeside, dialog, page, stable } = await open();
    dialog()?.querySelector('button')?.click();
    await stable();
    expect(page.shown()).toBeTrue();
    await clickBeside();
    expect(page.shown()).toBeFalse();
    expect(dialog()).toBeNull();
  });

  it('closes on Escape, and gives the focus back', async () => {
    const { page, pressEscape } = await open();
    await pressEscape();
    expect(page.shown()).toBeFalse();
    expect(focused()).toBe('Open');
  });

  it('stays open while it has to, but not without what shows it', async () => {
    const { clickBeside, dialog, page, pressEscape, stable } = await open();
    page.stay.set(true);
    await stable();
    await clickBeside();
    await pressEscape();
    expect(page.shown()).toBeTrue();
    expect(dialog()).not.toBeNull();
    page.shown.set(false);
    await stable();
    expect(dialog()).toBeNull();
  });
});
