import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { steady } from './steady';

describe('A steady value', () => {
  const value = signal('before');
  const happen = (type: string, target: EventTarget = document.body) =>
    target.dispatchEvent(new Event(type, { bubbles: true }));
  const held = () => {
    value.set('before');
    const shown = TestBed.runInInjectionContext(() => steady(value));
    expect(shown()).toBe('before');
    happen('pointerdown');
    value.set('after');
    expect(shown()).toBe('before');
    return shown;
  };

  it('follows while no pointer is down', () => {
    const shown = TestBed.runInInjectionContext(() => steady(value));
    value.set('before');
    expect(shown()).toBe('before');
    value.set('after');
    expect(shown()).toBe('after');
  });

  for (const type of ['pointerup', 'pointercancel', 'contextmenu', 'keydown']) {
    it(`waits for ${type} while a pointer is down`, () => {
      const shown = held();
      happen(type);
      expect(shown()).toBe('after');
    });
  }

  it('stays when a field loses the focus because of the press', () => {
    const shown = held();
    document.body.dispatchEvent(new FocusEvent('blur'));
    expect(shown()).toBe('before');
    happen('pointerup');
  });

  it('does not wait for a release that another window gets', () => {
    const shown = held();
    happen('blur', window);
    expect(shown()).toBe('after');
  });
});
