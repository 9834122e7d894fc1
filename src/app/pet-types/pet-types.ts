import { Service, inject, linkedSignal, resource, signal } from '@angular/core';
import { Api } from '../api/api';
import { petsTypesGet } from '../api/functions';

/** The types of the pets in the shop. */
@Service()
export class PetTypes {
  private readonly api = inject(Api);
  private readonly isRequested = signal(false);
  private readonly answer = resource({
    params: () => this.isRequested() || undefined,
    loader: () => this.api.invoke(petsTypesGet),
  });
  private readonly known = linkedSignal<readonly string[] | undefined, readonly string[]>({
    source: () => (this.answer.hasValue() ? this.answer.value() : undefined),
    computation: (types, previous) => types ?? previous?.value ?? [],
  });

  /**
   * In lower case and alphabetical order; none until they are loaded. If the shop can't be reached they
   * stay as they are, since the list of pets already says so.
   */
  readonly types = this.known.asReadonly();

  /** Asks the shop for its types, also for new ones; only once while an answer is pending. */
  load(): void {
    if (!this.answer.reload()) this.isRequested.set(true);
  }
}
