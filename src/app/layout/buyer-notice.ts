import { Service, computed, effect, inject, signal } from '@angular/core';
import { buyerProblem } from '../auth/buyer-problem';
import { Identity } from '../auth/identity';

/** In the tab's storage while the user is logged in: they know what their account lacks. */
const TOLD = 'buyer.told';

/** Tells a buyer, once after each login, what keeps their account from buying. */
@Service()
export class BuyerNotice {
  private readonly identity = inject(Identity);
  private readonly isDismissed = signal(wasTold());

  /** Empty if nothing does, or if the user knows. */
  readonly text = computed(() =>
    this.isDismissed() ? '' : (buyerProblem(this.identity.user()) ?? ''),
  );

  constructor() {
    effect(() => {
      if (this.text()) setTold(true);
      else if (this.identity.status() === 'visitor') {
        setTold(false);
        this.isDismissed.set(false);
      }
    });
  }

  dismiss(): void {
    this.isDismissed.set(true);
  }
}

function wasTold(): boolean {
  try {
    return sessionStorage.getItem(TOLD) !== null;
  } catch {
    return false;
  }
}

function setTold(told: boolean): void {
  try {
    if (told) sessionStorage.setItem(TOLD, 'yes');
    else sessionStorage.removeItem(TOLD);
  } catch {
    // Then it is shown again after a reload.
  }
}
