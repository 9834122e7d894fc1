import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import type { PetDetails } from '../../api/models';
import { settled } from '../../../testing/sent';
import { PetTypes } from '../../pet-types/pet-types';
import { EMPTY_DRAFT, PetForm } from './pet-form';

describe('The form for a pet', () => {
  let save: jasmine.Spy<(details: PetDetails) => Promise<string>>;
  const types = signal<string[]>([]);

  async function open(draft = EMPTY_DRAFT) {
    const fixture = TestBed.createComponent(PetForm);
    const element = fixture.nativeElement as HTMLElement;
    document.body.append(element);
    fixture.componentRef.setInput('draft', draft);
    fixture.componentRef.setInput('label', 'New pet');
    fixture.componentRef.setInput('save', save);
    const cancelled = jasmine.createSpy('cancelled');
    const closed = jasmine.createSpy('closed');
    fixture.componentInstance.cancelled.subscribe(cancelled);
    fixture.componentInstance.closed.subscribe(closed);
    await fixture.whenStable();
    const stable = async () => {
      await settled();
      await fixture.whenStable();
    };
    const box = (label: string) => {
      const labelElement = [...element.querySelectorAll('label')].find(
        ({ textContent }) => textContent === label,
      );
      return labelElement?.control as HTMLInputElement;
    };
    return {
      element,
      cancelled,
      closed,
      box,
      type: async (label: string, text: string) => {
        box(label).value = text;
        box(label).dispatchEvent(new Event('input', { bubbles: true }));
        await stable();
      },
      press: async (label: string, key: string) => {
        box(label).dispatchEvent(
          new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }),
        );
        await stable();
      },
      submit: async () => {
        element.querySelector('form')?.requestSubmit();
        await stable();
      },
      suggested: () =>
        [...element.querySelectorAll('[role=option]')].map(({ textContent }) => textContent.trim()),
      problemOf: (label: string) => {
        const described = box(label).getAttribute('aria-describedby') ?? '';
        return element.querySelector(`#${described}`)?.textContent ?? '';
      },
    };
  }

  beforeEach(() => {
    types.set([]);
    save = jasmine.createSpy('save').and.resolveTo('');
    TestBed.configureTestingModule({
      providers: [{ provide: PetTypes, useValue: { types, load: () => undefined } }],
    });
  });

  it('begins with the focus in Pet type, and without complaints', async () => {
    const form = await open();
    expect(document.activeElement).toBe(form.box('Pet type'));
    expect(form.problemOf('Pet type') + form.problemOf('Pet price')).toBe('');
    expect(form.box('Pet type').hasAttribute('aria-invalid')).toBeFalse();
  });

  it('saves what was typed, without spaces around it', async () => {
    const form = await open();
    await form.type('Pet type', '  dog ');
    await form.type('Pet price', '$4,99');
    await form.submit();
    expect(save).toHaveBeenCalledOnceWith({ type: 'dog', price: 4.99 });
  });

  it('begins with what was written before', async () => {
    const form = await open({ type: 'dog', price: '4.50' });
    expect([form.box('Pet type').value, form.box('Pet price').value]).toEqual(['dog', '4.50']);
  });

  const bad: [string, string, string][] = [
    ['', '4', 'Pet type'],
    ['   ', '4', 'Pet type'],
    ['dog\u202e', '4', 'Pet type'],
    ['x'.repeat(5000), '4', 'Pet type'],
    ['dog', '', 'Pet price'],
    ['dog', 'abc', 'Pet price'],
    ['dog', '-1', 'Pet price'],
    ['dog', '1e400', 'Pet price'],
    ['dog', '0.001', 'Pet price'],
    ['dog', '1.299', 'Pet price'],
  ];
  for (const [type, price, label] of bad) {
    it(`sends nothing and keeps all for ${type.slice(0, 9)} / ${price}, with a reason`, async () => {
      const form = await open();
      await form.type('Pet type', type);
      await form.type('Pet price', price);
      await form.submit();
      expect(save).not.toHaveBeenCalled();
      expect(form.problemOf(label)).toMatch(/\.$/);
      expect(form.box(label).getAttribute('aria-invalid')).toBe('true');
      expect(document.activeElement).toBe(form.box(label));
      expect([form.box('Pet type').value, form.box('Pet price').value]).toEqual([type, price]);
    });
  }

  it('sends once what is submitted twice', async () => {
    let answer: (problem: string) => void = () => undefined;
    save.and.returnValue(new Promise((resolve) => (answer = resolve)));
    const form = await open();
    await form.type('Pet type', 'dog');
    await form.type('Pet price', '4');
    await form.submit();
    await form.submit();
    answer('');
    await settled();
    expect(save).toHaveBeenCalledTimes(1);
  });

  it('keeps what was typed when the shop refuses, says why, and can be sent again', async () => {
    save.and.resolveTo('No.');
    const form = await open();
    await form.type('Pet type', 'dog');
    await form.type('Pet price', '4');
    await form.submit();
    expect(form.element.querySelector('[role=alert]')?.textContent).toBe('No.');
    expect(form.box('Pet type').value).toBe('dog');
    await form.submit();
    expect(save).toHaveBeenCalledTimes(2);
  });

  it('is cancelled by its button, and only left by Escape', async () => {
    const form = await open();
    await form.press('Pet price', 'Escape');
    expect([form.closed.calls.count(), form.cancelled.calls.count()]).toEqual([1, 0]);
    const cancel = [...form.element.querySelectorAll('button')].find(
      ({ textContent }) => textContent === 'Cancel',
    );
    cancel?.click();
    expect(form.cancelled).toHaveBeenCalledTimes(1);
  });

  describe('suggests types', () => {
    beforeEach(() => types.set(['bird', 'cat', 'catfish', 'dog']));

    it('that fit, and none in focus until an arrow leads there', async () => {
      const form = await open();
      const box = form.box('Pet type');
      expect(form.suggested()).toEqual([]);
      await form.type('Pet type', 'ca');
      expect(form.suggested()).toEqual(['cat', 'catfish']);
      expect(box.getAttribute('aria-expanded')).toBe('true');
      expect(box.hasAttribute('aria-activedescendant')).toBeFalse();
      await form.press('Pet type', 'ArrowDown');
      const active = box.getAttribute('aria-activedescendant') ?? '';
      expect(form.element.querySelector(`#${active}`)?.textContent.trim()).toBe('cat');
    });

    it('and takes the one that is chosen with Enter', async () => {
      const form = await open();
      await form.type('Pet type', 'ca');
      await form.press('Pet type', 'ArrowDown');
      await form.press('Pet type', 'ArrowDown');
      await form.press('Pet type', 'Enter');
      expect(form.box('Pet type').value).toBe('catfish');
      expect(form.suggested()).toEqual([]);
      await form.type('Pet price', '4');
      await form.submit();
      expect(save).toHaveBeenCalledOnceWith({ type: 'catfish', price: 4 });
    });

    it('and takes the one that is clicked', async () => {
      const form = await open();
      await form.type('Pet type', 'd');
      const [option] = form.element.querySelectorAll<HTMLElement>('[role=option]');
      option?.click();
      await settled();
      expect(form.box('Pet type').value).toBe('dog');
      expect(document.activeElement).toBe(form.box('Pet type'));
    });

    it('but leaves what was typed when Enter comes first', async () => {
      const form = await open();
      await form.type('Pet type', 'ca');
      await form.press('Pet type', 'Enter');
      expect(form.box('Pet type').value).toBe('ca');
    });

    it('and hides them by Escape, without leaving the form', async () => {
      const form = await open();
      await form.type('Pet type', 'ca');
      await form.press('Pet type', 'Escape');
      expect(form.suggested()).toEqual([]);
      expect(form.closed).not.toHaveBeenCalled();
      await form.press('Pet type', 'Escape');
      expect(form.closed).toHaveBeenCalledTimes(1);
    });

    it('unless none fits', async () => {
      const form = await open();
      await form.type('Pet type', 'llama');
      expect(form.box('Pet type').getAttribute('aria-expanded')).toBe('false');
    });
  });
});
