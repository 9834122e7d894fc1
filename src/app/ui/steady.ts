import { DOCUMENT, Service, inject, linkedSignal, signal, type Signal } from '@angular/core';

/** Whether a mouse button, a finger or a pen is down. */
@Service()
class Pointer {
  private readonly down = signal(false);
  readonly isDown = this.down.asReadonly();

  constructor() {
    const document = inject(DOCUMENT);
    const press = () => this.down.set(true);
    const release = () => this.down.set(false);
    const options = { capture: true };
    // Before the focus leaves a field because of it.
    document.addEventListener('pointerdown', press, options);
    for (const type of ['pointerup', 'pointercancel', 'contextmenu', 'keydown']) {
      document.addEventListener(type, release, options);
    }
    // The list of a select takes the release of the press that opened it.
    const move = ({ buttons }: PointerEvent) => {
      if (buttons === 0) release();
    };
    document.addEventListener('pointermove', move, options);
    // The window's own only: capturing would catch that of any field.
    document.defaultView?.addEventListener('blur', release);
  }
}

/**
 * A value for the page that stays as it is while a pointer is down. What comes and goes between press
 * and release, as an error does when the focus leaves its field, would push the button from under
 * the pointer, and the browser would not count the press as a click.
 */
export function steady<T>(value: () => T): Signal<T> {
  const pointer = inject(Pointer);
  return linkedSignal<{ readonly value: T; readonly isHeld: boolean }, T>({
    source: () => ({ value: value(), isHeld: pointer.isDown() }),
    computation: (now, previous) => (now.isHeld && previous ? previous.value : now.value),
  }).asReadonly();
}
