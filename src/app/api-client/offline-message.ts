import type { WritableSignal } from '@angular/core';
import { whenOnlineAgain } from '../ui/online';
import { OFFLINE } from './error-message';

/** Takes the message that the user is offline away once they no longer are. */
export function dropOfflineMessage(message: WritableSignal<string>): void {
  whenOnlineAgain(() => message.update((text) => (text.startsWith(OFFLINE) ? '' : text)));
}
