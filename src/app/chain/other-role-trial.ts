import { Component, computed, inject, signal } from '@angular/core';
import { errorMessage } from '../api-client/error-message';
import { Identity } from '../auth/identity';
import type { User } from '../auth/user';
import { OtherRole, type OtherRoleVerdict } from '../trace/other-role';

interface Trial {
  readonly user: User | undefined;
  readonly verdict?: OtherRoleVerdict;
  readonly problem?: string;
}

/** Asks STS for the role that the user doesn't have, and shows what it says: the proof. */
@Component({
  selector: 'app-other-role-trial',
  templateUrl: './other-role-trial.html',
})
export class OtherRoleTrial {
  private readonly identity = inject(Identity);
  private readonly otherRole = inject(OtherRole);
  private readonly last = signal<Trial | undefined>(undefined);

  protected readonly busy = signal(false);
  /** Its result, never a previous user's. */
  protected readonly trial = computed(() => {
    const trial = this.last();
    return trial && trial.user === this.identity.user() ? trial : undefined;
  });
  /** The verdict that must never happen. */
  protected readonly granted = computed(() => {
    const verdict = this.trial()?.verdict;
    return verdict && !verdict.refusal ? verdict : undefined;
  });
  protected readonly others = computed(() =>
    this.identity.user()?.role === 'admin' ? 'buyers' : 'shopkeepers',
  );

  protected async ask(): Promise<void> {
    if (this.busy()) return;
    this.busy.set(true);
    this.last.set(undefined);
    const user = this.identity.user();
    try {
      this.last.set({ user, verdict: await this.otherRole.attempt() });
    } catch (error) {
      this.last.set({ user, problem: errorMessage(error, 'purchases') });
    }
    this.busy.set(false);
  }
}
