import { DOCUMENT, DestroyRef, Service, inject, signal } from '@angular/core';

/** Whether the browser believes that it has a network. */
@Service()
export class Online {
  private readonly state = signal(navigator.onLine);
  readonly online = this.state.asReadonly();

  constructor() {
    const window = inject(DOCUMENT).defaultView;
    window?.addEventListener('online', () => this.state.set(true));
    window?.addEventListener('offline', () => this.state.set(false));
  }
}

/** Calls back whenever the network has come back, for as long as the caller is there. */
export function whenOnlineAgain(callback: () => void): void {
  const window = inject(DOCUMENT).defaultView;
  window?.addEventListener('online', callback);
  inject(DestroyRef).onDestroy(() => window?.removeEventListener('online', callback));
}
