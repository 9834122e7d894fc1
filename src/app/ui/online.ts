import { DOCUMENT, DestroyRef, Service, inject, signal } from '@angular/core';

/** Whether the browser thinks it is online. */
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

/** Calls back whenever the network is back, for as long as the caller lives. */
export function whenOnlineAgain(callback: () => void): void {
  const window = inject(DOCUMENT).defaultView;
  window?.addEventListener('online', callback);
  inject(DestroyRef).onDestroy(() => window?.removeEventListener('online', callback));
}
