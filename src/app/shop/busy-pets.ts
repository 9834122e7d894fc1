import { Service, signal } from '@angular/core';

/** The pets that something is being done to: at most one thing at a time to each. */
@Service()
export class BusyPets {
  private readonly busy = signal<ReadonlySet<number>>(new Set());

  readonly ids = this.busy.asReadonly();

  /**
   * Does something to a pet, and marks it as busy while it does.
   *
   * @returns whether it was done; false if something is being done to the pet already
   * @throws what `work` throws
   */
  async run(id: number, work: () => Promise<void>): Promise<boolean> {
    if (this.busy().has(id)) return false;
    this.busy.update((ids) => new Set(ids).add(id));
    try {
      await work();
      return true;
    } finally {
      this.busy.update((ids) => new Set([...ids].filter((other) => other !== id)));
    }
  }
}
