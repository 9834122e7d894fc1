import { Component, signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { settled } from '../../testing/sent';
import { Modal } from './modal';

@Component({
  imports: [Modal],
  template: `
    <button id="opener">Open</button>
    @if (shown()) {
      <dialog appModal [stay]="stay()" (closed)="shown.set(false)"><button>Inside</button></dialog>
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
    await fixture.whenStable();
    const stable = async () => {
      await settled();
      await fixture.whenStable();
    };
    return { page: fixture.componentInstance, dialog: element.querySelector('dialog')!, stable };
  }

  it('is modal, and has the focus', async () => {
    const { dialog } = await open();
    expect(dialog.matches(':modal')).toBeTrue();
    expect(document.activeElement?.textContent).toBe('Inside');
  });

  it('gives the focus back when it closes', async () => {
    const { dialog, page, stable } = await open();
    dialog.close();
    await stable();
    expect(page.shown()).toBeFalse();
    expect(document.activeElement?.textContent).toBe('Open');
  });

  it('gives the focus back when it is taken away', async () => {
    const { page, stable } = await open();
    page.shown.set(false);
    await stable();
    expect(document.activeElement?.textContent).toBe('Open');
  });

  it('closes on a click beside it, not on one inside', async () => {
    const { dialog, page, stable } = await open();
    dialog.querySelector('button')?.click();
    await stable();
    expect(page.shown()).toBeTrue();
    dialog.click();
    await stable();
    expect(page.shown()).toBeFalse();
  });

  it('lets Escape close it', async () => {
    const { dialog } = await open();
    const escape = new Event('cancel', { cancelable: true });
    dialog.dispatchEvent(escape);
    expect(escape.defaultPrevented).toBeFalse();
  });

  it('stays open while it has to', async () => {
    const { dialog, page, stable } = await open();
    page.stay.set(true);
    await stable();
    dialog.click();
    const escape = new Event('cancel', { cancelable: true });
    dialog.dispatchEvent(escape);
    await stable();
    expect(escape.defaultPrevented).toBeTrue();
    expect(page.shown()).toBeTrue();
  });
});
