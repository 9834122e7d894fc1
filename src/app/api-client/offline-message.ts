import type { WritableSignal } from '@angular/core';
import { whenOnlineAgain } from '../ui/online';
import { OFFLINE } from './error-message';

/** Removes the offline message once the user is back online. */
export function dropOfflineMessage(message: WritableSignal<string>): void {
  whenOnlineAgain(() => message.update((text) => (text.startsWith(OFFLINE) ? '' : text)));
}
