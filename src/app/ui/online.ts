import { DOCUMENT, Service, inject, signal } from '@angular/core';

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
