import { Service, inject, linkedSignal } from '@angular/core';
import { Identity } from '../../auth/identity';
import { EMPTY_DRAFT, type PetDraft } from './pet-form';

/**
 * The drafts that a shopkeeper neither saved nor canceled, however the form was closed. They are
 * forgotten when the shopkeeper logs out.
 */
@Service()
export class Drafts {
  private readonly user = inject(Identity).user;

  /** The draft of a new pet. */
  readonly newPet = linkedSignal({ source: this.user, computation: () => EMPTY_DRAFT });
  private readonly changes = linkedSignal({
    source: this.user,
    computation: (): ReadonlyMap<number, PetDraft> => new Map(),
  });

  /** The draft of a change to a pet. */
  of(petId: number): PetDraft | undefined {
    return this.changes().get(petId);
  }

  keep(petId: number, draft: PetDraft): void {
    this.changes.update((all) => new Map(all).set(petId, draft));
  }

  drop(petId: number): void {
    this.changes.update((all) => new Map([...all].filter(([id]) => id !== petId)));
  }
}
