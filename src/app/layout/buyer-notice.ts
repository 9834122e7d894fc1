import { Service, computed, effect, inject, signal } from '@angular/core';
import { buyerProblem } from '../auth/buyer-problem';
import { Identity } from '../auth/identity';
import { LoginError } from '../auth/login-error';
import { readStored, store } from '../ui/stored';

/** In the tab's storage: the `sub` of the user who was told, until their login is over. */
const TOLD = 'buyer.told';

/** Tells a buyer, once after each login, what keeps their account from buying. */
@Service()
export class BuyerNotice {
  private readonly identity = inject(Identity);
  /** The `sub` of the user who knows. */
  private readonly known = signal(readStored('sessionStorage', TOLD));

  /** Empty if nothing does, or if the user knows. */
  readonly text = computed(() => {
    const user = this.identity.user();
    return user?.sub === this.known() ? '' : (buyerProblem(user) ?? '');
  });

  constructor() {
    effect(() => {
      const user = this.identity.user();
      const status = this.identity.status();
      const hasEnded = status instanceof LoginError && status.reason === 'ended';
      if (this.text()) store('sessionStorage', TOLD, user?.sub ?? null);
      else if (status === 'visitor' || hasEnded) {
        store('sessionStorage', TOLD, null);
        this.known.set(null);
      }
    });
  }

  dismiss(): void {
    this.known.set(this.identity.user()?.sub ?? null);
  }
}
