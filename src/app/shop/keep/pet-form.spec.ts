import { HttpErrorResponse } from '@angular/common/http';
import { TestBed } from '@angular/core/testing';
import type { PetDetails } from '../../api/models';
import { settled } from '../../../testing/sent';
import { PetForm } from './pet-form';
import { Keeping } from './keeping';

describe('The form for a new pet', () => {
  let add: jasmine.Spy<Keeping['add']>;

  async function open() {
    const fixture = TestBed.createComponent(PetForm);
    const element = fixture.nativeElement as HTMLElement;
    document.body.append(element);
    const saved = jasmine.createSpy('saved');
    const cancelled = jasmine.createSpy('cancelled');
    fixture.componentInstance.saved.subscribe(saved);
    fixture.componentInstance.cancelled.subscribe(cancelled);
    await fixture.whenStable();
    const box = (label: string) => {
      const found = [...element.querySelectorAll('label')].find(
        ({ textContent }) => textContent === label,
      );
      return found?.control as HTMLInputElement;
    };
    return {
      element,
      saved,
      cancelled,
      box,
      type: async (label: string, text: string) => {
        box(label).value = text;
        box(label).dispatchEvent(new Event('input'));
        await fixture.whenStable();
      },
      submit: async () => {
        element.querySelector('form')?.requestSubmit();
        await settled();
        await fixture.whenStable();
      },
      problemOf: (label: string) => {
        const described = box(label).getAttribute('aria-describedby') ?? '';
        return element.querySelector(`#${described}`)?.textContent ?? '';
      },
    };
  }

  beforeEach(() => {
    add = jasmine
      .createSpy('add')
      .and.callFake((details: PetDetails) => Promise.resolve({ id: 1, isSold: false, ...details }));
    TestBed.configureTestingModule({ providers: [{ provide: Keeping, useValue: { add } }] });
  });

  it('begins with the focus in Pet type, and without complaints', async () => {
    const form = await open();
    expect(document.activeElement).toBe(form.box('Pet type'));
    expect(form.problemOf('Pet type') + form.problemOf('Pet price')).toBe('');
    expect(form.box('Pet type').hasAttribute('aria-invalid')).toBeFalse();
  });

  it('lists what was typed, without spaces around it', async () => {
    const form = await open();
    await form.type('Pet type', '  dog ');
    await form.type('Pet price', '$4.99');
    await form.submit();
    expect(add).toHaveBeenCalledOnceWith({ type: 'dog', price: 4.99 });
    expect(form.saved).toHaveBeenCalledOnceWith({ id: 1, type: 'dog', price: 4.99, isSold: false });
  });

  const bad: [string, string, string][] = [
    ['', '4', 'Pet type'],
    ['   ', '4', 'Pet type'],
    ['<script>', '4', 'Pet type'],
    ['x'.repeat(5000), '4', 'Pet type'],
    ['dog', '', 'Pet price'],
    ['dog', 'abc', 'Pet price'],
    ['dog', '-1', 'Pet price'],
    ['dog', '1e400', 'Pet price'],
    ['dog', '0.001', 'Pet price'],
    ['dog', '4,99', 'Pet price'],
  ];
  for (const [type, price, label] of bad) {
    it(`sends nothing and keeps all for ${type.slice(0, 9)} / ${price}, with a reason`, async () => {
      const form = await open();
      await form.type('Pet type', type);
      await form.type('Pet price', price);
      await form.submit();
      expect(add).not.toHaveBeenCalled();
      expect(form.saved).not.toHaveBeenCalled();
      expect(form.problemOf(label)).toMatch(/\.$/);
      expect(form.box(label).getAttribute('aria-invalid')).toBe('true');
      expect(document.activeElement).toBe(form.box(label));
      expect([form.box('Pet type').value, form.box('Pet price').value]).toEqual([type, price]);
    });
  }

  it('sends once what is submitted twice', async () => {
    let answer: () => void = () => undefined;
    add.and.callFake(
      (details) =>
        new Promise((resolve) => (answer = () => resolve({ id: 1, isSold: false, ...details }))),
    );
    const form = await open();
    await form.type('Pet type', 'dog');
    await form.type('Pet price', '4');
    await form.submit();
    await form.submit();
    answer();
    await settled();
    expect(add).toHaveBeenCalledTimes(1);
    expect(form.saved).toHaveBeenCalledTimes(1);
  });

  it('keeps what was typed when the shop refuses, says why, and can be sent again', async () => {
    add.and.rejectWith(new HttpErrorResponse({ status: 403 }));
    const form = await open();
    await form.type('Pet type', 'dog');
    await form.type('Pet price', '4');
    await form.submit();
    expect(form.element.querySelector('[role=alert]')?.textContent).toMatch(/not allowed/);
    expect(form.box('Pet type').value).toBe('dog');
    expect(form.saved).not.toHaveBeenCalled();
    await form.submit();
    expect(add).toHaveBeenCalledTimes(2);
  });

  it('is cancelled by its button and by Escape', async () => {
    const form = await open();
    const cancel = [...form.element.querySelectorAll('button')].find(
      ({ textContent }) => textContent === 'Cancel',
    );
    cancel?.click();
    form
      .box('Pet price')
      .dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
    expect(form.cancelled).toHaveBeenCalledTimes(2);
  });
});
