import { Service, computed, signal } from '@angular/core';
import type { RemovedPet } from './inventory';

/** The pets that were removed and may be put back. */
@Service()
export class RemovedPets {
  private readonly pets = signal<readonly RemovedPet[]>([]);

  /** The one that was removed last. */
  readonly last = computed(() => this.pets().at(-1));

  push(removed: RemovedPet): void {
    this.pets.update((pets) => [...pets, removed]);
  }

  /** Takes out the one that was removed last. */
  pop(): RemovedPet | undefined {
    const last = this.last();
    this.pets.update((pets) => pets.slice(0, -1));
    return last;
  }

  clear(): void {
    this.pets.set([]);
  }
}
