import { Service, inject, linkedSignal } from '@angular/core';
import { Identity } from '../../identity/identity';
import { NOTHING_WRITTEN, type Written } from './pet-form';

/**
 * What a shop keeper wrote and neither saved nor cancelled, however the form was closed. It is
 * forgotten when they leave.
 */
@Service()
export class Drafts {
  private readonly user = inject(Identity).user;

  /** Of a pet that is to be added. */
  readonly newPet = linkedSignal({ source: this.user, computation: () => NOTHING_WRITTEN });
  private readonly changes = linkedSignal({
    source: this.user,
    computation: (): ReadonlyMap<number, Written> => new Map(),
  });

  /** What is written of a pet that is to be changed. */
  of(petId: number): Written | undefined {
    return this.changes().get(petId);
  }

  keep(petId: number, written: Written): void {
    this.changes.update((all) => new Map(all).set(petId, written));
  }

  drop(petId: number): void {
    this.changes.update((all) => new Map([...all].filter(([id]) => id !== petId)));
  }
}
