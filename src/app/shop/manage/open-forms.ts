import { Service, inject, linkedSignal } from '@angular/core';
import type { Pet } from '../../api/models';
import { Identity } from '../../auth/identity';

/** Which forms a shopkeeper has open, until they leave. The forms load when they are needed. */
@Service()
export class OpenForms {
  private readonly user = inject(Identity).user;

  /** Whether the form for new pets is open. */
  readonly adding = linkedSignal({ source: this.user, computation: () => false });
  /** The pet that is edited. */
  readonly editing = linkedSignal({
    source: this.user,
    computation: (): Pet | undefined => undefined,
  });
}
